"""What a reader sees while nothing can be saved: what was sent, ready to be sent again."""

from collections.abc import Iterator

from flask import Response, render_template, request
from wtforms import Form

from kamquiz.web.forms import CSRF_FIELD
from kamquiz.web.language import current_language
from kamquiz.web.quiz_forms import situations_form, skills_form, statements_form
from kamquiz.web.services import services


def unavailable_page() -> Response:
    """Return the page for this request, with status 503.

    Nothing is asked of the database: a question is known by its name. Questions stand
    there with the answers that were chosen; whatever else was sent goes along unseen.
    """
    asked = [field for form in _forms() for field in form] if _may_be_sent_again() else []
    shown = {CSRF_FIELD, *(field.name for field in asked)}
    unseen = [(name, value) for name, value in request.form.items(multi=True) if name not in shown]
    page = render_template(
        "errors/unavailable.html",
        fields=asked,
        unseen=unseen,
        may_be_sent_again=_may_be_sent_again(),
        address=request.full_path.rstrip("?"),
    )
    return Response(page, status=503)


def _may_be_sent_again() -> bool:
    """Tell whether a page can hold all that was sent: of a file only the browser knows."""
    return request.method == "POST" and not request.files


def _forms() -> Iterator[Form]:
    """Return the questions of the request as forms that are filled in."""
    catalogue, language, names = services().catalogue, current_language(), set(request.form)
    statements = tuple(one for one in catalogue.statements if one.id in names)
    skills = [one for one in catalogue.skills if one.id in names]
    cases = [one for one in catalogue.situations if {f"{one.id}-best", f"{one.id}-worst"} & names]
    yield statements_form(statements, catalogue.scale, language)(request.form)
    yield skills_form(skills, language)(request.form)
    yield situations_form(cases, language)(request.form)
