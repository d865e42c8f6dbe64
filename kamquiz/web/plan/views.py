"""The plan beside the job description: suggested, accepted, changed, looked back upon."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound
from wtforms import Form

from kamquiz.documents.jobs.draft_file import JobFileError, read_job
from kamquiz.domain.assessment.response_quality import Confidence
from kamquiz.domain.bank.catalogue import TraitId
from kamquiz.domain.bank.role import JobTarget
from kamquiz.domain.jobs.describe import JobDescription, job_for, job_target
from kamquiz.domain.jobs.match import MarkedLine, mark
from kamquiz.domain.plan.build import build_plan, left_over
from kamquiz.domain.plan.edit import (
    laid_out_anew,
    rechosen,
    resettled,
    with_check_in,
    with_priority,
    with_step,
)
from kamquiz.domain.plan.model import DAYS, MAX_HISTORY, MAX_HISTORY_BYTES, Plan, Priority
from kamquiz.storage import PlanChangedError
from kamquiz.web.forms import failures, form_class, load_form
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.language import current_language
from kamquiz.web.plan.forms import (
    NUMBER,
    PLACES,
    SEEN,
    accept_form,
    check_in_data,
    check_in_form,
    chosen_traits,
    hours_field,
    intentions_from,
    job_form,
    plan_from_steps,
    priorities_form,
    priority_data,
    priority_form,
    priority_from,
    reports_from,
    rhythm_from,
    settings_form,
    steps_data,
    steps_form,
    suggestions,
    with_ticks,
)
from kamquiz.web.plan.timeline import timeline
from kamquiz.web.plan.workspace import (
    Desk,
    StalePartError,
    UnclearResultError,
    fingerprint,
    open_desk,
)
from kamquiz.web.profiles import response_quality_of
from kamquiz.web.quiz.forms import aim_fields, chosen_aim
from kamquiz.web.services import services

bp = Blueprint("planning", __name__)

#: What was sent does not fit what is there by now.
CONFLICT = 409

UID_BYTES = 16


@bp.app_errorhandler(UnclearResultError)
def unclear(error: UnclearResultError) -> ResponseReturnValue:
    """Show the kind page of its own where there are too few answers."""
    return render_template("results/unclear.html", attempt=error.attempt, profile=error.profile)


@bp.route("/plan", methods=["GET", "POST"])
def plan() -> ResponseReturnValue:
    """Show the plan and, line by line, the job description it serves; change the aim."""
    desk = open_desk()
    form = _wishes(desk)
    if request.method == "POST" and form.validate():
        hours = float(form["hours"].data) if "hours" in form else desk.attempt.hours
        aim = replace(chosen_aim(form), job=desk.attempt.aim.job)
        services().attempts.aim(desk.attempt.id, aim, hours)
        return see_other(url_for("planning.plan"))
    return _plan_page(desk, form)


@bp.post("/plan/accept")
def accept() -> ResponseReturnValue:
    """Keep the suggested plan; from now on it is the reader's own."""
    desk = open_desk()
    form = load_form(accept_form(services().today()))
    if not form.validate():
        wishes = _wishes_form(desk)(data=_wishes_data(desk))
        return _plan_page(desk, wishes, accepting=form)
    if form[NUMBER].data != str(desk.next_number):
        return see_other(url_for("planning.plan"))  # sent twice, or accepted in another tab
    made = build_plan(
        desk.profile,
        services().catalogue,
        start=form["start"].data,
        hours=desk.attempt.hours,
        ratings=desk.attempt.answers.ratings,
    )
    with suppress(PlanChangedError):  # another tab accepted a moment ago: that plan is shown
        services().plans.accept(
            desk.timeline.newest.timeline,
            replace(made, uid=secrets.token_hex(UID_BYTES)),
            number=desk.next_number,
        )
    return see_other(url_for("planning.plan"))


@bp.post("/plan/job")
def load_job() -> ResponseReturnValue:
    """Measure against the job of a file that HR made here, or no longer."""
    desk = open_desk()
    form = load_form(job_form(), "file", "drop")
    if "drop" in request.form:
        target = None
    else:
        file = request.files.get("file")
        try:
            draft = read_job((file and file.read()) or form["pasted"].data, services().catalogue)
        except JobFileError as error:
            form["pasted"].errors = [one.to(current_language()) for one in error.faults]
            wishes = _wishes_form(desk)(data=_wishes_data(desk))
            return _plan_page(desk, wishes, loading=form)
        target = job_target(draft, services().catalogue)
    services().attempts.aim(
        desk.attempt.id, replace(desk.attempt.aim, job=target), desk.attempt.hours
    )
    return see_other(url_for("planning.plan", _anchor="job"))


