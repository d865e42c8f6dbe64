"""A plan as JSON, as a document for people, and as one page for a manager."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
    Tone,
)
from kamquiz.documents.plan.wording import (
    evidence_level_name,
    outcome_name,
    part_name,
    witness_name,
)
from kamquiz.documents.wording import day, number, wording
from kamquiz.domain.assessment.scoring import Profile
from kamquiz.domain.plan.model import WEEKS, CheckIn, Phrase, Plan, Priority, Report, Step
from kamquiz.domain.text import Language

#: The sheet for a manager is one page: long words are cut there (the plan has them whole),
#: and leave fewer lines to write on.
LETTERS_ON_THE_SHEET, LINES_FOR_ANSWERS, LETTERS_A_LINE = 200, 2, 500


def plan_json(
    plan: Plan, profile: Profile, language: Language, *, notes: bool = False
) -> dict[str, Any]:
    """Return *plan* with its words in *language*; private notes only if asked for."""
    return {
        "start": plan.start.isoformat(),
        "end": plan.end.isoformat(),
        "weeks": WEEKS,
        "hours": plan.hours,
        "priorities": [
            _priority_json(one, plan, profile, language) | ({"note": one.note} if notes else {})
            for one in plan.priorities
        ],
        "other_steps": [_step_json(one, plan, language) for one in plan.other_steps],
        "check_ins": [_check_in_json(one, notes=notes) for one in plan.check_ins],
        "bank": profile.bank,
        "parameters": profile.parameters,
    }


def plan_document(
    plan: Plan, profile: Profile, language: Language, *, made: date, notes: bool = False
) -> Document:
    """Return *plan* as a document in *language*; private notes only if asked for."""
    return Document(
        parts=(
            Part(
                language=language,
                title=wording(language).gettext("Development plan for 12 weeks"),
                blocks=tuple(_Writer(plan, profile, language).plan(notes=notes)),
            ),
        ),
        made=made,
        source=_source(profile, language),
    )


def manager_document(plan: Plan, profile: Profile, language: Language, *, made: date) -> Document:
    """Return one page for the conversation with a manager: no scores, no odds, no notes."""
    return Document(
        parts=(
            Part(
                language=language,
                title=wording(language).gettext("For the conversation with a manager"),
                blocks=tuple(_Writer(plan, profile, language).for_a_manager()),
            ),
        ),
        made=made,
        source=_source(profile, language),
    )


def _source(profile: Profile, language: Language) -> str:
    return wording(language).gettext("kamquiz, bank %(bank)s, parameters %(version)s") % {
        "bank": profile.bank,
        "version": profile.parameters,
    }


class _Writer:
    """Writes the pieces of one plan in one language."""

    def __init__(self, plan: Plan, profile: Profile, language: Language) -> None:
        self.words = plan
        self.profile = profile
        self.language = language
        self._ = wording(language).gettext

    def plan(self, *, notes: bool) -> Iterator[Block]:
        _ = self._
        yield Paragraph(
            text=_("From %(start)s to %(end)s, %(hours)s h a week.") % self.frame(),
            tone=Tone.LEAD,
        )
        for place, priority in enumerate(self.words.priorities, start=1):
            yield from self.priority(place, priority, notes=notes)
        if self.words.other_steps:
            yield Heading(level=1, text=_("Other steps"))
            for step in self.words.other_steps:
                yield from self.step(step)
        yield Heading(level=1, text=_("Look back"))
        yield Checklist(items=tuple(self.check_in(one) for one in self.words.check_ins))
        for check_in in self.words.check_ins:
            yield from self.reports(check_in, notes=notes)
        yield Paragraph(
            text=_(
                "This plan comes from a self-assessment. It is made for development, not for "
                "selecting or ranking anybody."
            ),
            tone=Tone.QUIET,
        )

    def for_a_manager(self) -> Iterator[Block]:
        _ = self._
        yield Paragraph(
            text=_("What I am working on from %(start)s to %(end)s, and what would help.")
            % self.frame(),
            tone=Tone.LEAD,
        )
        yield Table(
            caption=_("Priorities"),
            head=(
                _("Priority"),
                part_name("behaviour", self.language),
                part_name("artefact", self.language),
            ),
            rows=tuple(
                (
                    one.trait.name.to(self.language),
                    self.short(one.behaviour),
                    self.short(one.artefact),
                )
                for one in self.words.priorities
            ),
            widths=(0.22, 0.42, 0.36),
        )
        yield Heading(level=1, text=_("Looking back together"))
        yield Checklist(items=tuple(self.check_in(one) for one in self.words.check_ins))
        yield Heading(level=1, text=_("What I would like to ask you"))
        lines = self.room_to_write()
        for question in (
            _("Which customer or task is a good occasion for the first priority?"),
            _("What have you seen me do well, and when did it fall short?"),
            _("Who could I watch or ask?"),
        ):
            yield Paragraph(text=question)
            if lines:
                yield NoteLines(count=lines)
        yield Paragraph(
            text=_(
                "This page holds no scores. It comes from a self-assessment for development; it "
                "is not made for appraising, selecting or ranking anybody."
            ),
            tone=Tone.QUIET,
        )

    def room_to_write(self) -> int:
        """Return how many lines a question gets, so that the sheet stays one page."""
        letters = sum(
            len(self.short(one.behaviour)) + len(self.short(one.artefact))
            for one in self.words.priorities
        )
        return max(0, LINES_FOR_ANSWERS - letters // LETTERS_A_LINE)

    def short(self, phrase: Phrase) -> str:
        words = " ".join(phrase.text.to(self.language).split())
        if len(words) <= LETTERS_ON_THE_SHEET:
            return words
        return words[: LETTERS_ON_THE_SHEET - 1].rsplit(" ", 1)[0] + "…"

    def frame(self) -> dict[str, str]:
        return {
            "start": day(self.words.start, self.language),
            "end": day(self.words.end, self.language),
            "hours": number(self.words.hours, self.language),
        }

    def priority(self, place: int, priority: Priority, *, notes: bool) -> Iterator[Block]:
        _ = self._
        score = self.profile.trait(priority.trait.id)
        yield Heading(level=1, text=f"{place}. {priority.trait.name.to(self.language)}")
        yield Paragraph(
            text=_("Odds that this is among your three widest gaps: %(percent)s in 100.")
            % {"percent": round(100 * score.among_weakest)},
            tone=Tone.QUIET,
        )
        for part in ("goal", "behaviour", "if_then", "obstacle", "second", "first_step"):
            phrase = getattr(priority, part)
            if not phrase.is_empty:
                yield Paragraph(
                    label=part_name(part, self.language) + ":", text=phrase.text.to(self.language)
                )
        evidence_level = evidence_level_name(priority.evidence_level, self.language)
        yield Paragraph(
            label=part_name("artefact", self.language) + ":",
            text=f"{priority.artefact.text.to(self.language)} ({evidence_level})",
        )
        if priority.hearer:
            yield Paragraph(
                label=_("Will hear of it") + ":", text=witness_name(priority.hearer, self.language)
            )
        if notes and priority.note:
            yield Paragraph(label=part_name("note", self.language) + ":", text=priority.note)
        for step in self.words.steps_for(priority.trait.id):
            yield from self.step(step)

    def step(self, step: Step) -> Iterator[Block]:
        _ = self._
        title = step.title.text.to(self.language)
        yield Heading(level=2, text=f"{self.words.number(step)}. {title}")
        yield Paragraph(
            text=_("%(from)s – %(to)s, %(hours)s h in all.")
            % {
                "from": day(self.words.starts(step), self.language),
                "to": day(self.words.ends(step), self.language),
                "hours": number(step.hours, self.language),
            },
            tone=Tone.QUIET,
        )
        action = step.action
        if action is None:
            yield Checklist(items=(Check(text=_("Done"), done=step.done),))
            return
        yield Paragraph(text=action.text.to(self.language))
        yield Checklist(
            items=(
                Check(
                    text=_("First step: %(step)s") % {"step": action.first_step.to(self.language)},
                    done=step.done,
                ),
                Check(
                    text=_("Proof: %(proof)s") % {"proof": action.proof.to(self.language)},
                    done=step.done,
                ),
            )
        )

    def check_in(self, check_in: CheckIn) -> Check:
        return Check(
            text=self._("After %(week)s weeks: %(day)s")
            % {"week": check_in.week, "day": day(check_in.day, self.language)},
            done=check_in.reported is not None,
        )

    def reports(self, check_in: CheckIn, *, notes: bool) -> Iterator[Block]:
        said = [
            (priority, report)
            for report in check_in.reports
            if (priority := self.words.priority(report.trait))
        ]
        if not said:
            return
        yield Heading(level=2, text=self._("After %(week)s weeks") % {"week": check_in.week})
        yield Bullets(items=tuple(self.report(*one, notes=notes) for one in said))

    def report(self, priority: Priority, report: Report, *, notes: bool) -> str:
        name = priority.trait.name.to(self.language)
        obstacle = f" – {report.obstacle}" if notes and report.obstacle else ""
        return f"{name}: {outcome_name(report.outcome, self.language)}{obstacle}"


def _priority_json(
    priority: Priority, plan: Plan, profile: Profile, language: Language
) -> dict[str, Any]:
    score = profile.trait(priority.trait.id)
    return {
        "trait": priority.trait.id,
        "name": priority.trait.name.to(language),
        "probability": round(score.among_weakest, 6),
        "band": score.band.id,
        "behaviour": priority.behaviour.text.to(language),
        "if_then": priority.if_then.text.to(language),
        "repeated": priority.repeated,
        "obstacle": priority.obstacle.text.to(language),
        "second_if_then": priority.second.text.to(language),
        "first_step": priority.first_step.text.to(language),
        "artefact": priority.artefact.text.to(language),
        "evidence": priority.evidence_level.name.lower(),
        "goal": priority.goal.text.to(language),
        "hearer": priority.hearer and priority.hearer.value,
        "steps": [_step_json(one, plan, language) for one in plan.steps_for(priority.trait.id)],
    }


def _step_json(step: Step, plan: Plan, language: Language) -> dict[str, Any]:
    action = step.action
    return {
        "number": plan.number(step),
        "id": step.id,
        "action": action and action.id,
        "way": action and action.way.value,
        "title": step.title.text.to(language),
        "text": action and action.text.to(language),
        "first_step": action and action.first_step.to(language),
        "proof": action and action.proof.to(language),
        "hours": step.hours,
        "first_week": step.first_week,
        "last_week": step.last_week,
        "starts": plan.starts(step).isoformat(),
        "ends": plan.ends(step).isoformat(),
        "done": step.done,
    }


def _check_in_json(check_in: CheckIn, *, notes: bool) -> dict[str, Any]:
    return {
        "week": check_in.week,
        "date": check_in.day.isoformat(),
        "reported": check_in.reported and check_in.reported.isoformat(),
        "reports": [
            {"trait": one.trait, "outcome": one.outcome.value}
            | ({"obstacle": one.obstacle} if notes else {})
            for one in check_in.reports
        ],
    }
