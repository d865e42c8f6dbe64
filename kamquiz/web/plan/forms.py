"""Forms of the plan, built from the plan and the bank; what leaves them is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, DecimalField, Form, HiddenField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from kamquiz.documents.plan.wording import (
    evidence_level_name,
    outcome_name,
    part_name,
    weekday_name,
    witness_name,
)
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.assessment.scoring import Profile, TraitScore
from kamquiz.domain.bank.actions import Action
from kamquiz.domain.bank.catalogue import Catalogue, Rating, SkillId, StatementId, TraitId
from kamquiz.domain.plan.build import (
    artefacts,
    behaviours,
    first_step_of,
    goals,
    if_then_of,
    left_over,
)
from kamquiz.domain.plan.edit import added, moved, own_step, with_step, without_step
from kamquiz.domain.plan.model import (
    DAYS,
    MAX_HOURS,
    MAX_STEP_HOURS,
    MAX_STEPS,
    MIN_HOURS,
    MIN_STEP_HOURS,
    NOTE_LENGTH,
    NOTHING,
    PARTS,
    SENTENCE_LENGTH,
    WEEKS,
    Outcome,
    Phrase,
    Plan,
    Priority,
    Report,
    Rhythm,
    Step,
    Witness,
)
from kamquiz.domain.text import Language
from kamquiz.web.forms import CHOOSE_ONE, form_class, optional_radio, radio, select, text

HOURS_MESSAGE = _l("Give the hours you have each week as a number from 1 to 20.")
STEP_HOURS_MESSAGE = _l("Give the hours this step takes: half an hour at least, 40 at most.")
DATE_MESSAGE = _l("Give a day that exists.")

#: A plan that begins later than this is not begun.
LATEST_START = timedelta(days=366)

#: As much as a file of a job may hold.
JOB_LENGTH = 64 * 1024

#: Where the priorities stand in their form.
PLACES = ("first", "second", "third")

#: The choice "my own words" of a part.
OWN = "own"

#: The field that says which of the reader's plans is accepted.
NUMBER = "number"

#: The field that says which version of a part somebody was looking at.
SEEN = "seen"

#: Without these a priority is no plan yet; an obstacle may come to mind later.
NEEDED = frozenset({"behaviour", "if_then", "first_step", "artefact", "goal"})


class NumberField(DecimalField):
    """A number that may be written with a decimal comma, as Polish does."""

    def __init__(self, label: Any, message: Any, least: float, most: float, **bound: Any) -> None:
        """Ask for a number from *least* to *most*; anything else is answered by *message*."""
        super().__init__(
            label, validators=[InputRequired(message), NumberRange(least, most, message)], **bound
        )
        self.message = message

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the number that was typed."""
        try:
            super().process_formdata([one.replace(",", ".") for one in valuelist])
        except ValueError as error:
            raise ValueError(self.message) from error


class DayField(DateField):
    """A day, as browsers send it; an impossible one is explained in the reader's language."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(DATE_MESSAGE) from error


class HourField(TimeField):
    """A time of day, explained in the reader's language where it cannot be."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take the time that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Give a time of day, such as 09:00.")) from error


def hours_field() -> NumberField:
    """Return the field for the hours a week."""
    return NumberField(_l("Hours a week"), HOURS_MESSAGE, MIN_HOURS, MAX_HOURS)


def start_field(today: date, *, kept: date | None = None) -> DayField:
    """Return the field for the first day: from *today* on, or the one that was *kept*."""

    def in_reach(_form: Form, field: DayField) -> None:
        if field.data is None or field.data == kept:
            return
        if field.data < today:
            raise ValidationError(_("That day is over. Choose today or a later day."))
        if field.data > today + LATEST_START:
            raise ValidationError(_("Choose a day within the next twelve months."))

    return DayField(_l("First day"), validators=[InputRequired(DATE_MESSAGE), in_reach])


def accept_form(today: date) -> type[Form]:
    """Return the form that accepts a suggested plan."""
    return form_class("AcceptForm", {NUMBER: HiddenField(), "start": start_field(today)})


def job_form() -> type[Form]:
    """Return the form that loads a job from a file or from its pasted text."""
    return form_class("JobForm", {"pasted": text(_l("…or paste its text"), most=JOB_LENGTH)})