@bp.get("/plan/new")
def new() -> ResponseReturnValue:
    """Show what the newest result suggests, to begin another twelve weeks."""
    desk = open_desk()
    desk.own_plan()
    return render_template(
        "plan/new.html",
        desk=desk,
        plan=desk.suggested,
        form=accept_form(services().today())(data=_first_day(desk)),
        failures=[],
    )


@bp.route("/plan/settings", methods=["GET", "POST"])
def settings() -> ResponseReturnValue:
    """Change the first day, the hours a week and the hour of the week."""
    desk = open_desk()
    kept = desk.own_plan()
    shown = {
        "start": kept.start,
        "hours": kept.hours,
        "weekday": str(kept.rhythm.weekday),
        "time": kept.rhythm.time,
    }
    form = load_form(settings_form(services().today(), kept, current_language()), data=shown)

    def edit(now: Plan) -> Plan:
        changed = resettled(
            now,
            start=form["start"].data,
            hours=float(form["hours"].data),
            rhythm=rhythm_from(form),
        )
        return _anew(changed) if form["anew"].data else changed

    def part(now: Plan) -> object:
        return now.start, now.hours, now.rhythm

    return _edit(desk, form, edit, part, "plan/settings.html")


@bp.route("/plan/priorities", methods=["GET", "POST"])
def priorities() -> ResponseReturnValue:
    """Swap, drop or reorder the priorities."""
    desk = open_desk()
    kept = desk.own_plan()
    chosen = dict(zip(PLACES, kept.priorities, strict=False))
    form = load_form(
        priorities_form(desk.profile, current_language()),
        data={place: one.trait.id for place, one in chosen.items()},
    )

    def edit(now: Plan) -> Plan:
        return rechosen(
            now,
            chosen_traits(form),
            desk.profile,
            services().catalogue,
            desk.attempt.answers.ratings,
        )

    def part(now: Plan) -> object:
        return [one.trait.id for one in now.priorities]

    return _edit(desk, form, edit, part, "plan/priorities.html")


@bp.route("/plan/priority/<trait>", methods=["GET", "POST"])
def priority(trait: str) -> ResponseReturnValue:
    """Change the words of one priority: pick them or write them."""
    desk = open_desk()
    kept = desk.own_plan().priority(trait)
    if kept is None:
        raise NotFound
    score = desk.profile.trait(TraitId(trait))
    offered = suggestions(score, services().catalogue, desk.attempt.answers.ratings)
    form = load_form(priority_form(kept, offered, current_language()), data=priority_data(kept))

    def edit(now: Plan) -> Plan:
        return with_priority(now, priority_from(form, _priority(now, trait), offered))

    def part(now: Plan) -> object:
        return _priority(now, trait)

    return _edit(
        desk,
        form,
        edit,
        part,
        "plan/priority.html",
        anchor=f"priority-{trait}",
        priority=kept,
    )


@bp.route("/plan/steps", methods=["GET", "POST"])
def steps() -> ResponseReturnValue:
    """Move, tick off, remove and add steps."""
    desk = open_desk()
    kept = desk.own_plan()
    catalogue = services().catalogue
    form = load_form(steps_form(kept, catalogue, current_language()), data=steps_data(kept))

    def edit(now: Plan) -> Plan:
        return plan_from_steps(form, replace(now, skills=kept.skills), catalogue)

    def part(now: Plan) -> object:
        return now.active_steps

    return _edit(desk, form, edit, part, "plan/steps.html", anchor="plan")


@bp.post("/plan/tick/<step>")
def tick(step: str) -> ResponseReturnValue:
    """Tick one step off, or take the tick back."""
    desk = open_desk()
    load_form(form_class("TickForm", {}), "done")
    done = request.form.get("done") == "1"

    def edit(now: Plan) -> Plan:
        found = now.step(step) or abort(404)
        return with_step(now, replace(found, done=done))

    desk.save(edit, part=lambda now: now.step(step), seen=None)
    return see_other(url_for("planning.plan", _anchor=f"step-{step}"))


@bp.route("/plan/check-in/<int:week>", methods=["GET", "POST"])
def check_in(week: int) -> ResponseReturnValue:
    """Ask what became of the intentions: a minute after two, six and twelve weeks."""
    desk = open_desk()
    kept = desk.own_plan()
    planned = kept.check_in(week) or abort(404)
    form = load_form(check_in_form(kept, current_language()), data=check_in_data(kept, week))

    def edit(now: Plan) -> Plan:
        return with_check_in(
            with_ticks(form, now),
            week,
            reports_from(form, now),
            intentions_from(form, now),
            day=services().today(),
        )

    def part(now: Plan) -> object:
        return now.check_in(week), [(one.trait.id, one.if_then) for one in now.priorities]

    return _edit(
        desk,
        form,
        edit,
        part,
        "plan/check_in.html",
        anchor="check-ins",
        check_in=planned,
        is_early=planned.day > services().today(),
    )


