"""The quiz: statements, skills, situations."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

from kamquiz.domain.assessment.attempts import (
    SITUATIONS_PER_PAGE,
    SKILLS_PER_PAGE,
    Attempt,
    PageSubmission,
    QuizLength,
    in_pages,
    statements_on,
)
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.assessment.item_selection import in_order, longest_path, page_after
from kamquiz.domain.bank.catalogue import Rating, SkillId, StatementId
from kamquiz.storage import PageAlreadyServedError
from kamquiz.web.forms import (
    SKIP_FIELD,
    TICKED,
    Question,
    failures,
    failures_in,
    load_form,
    sent_answers,
)
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.language import address_of, current_language
from kamquiz.web.profiles import response_quality_of
from kamquiz.web.quiz.forms import (
    DONATE,
    levels_from,
    picks_from,
    ratings_from,
    situations_form,
    skill_questions,
    statement_questions,
)
from kamquiz.web.security.rate_limits import DONATIONS, take
from kamquiz.web.security.session import current_attempt
from kamquiz.web.services import services

bp = Blueprint("quiz", __name__)

#: Two tabs may race for the next page; the one that comes second reads again.
TRIES = 3

SEED_BITS = 64

Item = TypeVar("Item")


@bp.route("/quiz/<int:page>", methods=["GET", "POST"])
def rate(page: int) -> ResponseReturnValue:
    """Ask one page of statements; once it is answered, move on."""
    attempt = current_attempt()
    served = attempt.page(page)
    if served is None:
        return see_other(next_address(attempt))
    catalogue, language = services().catalogue, current_language()
    statements = statements_on(catalogue, served)
    questions = statement_questions(
        statements,
        catalogue.scale,
        language,
        attempt.answers.ratings,
        left_out=attempt.left_out,
    )
    if request.method == "POST":
        questions = sent_answers(questions, SKIP_FIELD)
        if _may_go_on(questions):
            ratings = ratings_from(questions)
            left_out = frozenset(statement.id for statement in statements) - frozenset(ratings)
            return see_other(next_address(_take(attempt, page, ratings, left_out), after=page))
    gaps = failures_in(questions)
    return render_template(
        "quiz/rate.html",
        questions=questions,
        failures=gaps,
        page=page,
        first=attempt.before(page) + 1,
        total=_total(attempt),
        is_short=attempt.form is QuizLength.SHORT,
        has_result=attempt.finished,
        time_frame=catalogue.scale.time_frame,
    ), UNPROCESSABLE if gaps else 200


@bp.post("/quiz/full")
def go_on() -> ResponseReturnValue:
    """Ask the rest of the bank as well."""
    attempt = replace(current_attempt(), form=QuizLength.FULL)
    services().attempts.go_on_to_full(attempt.id)
    return see_other(next_address(_serve_next(attempt)))


@bp.get("/quiz")
def resume() -> ResponseReturnValue:
    """Go to where the reader left off: to the result once there is one."""
    return see_other(where_left_off(current_attempt()))


@bp.route("/skills/<int:page>", methods=["GET", "POST"])
def skills(page: int) -> ResponseReturnValue:
    """Ask for the level of a page of skills; the last page leads to the result."""
    attempt = current_attempt()
    catalogue, language = services().catalogue, current_language()
    pages = in_pages(catalogue.skills, SKILLS_PER_PAGE)
    asked = _page_or_404(pages, page)
    is_last = page == len(pages)
    may_donate = is_last and not attempt.donated
    donates = may_donate and request.form.get(DONATE) == TICKED
    questions = skill_questions(asked, language, attempt.answers.skills)
    if request.method == "POST":
        # A button pressed twice sends the tick again when it is no longer asked for.
        questions = sent_answers(questions, SKIP_FIELD, DONATE)
        if _may_go_on(questions):
            levels = levels_from(questions)
            left_out = [skill.id for skill in asked if skill.id not in levels]
            if not is_last:
                services().attempts.record_skills(attempt.id, levels, left_out)
                return see_other(url_for("quiz.skills", page=page + 1))
            _finish(attempt, levels, left_out, donates=donates)
            return see_other(url_for("results.result"))
    gaps = failures_in(questions)
    return render_template(
        "quiz/skills.html",
        questions=questions,
        failures=gaps,
        may_donate=may_donate,
        donates=donates,
        page=page,
        pages=len(pages),
        first=SKILLS_PER_PAGE * (page - 1) + 1,
        total=len(catalogue.skills),
        last_page_of_quiz=len(attempt.pages),
    ), UNPROCESSABLE if gaps else 200


@bp.route("/situations/<int:page>", methods=["GET", "POST"])
def situations(page: int) -> ResponseReturnValue:
    """Ask for the best and the worst act in a few cases."""
    attempt = current_attempt()
    pages = in_pages(services().catalogue.situations, SITUATIONS_PER_PAGE)
    cases = _page_or_404(pages, page)
    given = attempt.answers.situations
    form = load_form(
        situations_form(cases, current_language()),
        SKIP_FIELD,
        data={f"{situation}-best": judgement.best for situation, judgement in given.items()}
        | {f"{situation}-worst": judgement.worst for situation, judgement in given.items()},
    )
    if request.method == "POST" and (form.validate() or SKIP_FIELD in request.form):
        services().attempts.record_situations(attempt.id, picks_from(form, cases))
        return see_other(
            url_for("results.result", _anchor="judgement")
            if page == len(pages)
            else url_for("quiz.situations", page=page + 1)
        )
    return render_template(
        "quiz/situations.html",
        form=form,
        failures=failures(form),
        page=page,
        pages=len(pages),
        first=SITUATIONS_PER_PAGE * (page - 1) + 1,
        total=len(services().catalogue.situations),
        cases=cases,
    ), UNPROCESSABLE if form.errors else 200


def where_left_off(attempt: Attempt) -> str:
    """Return what is open, else a check-in whose day has come, else the result."""
    if not attempt.finished:
        return next_address(attempt)
    kept = services().plans.find(attempt.timeline)
    due = kept and kept.plan.due(services().today())
    return url_for("planning.check_in", week=due.week) if due else url_for("results.result")


def next_address(attempt: Attempt, *, after: int = 0) -> str:
    """Return where the reader goes on: the page after, then what is still open."""
    if attempt.page(after + 1) and after:
        return address_of("quiz.rate", page=after + 1)
    open_page = attempt.open_page()
    if open_page:
        return address_of("quiz.rate", page=open_page)
    if attempt.finished:
        return address_of("retake.retake") if attempt.only else address_of("results.result")
    answered = attempt.left_out.union(attempt.answers.skills)
    for number, page in enumerate(in_pages(services().catalogue.skills, SKILLS_PER_PAGE), start=1):
        if not all(skill.id in answered for skill in page):
            return address_of("quiz.skills", page=number)
    return address_of("results.result")


def _may_go_on(questions: Sequence[Question]) -> bool:
    """Return True if each of *questions* is answered, or the reader goes on without the others."""
    return SKIP_FIELD in request.form or not any(question.fault for question in questions)


def _take(
    attempt: Attempt,
    page: int,
    ratings: dict[StatementId, Rating],
    left_out: frozenset[StatementId],
) -> Attempt:
    """Keep a page of answers and serve the next; return the attempt as it is then."""
    for _try in range(TRIES):
        answered = attempt.with_ratings(ratings, left_out)
        following = () if attempt.page(page + 1) else _page_after(answered)
        turn = PageSubmission(page=page, ratings=ratings, left_out=left_out, next_page=following)
        try:
            services().attempts.record(attempt, turn, now=services().now())
        except PageAlreadyServedError:
            attempt = current_attempt()
        else:
            return _finished_again(answered.with_page(following))
    raise ServiceUnavailable


def _finished_again(attempt: Attempt) -> Attempt:
    """Return *attempt*, finished if it asks only a few traits and all of that is settled."""
    if not attempt.only or attempt.finished or attempt.open_page():
        return attempt
    services().attempts.mark_finished(attempt)
    return replace(attempt, finished=True)


def _finish(
    attempt: Attempt, levels: dict[SkillId, int], left_out: Sequence[SkillId], *, donates: bool
) -> None:
    """Keep the last page; what is given beyond the limit for its address is not kept."""
    taken = take(DONATIONS) if donates else None
    donation = _donation(attempt) if taken else None
    kept = services().attempts.finish(attempt, levels, left_out, donation)
    if taken and not kept:  # the button was pressed twice
        taken.give_back()


def _donation(attempt: Attempt) -> Donation:
    """Return the attempt's ratings without anything that could lead back to it."""
    return Donation(
        month=services().now().strftime("%Y-%m"),
        bank=attempt.bank,
        form=attempt.form,
        confident=response_quality_of(attempt).counts,
        ratings=attempt.answers.ratings,
    )


def _serve_next(attempt: Attempt) -> Attempt:
    """Serve one more page to an attempt whose pages are all settled; return it as it is then."""
    following = () if attempt.open_page() else _page_after(attempt)
    if not following:
        return attempt
    try:
        services().attempts.serve(attempt, following, now=services().now())
    except PageAlreadyServedError:
        return current_attempt()
    return attempt.with_page(following)


def _page_after(attempt: Attempt) -> tuple[StatementId, ...]:
    return page_after(attempt, services().instrument, [attempt.id, len(attempt.pages) + 1])


def _total(attempt: Attempt) -> int:
    """Return how many statements there will be: known for the full form, at most for the short."""
    if attempt.form is QuizLength.FULL:
        return len(in_order(services().instrument, attempt.only))
    return longest_path(services().instrument)


def _page_or_404(pages: Sequence[tuple[Item, ...]], page: int) -> tuple[Item, ...]:
    if not 1 <= page <= len(pages):
        abort(404)
    return pages[page - 1]