def settings_form(today: date, plan: Plan, language: Language) -> type[Form]:
    """Return the form for the first day, the hours a week and the hour of the week."""
    return form_class(
        "SettingsForm",
        {
            SEEN: HiddenField(),
            "start": start_field(today, kept=plan.start),
            "hours": hours_field(),
            "weekday": select(
                _l("Day of the week for the plan"),
                [(str(day), weekday_name(day, language)) for day in range(DAYS)],
            ),
            "time": HourField(
                _l("Time"), validators=[InputRequired(_l("Give a time of day, such as 09:00."))]
            ),
            "anew": BooleanField(_l("Lay the open steps out anew")),
        },
    )


def rhythm_from(form: Form) -> Rhythm:
    """Return the hour of the week that was chosen."""
    return Rhythm(weekday=int(form["weekday"].data), time=form["time"].data)


def priorities_form(profile: Profile, language: Language) -> type[Form]:
    """Return the form that chooses up to three traits in an order of one's own."""
    traits = [(one.trait.id, one.trait.name.to(language)) for one in profile.traits]
    nobody = ("", _l("none"))

    def are_different(form: Form) -> bool:
        valid = True
        chosen = chosen_traits(form)
        if not chosen:
            form["first"].errors = [_l("Choose at least one priority.")]
            return False
        for name in PLACES:
            field = form[name]
            if field.data and chosen.count(TraitId(field.data)) > 1:
                field.errors = [_l("Choose each trait once.")]
                valid = False
        return valid

    labels = (_l("First priority"), _l("Second priority"), _l("Third priority"))
    return form_class(
        "PrioritiesForm",
        {
            SEEN: HiddenField(),
            **{
                name: select(label, [nobody, *traits])
                for name, label in zip(PLACES, labels, strict=True)
            },
        },
        also=are_different,
    )