@bp.get("/plan/history")
def history() -> ResponseReturnValue:
    """Show what was written before, and the plans before this one."""
    desk = open_desk()
    desk.own_plan()
    return render_template(
        "plan/history.html",
        desk=desk,
        plan=desk.plan,
        catalogue=services().catalogue,
        history_limits={"entries": MAX_HISTORY, "kilobytes": MAX_HISTORY_BYTES // 1000},
    )


@bp.get("/plan/manager")
def manager() -> ResponseReturnValue:
    """Show the one page for the conversation with a manager."""
    desk = open_desk()
    return render_template("plan/manager.html", desk=desk, plan=desk.plan, profile=desk.profile)


def _edit(
    desk: Desk,
    form: Form,
    edit: Callable[[Plan], Plan],
    part: Callable[[Plan], object],
    template: str,
    *,
    anchor: str | None = None,
    **shown: Any,
) -> ResponseReturnValue:
    """Keep what a form says of a part of the plan, or show the form, with whatever was typed."""
    status, conflict = 200, False
    if request.method == "POST":
        if form.validate():
            try:
                desk.save(edit, part=part, seen=form[SEEN].data)
            except StalePartError:
                status, conflict = CONFLICT, True
            else:
                return see_other(url_for("planning.plan", _anchor=anchor))
        else:
            status = UNPROCESSABLE
    return render_template(
        template,
        desk=desk,
        plan=desk.plan,
        form=form,
        failures=failures(form),
        conflict=conflict,
        # Sent again after a conflict, the form counts: its reader has seen what there is now.
        seen=fingerprint(part(desk.plan)) if conflict or not form[SEEN].data else form[SEEN].data,
        **shown,
    ), status


def _priority(plan: Plan, trait: str) -> Priority:
    found = plan.priority(trait)
    if found is None:
        raise StalePartError
    return found


def _anew(plan: Plan) -> Plan:
    """Lay the open steps of *plan* out anew, from this week on."""
    week = (services().today() - plan.start).days // DAYS + 1
    return laid_out_anew(plan, from_week=max(1, week))


def _plan_page(
    desk: Desk, form: Form, *, accepting: Form | None = None, loading: Form | None = None
) -> ResponseReturnValue:
    catalogue = services().catalogue
    accepting = accepting or accept_form(services().today())(data=_first_day(desk))
    loading = loading or job_form()()
    target = desk.attempt.aim.job
    job = target or job_for(desk.attempt.aim, catalogue)
    is_normal = response_quality_of(desk.attempt).confidence is Confidence.NORMAL
    failed = [*failures(form), *failures(accepting), *failures(loading)]
    return render_template(
        "plan/plan.html",
        desk=desk,
        form=form,
        accepting=accepting,
        failures=failed,
        plan=desk.plan,
        later={
            one.trait.id: left_over(desk.plan, one.trait, catalogue) for one in desk.plan.priorities
        },
        due=desk.plan.due(services().today()) if desk.accepted else None,
        today=services().today(),
        job=job,
        target=target,
        line=timeline(desk.plan),
        loading=loading,
        **_marked(job, desk),
        # Nothing goes into a CV from answers that do not hang together.
        strengths=desk.profile.strengths if is_normal else (),
        scale=catalogue.scale,
    ), UNPROCESSABLE if failed else 200


def _marked(job: JobTarget | JobDescription, desk: Desk) -> dict[str, tuple[MarkedLine, ...]]:
    """Return the lines of *job*, each with where the reader stands to it."""
    offer = () if isinstance(job, JobTarget) else job.offer
    return {
        name: mark(lines, desk.profile, desk.plan)
        for name, lines in (
            ("duties", job.duties),
            ("requirements", job.must + job.nice),
            ("offer", offer),
        )
    }


def _wishes(desk: Desk) -> Form:
    return load_form(_wishes_form(desk), data=_wishes_data(desk))


def _wishes_data(desk: Desk) -> dict[str, Any]:
    return {
        "hours": desk.attempt.hours,
        "industry": desk.attempt.aim.industry or "",
        "seniority": desk.attempt.aim.seniority or "",
    }


def _wishes_form(desk: Desk) -> type[Form]:
    """Return the form for the aim and, while the plan is a suggestion, the hours a week."""
    hours = {} if desk.accepted else {"hours": hours_field()}
    aims = aim_fields(services().catalogue, current_language())
    return form_class("WishesForm", hours | aims)


def _first_day(desk: Desk) -> dict[str, Any]:
    return {NUMBER: desk.next_number, "start": services().plan_start()}
