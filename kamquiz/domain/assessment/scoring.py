"""From answers to a profile: where somebody stands, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from kamquiz.domain.assessment.attempts import Aim, Judgement
from kamquiz.domain.bank.catalogue import (
    ANSWERS_FOR_A_SCORE,
    Catalogue,
    SituationId,
    Skill,
    Trait,
    TraitId,
)

#: One gap at a time, a month each: a plan people finish beats a complete one.
PRIORITIES = 3

#: Two of three say so: below that, a requirement is a question, not a strength.
LIKELY = 2 / 3

#: A strength goes into a CV: there the odds must be four to one.
STRONG_EVIDENCE = 0.8


class Band(IntEnum):
    """Five level words, weakest first; the words themselves are in the scale."""

    STARTING = 0
    DEVELOPING = 1
    STEADY = 2
    STRONG = 3
    EXEMPLARY = 4

    @property
    def id(self) -> str:
        """Return the name other programs know the band by."""
        return self.name.lower()

    @classmethod
    def at(cls, theta: float, edges: Sequence[float]) -> "Band":
        """Return the band *theta* falls into; an edge belongs to the band above it."""
        return cls(sum(theta >= edge for edge in edges))


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The levels a job asks: traits in standard units, skills from 1 to 5."""

    traits: Mapping[str, float] = field(default_factory=dict)
    skills: Mapping[str, int] = field(default_factory=dict)


def target_for(aim: Aim, catalogue: Catalogue) -> Target:
    """Return what the seniority asks, raised by what the industry asks on top; or a job's own."""
    if aim.job:
        return Target(traits=aim.job.traits, skills=aim.job.skills)
    seniority = catalogue.find_seniority(aim.seniority)
    industry = catalogue.find_industry(aim.industry)
    traits = dict(seniority.traits) if seniority else {}
    skills = dict(seniority.skills) if seniority else {}
    if industry:
        for trait, more in industry.traits.items():
            traits[trait] = traits.get(trait, 0.0) + more
        for skill, least in industry.skills.items():
            skills[skill] = max(skills.get(skill, 1), least)
    return Target(traits=traits, skills=skills)


@dataclass(frozen=True, slots=True, kw_only=True)
class TraitScore:
    """Where somebody stands on a trait: position, uncertainty, and words for both.

    *theta*, *sd* and *target* are in standard units, *sd* already widened; *score*,
    *low* and *high* are on the 0–100 scale, *low* to *high* an 80 % interval.
    *mean* is the plain mean of the points, for those who want to see the arithmetic.
    """

    trait: Trait
    theta: float
    sd: float
    target: float
    score: float
    low: float
    high: float
    band: Band
    low_band: Band
    high_band: Band
    answered: int
    mean: float | None
    among_weakest: float
    reaches_target: float

    @property
    def is_scored(self) -> bool:
        """Whether there are enough answers to speak of a score."""
        return self.answered >= ANSWERS_FOR_A_SCORE

    @property
    def next_band(self) -> Band:
        """Return the level to aim at next; the highest stays the highest."""
        return Band(min(self.band + 1, Band.EXEMPLARY))

    @property
    def is_between_bands(self) -> bool:
        """Whether the interval crosses a border between level words."""
        return self.low_band != self.high_band


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillScore:
    """The level somebody picked for a skill, and the level the job asks."""

    skill: Skill
    level: int
    asked: int | None

    @property
    def gap(self) -> int:
        """Return how many levels are missing, 0 if none is."""
        return max(0, (self.asked or 0) - self.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgementScore:
    """How often the keyed acts were picked, in the situations that were answered.

    *score* runs from 0 to 100: each situation gives a point for the best act and
    one for the worst, and takes one off where the two were taken for each other.
    """

    score: float
    answered: int


@dataclass(frozen=True, kw_only=True)
class Profile:
    """Everything the answers say, with the versions of bank and parameters."""

    bank: str
    parameters: int
    people: int
    traits: tuple[TraitScore, ...]
    skills: tuple[SkillScore, ...]
    judgement: JudgementScore | None
    indistinct: tuple[tuple[TraitId, ...], ...] = ()

    @cached_property
    def scored(self) -> tuple[TraitScore, ...]:
        """Traits with enough answers, strongest first."""
        enough = [score for score in self.traits if score.is_scored]
        return tuple(sorted(enough, key=lambda score: -score.theta))

    @cached_property
    def unscored(self) -> tuple[TraitScore, ...]:
        """Traits with too few answers for a score."""
        return tuple(score for score in self.traits if not score.is_scored)

    @cached_property
    def priorities(self) -> tuple[TraitScore, ...]:
        """The scored traits most probably among the furthest below the target, surest first."""
        ranked = sorted(
            (score for score in self.traits if score.is_scored),
            key=lambda score: -score.among_weakest,
        )
        return tuple(ranked[:PRIORITIES])

    @cached_property
    def strengths(self) -> tuple[TraitScore, ...]:
        """Up to three scored traits that most surely reach what is asked, surest first."""
        sure = [score for score in self.scored if score.reaches_target >= STRONG_EVIDENCE]
        return tuple(sorted(sure, key=lambda score: -score.reaches_target)[:PRIORITIES])

    @property
    def key_traits(self) -> tuple[Trait, ...]:
        """The traits for which evidence matters most: strengths, then priorities."""
        return tuple({one.trait.id: one.trait for one in self.strengths + self.priorities}.values())

    @property
    def is_clear(self) -> bool:
        """Whether enough traits are scored for priorities to mean anything."""
        return len(self.scored) > PRIORITIES

    def trait(self, trait: TraitId) -> TraitScore:
        """Return the score of *trait*; KeyError if the bank has no such trait."""
        for one in self.traits:
            if one.trait.id == trait:
                return one
        raise KeyError(trait)


def judge(
    situations: Mapping[SituationId, Judgement], catalogue: Catalogue
) -> JudgementScore | None:
    """Return how well the acts were judged; None before any situation is answered."""
    known = [
        (catalogue.situation_by_id[one], judgement)
        for one, judgement in situations.items()
        if one in catalogue.situation_by_id
    ]
    if not known:
        return None
    points = sum(
        (picked.best == case.best)
        + (picked.worst == case.worst)
        - (picked.best == case.worst)
        - (picked.worst == case.best)
        for case, picked in known
    )
    return JudgementScore(
        score=100.0 * (points + 2 * len(known)) / (4 * len(known)), answered=len(known)
    )
