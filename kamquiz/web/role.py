"""Pages about the role, the score and the data."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from kamquiz.domain.quality import PEOPLE_AT_LEAST
from kamquiz.web.services import services

bp = Blueprint("role", __name__)


@bp.get("/role")
def role() -> ResponseReturnValue:
    """Explain what a key account manager does, and how one gets in and on."""
    catalogue = services().catalogue
    return render_template("role/role.html", guide=catalogue.guide, catalogue=catalogue)


@bp.get("/method")
def method() -> ResponseReturnValue:
    """Explain in plain words how the score comes about and what it cannot know."""
    return render_template(
        "role/method.html",
        catalogue=services().catalogue,
        parameters=services().instrument.parameters,
    )


@bp.get("/quality")
def quality() -> ResponseReturnValue:
    """Show how good the questions are, from the answers people gave for that."""
    return render_template(
        "role/quality.html",
        quality=services().quality(),
        donated=services().donations.count(),
        least=PEOPLE_AT_LEAST,
        parameters=services().instrument.parameters,
        catalogue=services().catalogue,
    )


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say what is stored, for how long, and how to delete it."""
    settings = services().settings
    return render_template(
        "role/privacy.html",
        operator=settings.operator,
        contact=settings.contact,
        legal_basis=settings.legal_basis,
    )
