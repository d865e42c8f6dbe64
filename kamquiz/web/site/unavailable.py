"""What a reader sees while nothing can be saved: what was sent, ready to be sent again."""

from flask import Response, render_template, request
from wtforms import Form

from kamquiz.web.forms import IN_EVERY_FORM, Question
from kamquiz.web.language import current_language
from kamquiz.web.quiz.forms import situations_form, skill_questions, statement_questions
from kamquiz.web.services import services


def unavailable_page() -> Response:
    """Return the page for this request, with status 503.

    Nothing is asked of the database: a question is known by its name. Questions stand
    there with the answers that were chosen; whatever else was sent goes along unseen.
    """
    questions = _questions() if _may_be_sent_again() else []
    cases = list(_cases()) if _may_be_sent_again() else []
    shown = {
        *IN_EVERY_FORM,
        *(question.name for question in questions),
        *(situation.name for situation in cases),
    }
    unseen = [(name, value) for name, value in request.form.items(multi=True) if name not in shown]
    page = render_template(
        "site/unavailable.html",
        questions=questions,
        fields=cases,
        unseen=unseen,
        may_be_sent_again=_may_be_sent_again(),
        address=request.full_path.rstrip("?"),
    )
    return Response(page, status=503)


def _may_be_sent_again() -> bool:
    """Return True if the page can repeat the whole request; uploaded files cannot be repeated."""
    return request.method == "POST" and not request.files


def _questions() -> list[Question]:
    """Return the statements and skills of the request with their answers."""
    catalogue, language = services().catalogue, current_language()
    statements = [statement for statement in catalogue.statements if statement.id in request.form]
    skills = [skill for skill in catalogue.skills if skill.id in request.form]
    questions = [
        *statement_questions(statements, catalogue.scale, language, {}),
        *skill_questions(skills, language, {}),
    ]
    return [question.answered_by(request.form) for question in questions]


def _cases() -> Form:
    """Return the situations of the request as a form that is filled in."""
    names = set(request.form)
    cases = [
        situation
        for situation in services().catalogue.situations
        if {f"{situation.id}-best", f"{situation.id}-worst"} & names
    ]
    return situations_form(cases, current_language())(request.form)
