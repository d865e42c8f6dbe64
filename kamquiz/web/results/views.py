"""What the answers say: the result page."""

from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kamquiz.domain.assessment.attempts import Aim, Attempt, QuizLength
from kamquiz.domain.assessment.scoring import Profile
from kamquiz.web.charts import View, dot_and_band
from kamquiz.web.profiles import profile_of, response_quality_of
from kamquiz.web.security.session import current_timeline
from kamquiz.web.services import services

bp = Blueprint("results", __name__)

#: One person in ten is asked for the full form: calibration needs complete answers.
ASKED_ONE_IN = 10


@bp.get("/result")
def result() -> ResponseReturnValue:
    """Show where the reader stands, in words first."""
    timeline = current_timeline()
    attempt = timeline.shown
    profile = profile_of(attempt)
    if not profile.is_clear:
        return render_template("results/unclear.html", attempt=attempt, profile=profile)
    return render_template(
        "results/result.html",
        timeline=timeline,
        care=response_quality_of(attempt, profile),
        open_page=attempt.open_page(),
        is_short=attempt.form is QuizLength.SHORT and not timeline.is_measuring_again,
        is_asked_for_more=attempt.form is QuizLength.SHORT and attempt.id % ASKED_ONE_IN == 0,
        aims=attempt.aim != Aim(),
        **picture_of(attempt, profile),
    )


def picture_of(attempt: Attempt, profile: Profile) -> dict[str, Any]:
    """Return what a page needs to draw the result, for its owner as for a mentor."""
    catalogue = services().catalogue
    return {
        "attempt": attempt,
        "profile": profile,
        "catalogue": catalogue,
        "scale": catalogue.scale,
        "chart": dot_and_band(
            profile.scored, catalogue.scale, View.called(request.args.get("view", ""))
        ),
        "indistinct": [
            [profile.trait(trait_id) for trait_id in group] for group in profile.indistinct
        ],
        "widened": services().instrument.widening > 1,
        "key_traits": profile.key_traits,
        "evidence_levels": {
            trait.id: attempt.evidence_level(trait.id) for trait in profile.key_traits
        },
    }


@bp.get("/answers")
def answers() -> ResponseReturnValue:
    """Show the answers behind each score, and the plain mean they make."""
    attempt = current_timeline().shown
    page_of = {
        statement_id: number
        for number, page in enumerate(attempt.pages, start=1)
        for statement_id in page
    }
    return render_template(
        "results/answers.html",
        profile=profile_of(attempt),
        ratings=attempt.answers.ratings,
        page_of=page_of,
        scale=services().catalogue.scale,
    )
