"""Measuring again: everything or a few traits, and what changed since."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form

from kamquiz.domain.assessment.attempts import Attempt, QuizLength, Timeline
from kamquiz.domain.assessment.change import SLIPS, SLIPS_WIDENED, Change, compare
from kamquiz.domain.assessment.item_selection import first_page, in_order
from kamquiz.domain.assessment.scoring import target_for
from kamquiz.domain.bank.catalogue import Catalogue, TraitId
from kamquiz.domain.text import Language
from kamquiz.storage import NewAttempt
from kamquiz.storage.quotas import MAX_ATTEMPTS
from kamquiz.web.charts import ChangeRow, changed_places
from kamquiz.web.forms import CHOOSE_ONE, failures, form_class, load_form, radio
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.language import current_language
from kamquiz.web.plan.workspace import Desk, desk_of
from kamquiz.web.profiles import profile_of
from kamquiz.web.quiz.views import SEED_BITS
from kamquiz.web.security.session import current_timeline
from kamquiz.web.services import newest_services, services

bp = Blueprint("retake", __name__)

#: Scoring takes 10 ms an attempt: older changes are worked out one by one, when asked for.
MAX_COMPARISONS = 1

#: What changed with a certain result is asked for by its number in the address.
CHANGE = "change"


class Extent(StrEnum):
    """How much is measured again."""

    CHOSEN = "chosen"
    SHORT = "short"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two attempts and what changed between them."""

    before: Attempt
    after: Attempt
    changes: tuple[Change, ...]

    @property
    def rows(self) -> tuple[ChangeRow, ...]:
        """Return the changes with their places in the picture."""
        return changed_places(self.changes)


@bp.route("/again", methods=["GET", "POST"])
def retake() -> ResponseReturnValue:
    """Show what changed from attempt to attempt; begin another one."""
    timeline = current_timeline()
    desk = desk_of(timeline)
    catalogue = services().catalogue
    chosen = [priority.trait.id for priority in desk.plan.priorities]
    form = load_form(
        retake_form(catalogue, current_language()),
        data={"extent": Extent.CHOSEN.value} | {f"trait-{trait_id}": True for trait_id in chosen},
    )
    is_full = len(timeline.attempts) >= MAX_ATTEMPTS
    may_begin = bool(timeline.finished) and not timeline.is_measuring_again
    if request.method == "POST" and may_begin and form.validate():
        _begin(timeline.shown, Extent(form["extent"].data), traits_from(form, catalogue))
        return see_other(url_for("quiz.rate", page=1))
    comparisons = _comparisons(desk, request.args.get(CHANGE, type=int))
    return render_template(
        "results/retake.html",
        timeline=timeline,
        comparisons=comparisons,
        others=_others(timeline, comparisons),
        may_begin=may_begin and not is_full,
        most=MAX_ATTEMPTS if may_begin and is_full else None,
        form=form,
        failures=failures(form),
        catalogue=catalogue,
        chosen=chosen,
        slips=SLIPS_WIDENED if services().instrument.widening > 1 else SLIPS,
    ), UNPROCESSABLE if form.errors else 200


@bp.post("/again/drop")
def drop() -> ResponseReturnValue:
    """Forget the attempt that was begun; results that are there stay."""
    timeline = current_timeline()
    if timeline.is_measuring_again:
        services().attempts.drop(timeline.newest.id)
    return see_other(url_for("retake.retake"))


def retake_form(catalogue: Catalogue, language: Language) -> type[Form]:
    """Return the form that says how much is measured again."""
    fields = {
        "extent": radio(
            _l("What do you want to measure again?"),
            [
                (Extent.CHOSEN.value, _l("only the traits ticked below, six statements each")),
                (Extent.SHORT.value, _l("everything, the short form")),
                (Extent.FULL.value, _l("everything, all statements")),
            ],
            CHOOSE_ONE,
        )
    }
    ticks = {
        f"trait-{trait.id}": BooleanField(trait.name.to(language)) for trait in catalogue.traits
    }

    def names_traits(form: Form) -> bool:
        if form["extent"].data != Extent.CHOSEN.value or traits_from(form, catalogue):
            return True
        form["extent"].errors = [_l("Tick at least one trait, or choose everything.")]
        return False

    return form_class("RetakeForm", fields | ticks, also=names_traits)


def traits_from(form: Form, catalogue: Catalogue) -> tuple[TraitId, ...]:
    """Return the traits that were ticked."""
    return tuple(trait.id for trait in catalogue.traits if form[f"trait-{trait.id}"].data)


def _begin(before: Attempt, extent: Extent, ticked: Sequence[TraitId]) -> None:
    """Start another attempt behind *before*."""
    # A few traits are measured as they were before, with the answers that are carried over;
    # everything is measured with the newest bank.
    kept = services() if extent is Extent.CHOSEN else newest_services()
    kept.keep_bank()
    instrument, catalogue = kept.instrument, kept.catalogue
    only = tuple(ticked) if extent is Extent.CHOSEN else ()
    form = QuizLength.SHORT if extent is Extent.SHORT else QuizLength.FULL
    page = first_page(
        form,
        instrument,
        target_for(before.aim, catalogue),
        np.random.default_rng(secrets.randbits(SEED_BITS)),
        only=only,
    )
    services().attempts.measure_again(
        before,
        NewAttempt(
            form=form,
            bank=catalogue.version,
            first_page=page,
            stage=before.stage,
            aim=before.aim,
            hours=before.hours,
            only=only,
            # Answers of one person count once among those given for calibration.
            donated=before.donated,
        ),
        anew=in_order(instrument, only),
        now=services().now(),
    )


def _comparisons(desk: Desk, asked: int | None) -> tuple[Comparison, ...]:
    """Return what changed from each of the newest results to the next, newest first.

    With *asked* it is only what changed with the result of that number, from 2.
    """
    finished = desk.timeline.finished
    pairs = list(pairwise(finished))
    chosen = [pairs[asked - 2]] if asked and 2 <= asked <= len(finished) else []  # noqa: PLR2004 - the first has none before it
    pairs = chosen or pairs[-MAX_COMPARISONS:]
    # The newest finished attempt is the one on the desk, and its profile is there already.
    compared = {attempt.id: attempt for pair in pairs for attempt in pair}
    profiles = {
        attempt.id: desk.profile if attempt.id == desk.attempt.id else profile_of(attempt)
        for attempt in compared.values()
    }
    return tuple(
        Comparison(
            before=before,
            after=after,
            changes=compare(
                profiles[before.id],
                profiles[after.id],
                services().catalogue.scale,
                asked=after.only,
            ),
        )
        for before, after in reversed(pairs)
    )


def _others(timeline: Timeline, shown: Sequence[Comparison]) -> dict[int, int]:
    """Return, by attempt, the numbers of results whose change is not among the *shown*."""
    after = {comparison.after.id for comparison in shown}
    return {
        attempt.id: number
        for number, attempt in enumerate(timeline.finished, start=1)
        if number > 1 and attempt.id not in after
    }
