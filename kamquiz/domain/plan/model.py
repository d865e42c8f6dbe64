"""The plan as an object: what somebody means to do in twelve weeks, in their own words.

A plan is never scored and never compared. Everything in it may be the bank's suggestion,
in both languages, or the reader's own words, which are kept as they were typed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum

from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.assessment.scoring import SkillScore
from kamquiz.domain.bank.actions import Action
from kamquiz.domain.bank.catalogue import Trait, TraitId
from kamquiz.domain.text import Text

#: Twelve weeks: long enough to see a change, short enough to be begun today.
WEEKS = 12

#: Weeks after which the plan is looked at together with somebody.
CHECK_IN_WEEKS = (2, 6, 12)

#: What a week may hold; beyond that it is no longer something beside the work.
MIN_HOURS, MAX_HOURS = 1.0, 20.0

#: One step is a matter of an evening to a working week.
MIN_STEP_HOURS, MAX_STEP_HOURS = 0.5, 40.0

#: More own steps would be a list of tasks, not a plan.
MAX_STEPS = 40

#: A sentence one can keep in mind; and a page of notes.
SENTENCE_LENGTH, NOTE_LENGTH = 600, 5_000

#: Who rewrites more than this has another plan. A note of 5,000 letters takes a sixth of the bytes.
MAX_HISTORY, MAX_HISTORY_BYTES = 150, 60_000

#: A fixed hour is kept more often than "some time this week".
DEFAULT_WEEKDAY, DEFAULT_TIME = 4, time(9, 0)

DAYS = 7


class Witness(StrEnum):
    """Who will hear of a priority: a role, never a name."""

    MANAGER = "manager"
    MENTOR = "mentor"
    COLLEAGUE = "colleague"
    CLOSE = "close"


class Outcome(StrEnum):
    """What became of an intention until a check-in."""

    DONE = "done"
    PARTLY = "partly"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words in a plan: a suggestion called *source*, or own words (the same in both languages)."""

    text: Text
    source: str = ""

    @classmethod
    def own(cls, words: str) -> "Phrase":
        """Return *words* as they were typed."""
        return cls(text=Text(pl=words, en=words))

    @property
    def is_own(self) -> bool:
        """Tell whether the reader wrote these words."""
        return not self.source

    @property
    def is_empty(self) -> bool:
        """Tell whether there are no words yet."""
        return not self.text.pl