def chosen_traits(form: Form) -> list[TraitId]:
    """Return the traits that were chosen, in their order."""
    return [TraitId(form[name].data) for name in PLACES if form[name].data]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What the bank offers for each part of a priority."""

    parts: Mapping[str, tuple[Phrase, ...]]

    def find(self, part: str, source: str) -> Phrase | None:
        """Return the suggestion called *source* for *part*, if there is one."""
        return next((one for one in self.parts.get(part, ()) if one.source == source), None)


def suggestions(
    score: TraitScore, catalogue: Catalogue, ratings: Mapping[StatementId, Rating]
) -> Suggestions:
    """Return what the bank offers for a priority on the trait of *score*."""
    actions = catalogue.actions_for(score.trait.id)
    return Suggestions(
        parts={
            "behaviour": behaviours(score.trait, ratings),
            "if_then": tuple(if_then_of(one) for one in actions if one.if_then),
            "obstacle": tuple(Phrase(text=one.name, source=one.id) for one in catalogue.obstacles),
            "second": tuple(
                Phrase(text=one.if_then, source=f"{one.id}/if-then") for one in catalogue.obstacles
            ),
            "first_step": tuple(first_step_of(one) for one in actions),
            "artefact": artefacts(score.trait, actions),
            "goal": goals(score),
        }
    )


def priority_form(priority: Priority, offered: Suggestions, language: Language) -> type[Form]:
    """Return the form for one priority: each part is picked or written.

    A part whose wording has left the bank is offered once more, as it was agreed to.
    """
    fields: dict[str, Any] = {SEEN: HiddenField()}
    for part in PARTS:
        kept = getattr(priority, part)
        choices = list(offered.parts[part])
        if kept.source and offered.find(part, kept.source) is None:
            choices.insert(0, kept)
        fields[part] = optional_radio(
            part_name(part, language),
            [
                *([] if part in NEEDED else [("", _l("nothing yet"))]),
                *((one.source, one.text.to(language)) for one in choices),
                (OWN, _l("my own words:")),
            ],
        )
        fields[f"{part}-own"] = text(
            _l("%(part)s, in my own words", part=part_name(part, language)), most=SENTENCE_LENGTH
        )
    fields["repeated"] = BooleanField(_l("I have said this intention to myself once, word by word"))
    fields["evidence_level"] = radio(
        _l("How far is the proof?"),
        [(str(int(one)), evidence_level_name(one, language)) for one in EvidenceLevel],
        CHOOSE_ONE,
    )
    fields["hearer"] = optional_radio(
        _l("Who will hear of it?"),
        [("", _l("nobody yet")), *((one.value, witness_name(one, language)) for one in Witness)],
    )
    fields["note"] = text(part_name("note", language), most=NOTE_LENGTH)

    def are_said(form: Form) -> bool:
        valid = True
        for part in PARTS:
            asked = part in NEEDED or form[part].data == OWN
            picked = form[part].data and form[part].data != OWN
            if asked and not picked and not form[f"{part}-own"].data:
                form[f"{part}-own"].errors = [_l("Choose one of these or write your own words.")]
                valid = False
        return valid

    return form_class("PriorityForm", fields, also=are_said)


def priority_data(priority: Priority) -> dict[str, Any]:
    """Return what the form of *priority* shows when it is opened."""
    shown: dict[str, Any] = {}
    for part in PARTS:
        phrase = getattr(priority, part)
        shown[part] = _choice_of(phrase)
        shown[f"{part}-own"] = phrase.text.pl if phrase.is_own else ""
    return shown | {
        "repeated": priority.repeated,
        "evidence_level": str(int(priority.evidence_level)),
        "hearer": priority.hearer.value if priority.hearer else "",
        "note": priority.note,
    }


def priority_from(form: Form, priority: Priority, offered: Suggestions) -> Priority:
    """Return *priority* as the form says.

    A choice that is another than before counts; where the choice was left alone, words that
    were written count.
    """
    parts = {part: _phrase(form, part, priority, offered) for part in PARTS}
    is_same = parts["if_then"] == priority.if_then
    return replace(
        priority,
        **parts,  # type: ignore[arg-type]  # a phrase for each part
        # A new intention has not been repeated, unless the box was ticked for it just now.
        repeated=bool(form["repeated"].data) and (is_same or not priority.repeated),
        evidence_level=EvidenceLevel(int(form["evidence_level"].data)),
        hearer=Witness(form["hearer"].data) if form["hearer"].data else None,
        note=form["note"].data,
    )


def _choice_of(phrase: Phrase) -> str:
    """Return which of the choices of a part *phrase* is."""
    return phrase.source or ("" if phrase.is_empty else OWN)


def _phrase(form: Form, part: str, priority: Priority, offered: Suggestions) -> Phrase:
    picked, written = form[part].data, form[f"{part}-own"].data
    kept: Phrase = getattr(priority, part)
    if written and picked in {None, OWN, _choice_of(kept)}:
        return Phrase.own(written)
    if picked and picked == kept.source:
        return kept
    return offered.find(part, picked) or NOTHING


def steps_form(plan: Plan, catalogue: Catalogue, language: Language) -> type[Form]:
    """Return the form that moves, ticks off and removes steps, and adds one."""
    weeks = [(str(week), str(week)) for week in range(1, WEEKS + 1)]
    fields: dict[str, Any] = {SEEN: HiddenField()}
    for step in plan.active_steps:
        fields[f"week-{step.id}"] = select(_l("Begins in week"), weeks)
        fields[f"done-{step.id}"] = BooleanField(_l("Done"))
        fields[f"drop-{step.id}"] = BooleanField(_l("Remove"))
    fields["add"] = select(
        _l("Add from the library"),
        [("", _l("nothing")), *_library(plan, catalogue, language)],
    )
    fields["title"] = text(_l("Add a step of my own"), most=SENTENCE_LENGTH)
    fields["hours"] = OptionalNumber(_l("Hours in all"), STEP_HOURS_MESSAGE)
    fields["week"] = select(_l("In week"), weeks)
    fields["serves"] = select(
        _l("For"),
        [
            *((one.trait.id, one.trait.name.to(language)) for one in plan.priorities),
            ("", _l("something else")),
        ],
    )

    def are_possible(form: Form) -> bool:
        valid = True
        if form["title"].data and form["hours"].data is None and not form["hours"].errors:
            form["hours"].errors = [STEP_HOURS_MESSAGE]
            valid = False
        adds = bool(form["title"].data) + bool(form["add"].data)
        if len(plan.steps) + adds > MAX_STEPS:
            form["add"].errors = [
                _l("A plan holds %(most)s steps at most. Remove one first.", most=MAX_STEPS)
            ]
            valid = False
        return valid

    return form_class("StepsForm", fields, also=are_possible)


class OptionalNumber(NumberField):
    """A number that may be left out."""

    def __init__(self, label: Any, message: Any, **bound: Any) -> None:
        """Ask for the hours of a step, or nothing."""
        super().__init__(label, message, MIN_STEP_HOURS, MAX_STEP_HOURS, **bound)
        self.flags.required = False
        self.validators = [Optional(), NumberRange(MIN_STEP_HOURS, MAX_STEP_HOURS, message)]


def steps_data(plan: Plan) -> dict[str, Any]:
    """Return what the form of the steps shows when it is opened."""
    shown: dict[str, Any] = {"week": "1"}
    for step in plan.active_steps:
        shown[f"week-{step.id}"] = str(step.first_week)
        shown[f"done-{step.id}"] = step.done
    return shown


def plan_from_steps(form: Form, plan: Plan, catalogue: Catalogue) -> Plan:
    """Return *plan* with its steps as the form says."""
    for step in plan.active_steps:
        plan = _with_changed(form, plan, step)
    action = catalogue.action_by_id.get(form["add"].data)
    if action:
        plan = added(plan, action, week=int(form["week"].data))
    if form["title"].data:
        plan = with_step(
            plan,
            own_step(
                plan,
                form["title"].data,
                hours=float(form["hours"].data),
                week=int(form["week"].data),
                serves=form["serves"].data,
            ),
        )
    return plan


def _with_changed(form: Form, plan: Plan, step: Step) -> Plan:
    if form[f"drop-{step.id}"].data:
        return without_step(plan, step.id)
    week = int(form[f"week-{step.id}"].data)
    changed = step if week == step.first_week else moved(step, week)
    return with_step(plan, replace(changed, done=bool(form[f"done-{step.id}"].data)))


def _library(plan: Plan, catalogue: Catalogue, language: Language) -> list[tuple[str, str]]:
    """Return what the bank has left for the priorities and for the skills beside them."""
    beside = [one.action for one in plan.skills if plan.step(one.action.id) is None]
    actions = [one for each in plan.priorities for one in left_over(plan, each.trait, catalogue)]
    return [(one.id, _entry(one, catalogue, language)) for one in (*actions, *beside)]


def _entry(action: Action, catalogue: Catalogue, language: Language) -> str:
    trait = catalogue.trait_by_id.get(TraitId(action.trains))
    trained = trait.name if trait else catalogue.skill_by_id[SkillId(action.trains)].name
    return str(
        _(
            "%(trait)s: %(title)s (%(hours)s h)",
            trait=trained.to(language),
            title=action.title.to(language),
            hours=action.hours,
        )
    )


def check_in_form(plan: Plan, language: Language) -> type[Form]:
    """Return the form of a check-in: what became of each intention, and of the steps."""
    fields: dict[str, Any] = {SEEN: HiddenField()}
    for one in plan.priorities:
        trait, name = one.trait.id, one.trait.name.to(language)
        fields[f"outcome-{trait}"] = radio(
            name, [(each.value, outcome_name(each, language)) for each in Outcome], CHOOSE_ONE
        )
        fields[f"obstacle-{trait}"] = text(
            _l("%(trait)s: what got in the way?", trait=name), most=SENTENCE_LENGTH
        )
        fields[f"if_then-{trait}"] = text(
            _l("%(trait)s: a changed intention", trait=name), most=SENTENCE_LENGTH
        )
    for step in plan.active_steps:
        fields[f"done-{step.id}"] = BooleanField(step.title.text.to(language))
    return form_class("CheckInForm", fields)


def check_in_data(plan: Plan, week: int) -> dict[str, Any]:
    """Return what the form of the check-in after *week* weeks shows when it is opened."""
    shown: dict[str, Any] = {f"done-{one.id}": one.done for one in plan.active_steps}
    said = plan.check_in(week)
    for report in said.reports if said else ():
        shown[f"outcome-{report.trait}"] = report.outcome.value
        shown[f"obstacle-{report.trait}"] = report.obstacle
    return shown


def reports_from(form: Form, plan: Plan) -> tuple[Report, ...]:
    """Return what was said of each priority."""
    return tuple(
        Report(
            trait=one.trait.id,
            outcome=Outcome(form[f"outcome-{one.trait.id}"].data),
            obstacle=form[f"obstacle-{one.trait.id}"].data,
        )
        for one in plan.priorities
    )


def intentions_from(form: Form, plan: Plan) -> dict[TraitId, Phrase]:
    """Return the intentions that were changed."""
    written = {one.trait.id: form[f"if_then-{one.trait.id}"].data for one in plan.priorities}
    return {trait: Phrase.own(words) for trait, words in written.items() if words}


def with_ticks(form: Form, plan: Plan) -> Plan:
    """Return *plan* with its steps ticked off as the form says.

    A step that another tab added since is none the form asked about.
    """
    for step in plan.active_steps:
        name = f"done-{step.id}"
        if name in form:
            plan = with_step(plan, replace(step, done=bool(form[name].data)))
    return plan
