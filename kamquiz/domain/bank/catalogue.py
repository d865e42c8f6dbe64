"""The words of the quiz: traits, statements, skills, situations and actions.

Everything here is frozen and was checked when it was loaded, so that the rest of
the program can rely on it: five levels are five, a key names an option that exists.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import NewType

from kamquiz.domain.bank.actions import Action, ActionId, Obstacle
from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.bank.interview_questions import Competence, Procedure
from kamquiz.domain.bank.job_phrases import JobWords
from kamquiz.domain.bank.role import Guide, Industry, JobPattern, Line, Seniority
from kamquiz.domain.text import Language, Text

TraitId = NewType("TraitId", str)
StatementId = NewType("StatementId", str)
SkillId = NewType("SkillId", str)
SituationId = NewType("SituationId", str)
OptionId = NewType("OptionId", str)

#: Fewer answers than this say too little about a trait to be called a score.
ANSWERS_FOR_A_SCORE = 2


class Rating(IntEnum):
    """How often a statement holds, from never (1) to every time (5)."""

    NEVER = 1
    RARELY = 2
    HALF_THE_TIME = 3
    USUALLY = 4
    EVERY_TIME = 5

    def reversed(self) -> "Rating":
        """Return the mirrored rating: never becomes every time."""
        return Rating(6 - self)


class Difficulty(StrEnum):
    """How many people can honestly say "usually" to a statement."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class SkillKind(StrEnum):
    """Whether a skill can be examined (hard) or shows in dealing with people (soft)."""

    HARD = "hard"
    SOFT = "soft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence the reader rates; a *reverse* one describes a fault."""

    id: StatementId
    trait: TraitId
    text: Text
    difficulty: Difficulty
    reverse: bool = False

    def points(self, rating: Rating) -> int:
        """Return what *rating* is worth, from 1 (weak) to 5 (strong)."""
        return int(rating.reversed() if self.reverse else rating)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """One of the traits of an effective key account manager."""

    id: TraitId
    name: Text
    definition: Text
    levels: tuple[Text, ...]
    statements: tuple[Statement, ...]
    job_line: Text
    cv_line: Text
    evidence: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLevel:
    """What one can observably do at a level of a skill; languages name the CEFR level."""

    text: Text
    cefr: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill, placed by the reader on one of five described levels."""

    id: SkillId
    kind: SkillKind
    name: Text
    definition: Text
    levels: tuple[SkillLevel, ...]
    job_line: Text
    cv_line: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One possible act in a situation."""

    id: OptionId
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A short case with four acts, one keyed best and one keyed worst."""

    id: SituationId
    title: Text
    case: Text
    options: tuple[Option, ...]
    best: OptionId
    worst: OptionId
    why: Text

    def option(self, option: OptionId) -> Option:
        """Return the act called *option*; KeyError if there is none."""
        for candidate in self.options:
            if candidate.id == option:
                return candidate
        raise KeyError(option)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The five answers, and how a position becomes a number and a word."""

    answers: tuple[Text, ...]
    time_frame: Text
    bands: tuple[Text, ...]
    band_edges: tuple[float, ...]
    centre: float
    spread: float
    interval_z: float
    widening: float
    widened_below: int
    percentile_from: int

    def score(self, theta: float) -> float:
        """Return *theta* (standard units) on the 0–100 scale, clipped at its ends."""
        return min(100.0, max(0.0, self.centre + self.spread * theta))


@dataclass(frozen=True, slots=True, kw_only=True)
class Codewords:
    """The words a codename is drawn from, one list a language."""

    pl: tuple[str, ...]
    en: tuple[str, ...]

    def of(self, language: Language) -> tuple[str, ...]:
        """Return the list for *language*."""
        return self.pl if language is Language.PL else self.en


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything in ``questions/``; *version* names this exact wording."""

    version: str
    scale: Scale
    traits: tuple[Trait, ...]
    skills: tuple[Skill, ...]
    situations: tuple[Situation, ...]
    actions: tuple[Action, ...]
    obstacles: tuple[Obstacle, ...]
    industries: tuple[Industry, ...]
    seniorities: tuple[Seniority, ...]
    patterns: tuple[JobPattern, ...]
    duties: tuple[Line, ...]
    job: JobWords
    guide: Guide
    interviews: tuple[Competence, ...]
    procedure: Procedure
    law: Law = field(repr=False)
    codewords: Codewords = field(repr=False)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in the order of the full quiz, the same for everybody.

        Each trait's statements are spread evenly over the quiz, so that no two of
        one trait meet. Each trait begins at another of its statements, so that the
        reverse ones do not all come at once.
        """
        placed = [
            ((turn + _offset(place, len(self.traits))) / len(trait.statements), place, statement)
            for place, trait in enumerate(self.traits)
            for turn, statement in enumerate(_turned(trait.statements, place))
        ]
        return tuple(statement for _, _, statement in sorted(placed, key=lambda item: item[:2]))

    @cached_property
    def statement_by_id(self) -> Mapping[StatementId, Statement]:
        """Statements by their permanent id."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def trait_by_id(self) -> Mapping[TraitId, Trait]:
        """Traits by their permanent id."""
        return {trait.id: trait for trait in self.traits}

    @cached_property
    def skill_by_id(self) -> Mapping[SkillId, Skill]:
        """Skills by their permanent id."""
        return {skill.id: skill for skill in self.skills}

    @cached_property
    def situation_by_id(self) -> Mapping[SituationId, Situation]:
        """Situations by their permanent id."""
        return {situation.id: situation for situation in self.situations}

    @cached_property
    def action_by_id(self) -> Mapping[ActionId, Action]:
        """Actions by their permanent id."""
        return {action.id: action for action in self.actions}

    def known(self, ratings: Mapping[StatementId, Rating]) -> dict[StatementId, Rating]:
        """Return those of *ratings* whose statements this bank still has."""
        return {key: rating for key, rating in ratings.items() if key in self.statement_by_id}

    def actions_for(self, trained: str) -> tuple[Action, ...]:
        """Return the actions that train a trait or a skill, in the order of the file."""
        return tuple(action for action in self.actions if action.trains == trained)

    def find_industry(self, industry: str | None) -> Industry | None:
        """Return the industry called *industry*, if there is one."""
        return next((entry for entry in self.industries if entry.id == industry), None)

    def find_seniority(self, seniority: str | None) -> Seniority | None:
        """Return the seniority called *seniority*, if there is one."""
        return next((entry for entry in self.seniorities if entry.id == seniority), None)

    def find_pattern(self, pattern: str) -> JobPattern | None:
        """Return the role pattern called *pattern*, if there is one."""
        return next((entry for entry in self.patterns if entry.id == pattern), None)


def _turned(statements: tuple[Statement, ...], by: int) -> Iterator[Statement]:
    """Yield *statements* beginning at number *by*, wrapping round."""
    for turn in range(len(statements)):
        yield statements[(turn + by) % len(statements)]


def _offset(place: int, places: int) -> float:
    """Return where in a round trait *place* stands: a stride mixes neighbouring files."""
    return (place * 7 % places) / places if places % 7 else place / places
