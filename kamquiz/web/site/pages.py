"""Pages about the role, the score, the data and the quiz itself."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from wtforms import Form

from kamquiz.domain.assessment.bank_quality import MIN_PEOPLE
from kamquiz.domain.bank.role import Guide, Post
from kamquiz.domain.bank.role_contrast import Answered, Leaning, leaning
from kamquiz.domain.jobs.describe import describe_job
from kamquiz.domain.text import Text
from kamquiz.web.forms import CHOOSE_ONE, failures, form_class, load_form, radio
from kamquiz.web.http import UNPROCESSABLE
from kamquiz.web.language import current_language
from kamquiz.web.services import services
from kamquiz.web.typography import tidy

bp = Blueprint("site", __name__)

#: The day the accessibility statement was last held against the pages.
STATEMENT_OF = date(2026, 11, 27)

#: What links call the pages, in the order in which one reads on: about the role …
ROLE_PAGES = (
    ("site.role", _l("The work and its duties")),
    ("site.contrast", _l("KAM or account manager?")),
    ("site.needs", _l("Traits and skills")),
    ("site.ways", _l("Ways in and on")),
    ("site.industries", _l("Industries")),
    ("site.pay", _l("What pay depends on")),
    ("site.example", _l("Example job description")),
)

#: … and about the quiz.
QUIZ_PAGES = (
    ("site.about", _l("About the quiz")),
    ("site.method", _l("How the score works")),
    ("site.quality", _l("How good are the questions?")),
    ("site.privacy", _l("Privacy")),
    ("site.accessibility", _l("Accessibility")),
)


@bp.get("/role")
def role() -> ResponseReturnValue:
    """Explain what a key account manager does, and lead on to the other pages."""
    duties = services().catalogue.duties
    return render_template(
        "site/role.html",
        guide=_guide(),
        core=[one for one in duties if one.kind == "core"],
        further=[duty for duty in duties if duty.kind != "core"],
    )


@bp.route("/role/contrast", methods=["GET", "POST"])
def contrast() -> ResponseReturnValue:
    """Tell a KAM from an account manager, and say which of them the reader's work looks like."""
    form = load_form(contrast_form(_guide()))
    answered = request.method == "POST" and form.validate()
    return render_template(
        "site/contrast.html",
        guide=_guide(),
        form=form,
        failures=failures(form),
        leaning=_leaning(form) if answered else None,
    ), UNPROCESSABLE if form.errors else 200


@bp.get("/role/traits")
def needs() -> ResponseReturnValue:
    """Name the traits and the skills the work calls for."""
    return render_template("site/needs.html", guide=_guide(), catalogue=services().catalogue)


@bp.get("/role/ways")
def ways() -> ResponseReturnValue:
    """Say how one gets into the work, and on in it."""
    return render_template("site/ways.html", guide=_guide())


@bp.get("/role/industries")
def industries() -> ResponseReturnValue:
    """Say what differs from industry to industry."""
    return render_template("site/industries.html", guide=_guide(), catalogue=services().catalogue)


@bp.get("/role/pay")
def pay() -> ResponseReturnValue:
    """Say what pay depends on, without a figure."""
    return render_template("site/pay.html", guide=_guide())


@bp.get("/role/example")
def example() -> ResponseReturnValue:
    """Show the job description that stands beside a plan."""
    return render_template(
        "site/example.html", guide=_guide(), job=describe_job(services().catalogue)
    )


@bp.get("/about")
def about() -> ResponseReturnValue:
    """Say for whom the quiz is, what it is not, and what it rests on."""
    return render_template("site/about.html", catalogue=services().catalogue)


@bp.get("/method")
def method() -> ResponseReturnValue:
    """Explain in plain words how the score comes about and what it cannot know."""
    return render_template(
        "site/method.html",
        catalogue=services().catalogue,
        parameters=services().instrument.parameters,
    )


@bp.get("/quality")
def quality() -> ResponseReturnValue:
    """Show how good the questions are, from the answers people gave for that."""
    return render_template(
        "site/quality.html",
        quality=services().quality(),
        donated=services().donations.count(),
        least=MIN_PEOPLE,
        parameters=services().instrument.parameters,
        catalogue=services().catalogue,
    )


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say what is stored, for how long, and how to delete it."""
    settings = services().settings
    return render_template(
        "site/privacy.html",
        operator=settings.operator,
        contact=settings.contact,
        legal_basis=settings.legal_basis,
    )


@bp.get("/accessibility")
def accessibility() -> ResponseReturnValue:
    """Say how far everybody can use the pages, and how to report where they cannot."""
    return render_template(
        "site/accessibility.html", day=STATEMENT_OF, contact=services().settings.contact
    )


@bp.app_context_processor
def pages() -> dict[str, Any]:
    """Give templates the pages of this blueprint, to lead from one to the next."""
    return {"role_pages": ROLE_PAGES, "quiz_pages": QUIZ_PAGES}


@bp.app_template_filter("heading")
def as_heading(text: Text) -> Markup:
    """Return *text* with a capital letter first, as the name of an industry needs it there."""
    words = text.to(current_language())
    return tidy(words[:1].upper() + words[1:], current_language())


def contrast_form(guide: Guide) -> type[Form]:
    """Return the form with the either-or questions of *guide*."""
    language = current_language()
    fields = {
        question.id: radio(
            question.text.to(language),
            [(sign.points_to.value, sign.text.to(language)) for sign in question.answers],
            CHOOSE_ONE,
        )
        for question in guide.questions
    }
    return form_class("ContrastForm", fields)


def _leaning(form: Form) -> Leaning:
    return leaning(
        [
            Answered(question, question.sign(Post(form[question.id].data)))
            for question in _guide().questions
        ]
    )


def _guide() -> Guide:
    return services().catalogue.guide