NOTHING = Phrase.own("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something to do and the weeks it takes; *serves* is the trait or skill it is for."""

    id: str
    serves: str
    title: Phrase
    hours: float
    first_week: int
    last_week: int
    done: bool = False
    action: Action | None = None

    @property
    def weekly_hours(self) -> float:
        """Return what the step takes of each of its weeks."""
        return self.hours / (self.last_week - self.first_week + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """One trait to work on, and how: behaviour, intention, obstacle, proof, goal, witness."""

    trait: Trait
    behaviour: Phrase
    if_then: Phrase
    first_step: Phrase
    artefact: Phrase
    goal: Phrase
    obstacle: Phrase = NOTHING
    second: Phrase = NOTHING
    repeated: bool = False
    evidence_level: EvidenceLevel = EvidenceLevel.CLAIMED
    hearer: Witness | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What somebody says of one priority at a check-in."""

    trait: TraitId
    outcome: Outcome
    obstacle: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """A day on which to look back, and what was said once it came."""

    week: int
    day: date
    reported: date | None = None
    reports: tuple[Report, ...] = ()

    def report_on(self, trait: TraitId) -> Report | None:
        """Return what was said of *trait*, if anything was."""
        return next((one for one in self.reports if one.trait == trait), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """What was written before: on which day it was replaced, where it stood, its words."""

    day: date
    trait: TraitId
    part: str
    words: Text

    @property
    def size(self) -> int:
        """Return how many bytes the words take, in both languages."""
        return sum(len(one.encode("utf-8", "replace")) for one in (self.words.pl, self.words.en))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The hour of the week that belongs to the plan; *weekday* counts from Monday as 0."""

    weekday: int = DEFAULT_WEEKDAY
    time: time = DEFAULT_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillAction:
    """A skill the job asks more of, and one action for it."""

    score: SkillScore
    action: Action


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Twelve weeks on up to three priorities, within the hours a week there are.

    *uid* names the plan in calendars; *shelved* are priorities that were dropped, with
    their words; *dropped* counts the wordings for which the history had no room; *skills*
    stand beside the weeks and are worked out anew each time.
    """

    start: date
    hours: float
    priorities: tuple[Priority, ...]
    steps: tuple[Step, ...]
    check_ins: tuple[CheckIn, ...]
    uid: str = ""
    rhythm: Rhythm = field(default_factory=Rhythm)
    shelved: tuple[Priority, ...] = ()
    history: tuple[Rewording, ...] = ()
    dropped: int = 0
    skills: tuple[SkillAction, ...] = ()

    @property
    def end(self) -> date:
        """Return the last day of the plan."""
        return self.start + timedelta(weeks=WEEKS, days=-1)

    @property
    def active_steps(self) -> tuple[Step, ...]:
        """Return the steps of what is worked on, in the order of their weeks."""
        shelved = {one.trait.id for one in self.shelved}
        active = [one for one in self.steps if one.serves not in shelved]
        place = {one.trait.id: number for number, one in enumerate(self.priorities)}
        return tuple(
            sorted(
                active,
                key=lambda one: (one.first_week, place.get(TraitId(one.serves), WEEKS)),
            )
        )

    def number(self, step: Step) -> int:
        """Return which of the steps *step* is, from 1."""
        return [one.id for one in self.active_steps].index(step.id) + 1

    def steps_for(self, trait: str) -> tuple[Step, ...]:
        """Return the steps that serve *trait*, in order."""
        return tuple(one for one in self.active_steps if one.serves == trait)

    @property
    def other_steps(self) -> tuple[Step, ...]:
        """Return the steps that serve none of the priorities."""
        chosen = {one.trait.id for one in self.priorities}
        return tuple(one for one in self.active_steps if one.serves not in chosen)

    def priority(self, trait: str) -> Priority | None:
        """Return the priority for *trait*, if it is one."""
        return next((one for one in self.priorities if one.trait.id == trait), None)

    def step(self, step: str) -> Step | None:
        """Return the step called *step*, if there is one."""
        return next((one for one in self.steps if one.id == step), None)

    def check_in(self, week: int) -> CheckIn | None:
        """Return the check-in after *week* weeks, if there is one."""
        return next((one for one in self.check_ins if one.week == week), None)

    def due(self, today: date) -> CheckIn | None:
        """Return the newest check-in whose day has come and on which nothing was said yet."""
        come = [one for one in self.check_ins if one.day <= today]
        return come[-1] if come and come[-1].reported is None else None

    def starts(self, step: Step) -> date:
        """Return the first day of *step*."""
        return self.start + timedelta(weeks=step.first_week - 1)

    def ends(self, step: Step) -> date:
        """Return the last day of *step*."""
        return self.start + timedelta(weeks=step.last_week, days=-1)

    def load(self, week: int) -> float:
        """Return the hours that the steps of *week* take."""
        return sum(
            one.weekly_hours for one in self.active_steps if one.first_week <= week <= one.last_week
        )

    @property
    def overfull(self) -> tuple[int, ...]:
        """Return the weeks that hold more than the hours there are."""
        return tuple(
            week for week in range(1, WEEKS + 1) if self.load(week) > self.hours + ROUNDING
        )

    @property
    def done(self) -> int:
        """Return how many of the steps are done."""
        return sum(one.done for one in self.active_steps)


#: Thirds of an hour do not add up exactly.
ROUNDING = 1e-9


def check_ins_from(start: date, kept: Sequence[CheckIn] = ()) -> tuple[CheckIn, ...]:
    """Return the check-ins of a plan that begins on *start*; what was said in *kept* stays."""
    said = {one.week: one for one in kept}
    return tuple(_check_in(week, start, said.get(week)) for week in CHECK_IN_WEEKS)


def _check_in(week: int, start: date, said: CheckIn | None) -> CheckIn:
    return CheckIn(
        week=week,
        day=start + timedelta(weeks=week),
        reported=said.reported if said else None,
        reports=said.reports if said else (),
    )


#: The parts of a priority that hold words, in the order they are read.
PARTS = ("behaviour", "if_then", "obstacle", "second", "first_step", "artefact", "goal")


def phrases(priority: Priority) -> Iterator[tuple[str, Phrase]]:
    """Yield the parts of *priority* that hold words, each by its name; the note comes last."""
    for part in PARTS:
        yield part, getattr(priority, part)
    yield "note", Phrase.own(priority.note)
