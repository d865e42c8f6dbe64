"""The plan beside the job description."""

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, Form
from wtforms.validators import InputRequired, NumberRange

from kamquiz.documents.jobs import job_markdown
from kamquiz.documents.plans import plan_markdown
from kamquiz.domain.attempts import Attempt
from kamquiz.domain.care import Confidence
from kamquiz.domain.jobs import job_for
from kamquiz.domain.marking import mark
from kamquiz.domain.planning import LEAST_HOURS, MOST_HOURS, Plan, build_plan
from kamquiz.domain.scoring import Profile
from kamquiz.web.current import current_attempt
from kamquiz.web.forms import failures, form_class, sent
from kamquiz.web.language import current_language
from kamquiz.web.quiz import UNPROCESSABLE, see_other
from kamquiz.web.quiz_forms import aim_fields, chosen_aim
from kamquiz.web.results import care_for, profile_of
from kamquiz.web.services import services

bp = Blueprint("planning", __name__)

HOURS_MESSAGE = _l("Give the hours you have each week as a number from 1 to 20.")


@bp.route("/plan", methods=["GET", "POST"])
def plan() -> ResponseReturnValue:
    """Show the plan and, line by line, the job description it serves."""
    attempt = current_attempt()
    catalogue = services().catalogue
    form = sent(
        _wishes_form(),
        data={
            "hours": attempt.hours,
            "industry": attempt.aim.industry or "",
            "seniority": attempt.aim.seniority or "",
        },
    )
    if request.method == "POST" and form.validate():
        services().attempts.aim(attempt.id, chosen_aim(form), float(form["hours"].data))
        return see_other(url_for("planning.plan"))
    profile = profile_of(attempt)
    if not profile.is_clear:
        return render_template("results/unclear.html", attempt=attempt, profile=profile)
    made = _plan(attempt, profile)
    job = job_for(attempt.aim, catalogue)
    is_normal = care_for(attempt).confidence is Confidence.NORMAL
    return render_template(
        "plan/plan.html",
        form=form,
        failures=failures(form),
        plan=made,
        job=job,
        duties=mark(job.duties, profile, made),
        requirements=mark(job.requirements, profile, made),
        offer=mark(job.offer, profile, made),
        # Nothing goes into a CV from answers that do not hang together.
        strengths=profile.strengths if is_normal else (),
        scale=catalogue.scale,
    ), UNPROCESSABLE if form.errors else 200


@bp.get("/plan.md")
def plan_file() -> ResponseReturnValue:
    """Hand the plan over as Markdown."""
    attempt = current_attempt()
    profile = profile_of(attempt)
    if not profile.is_clear:
        return see_other(url_for("planning.plan"))
    made = _plan(attempt, profile)
    return _markdown(plan_markdown(made, services().catalogue.scale, current_language()), "plan")


@bp.get("/job.md")
def job_file() -> Response:
    """Hand the example job description over as Markdown."""
    job = job_for(current_attempt().aim, services().catalogue)
    return _markdown(job_markdown(job, [current_language()]), "job")


def _plan(attempt: Attempt, profile: Profile) -> Plan:
    return build_plan(
        profile, services().catalogue, start=services().plan_start(), hours=attempt.hours
    )


def _markdown(text: str, name: str) -> Response:
    response = Response(text, mimetype="text/markdown")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="kamquiz-{name}-{current_language().value}.md"'
    )
    return response


class HoursField(DecimalField):
    """A number that may be written with a decimal comma, as Polish does."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number that was typed."""
        try:
            super().process_formdata([one.replace(",", ".") for one in valuelist])
        except ValueError as error:
            raise ValueError(HOURS_MESSAGE) from error


def _wishes_form() -> type[Form]:
    hours = HoursField(
        _l("Hours a week"),
        validators=[
            InputRequired(HOURS_MESSAGE),
            NumberRange(LEAST_HOURS, MOST_HOURS, HOURS_MESSAGE),
        ],
    )
    return form_class(
        "WishesForm", {"hours": hours} | aim_fields(services().catalogue, current_language())
    )
