"""An attempt: what somebody has answered so far, and which page comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, TypeVar

from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.catalogue import (
    Catalogue,
    OptionId,
    Rating,
    SituationId,
    SkillId,
    Statement,
    StatementId,
    TraitId,
)
from kamquiz.domain.bank.role import JobTarget

AttemptId = NewType("AttemptId", int)
TimelineId = NewType("TimelineId", int)

#: What most people can spare besides their work.
DEFAULT_HOURS = 2.0
Item = TypeVar("Item")

#: A phone shows about six statements before a page feels endless.
STATEMENTS_PER_PAGE = 6

#: Described levels are long to read: six skills fill a page as well.
SKILLS_PER_PAGE = 6

#: A case and its four acts are a screen of their own; three make a sitting.
SITUATIONS_PER_PAGE = 3


class AttemptNotFoundError(LookupError):
    """No attempt is kept under that key."""


class QuizLength(StrEnum):
    """How much of the bank is asked."""

    SHORT = "short"
    FULL = "full"


class Stage(StrEnum):
    """Where the reader is on the way to the role."""

    CONSIDERING = "considering"
    NEW = "new"
    EXPERIENCED = "experienced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The acts picked as best and as worst in one situation."""

    best: OptionId
    worst: OptionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a person said, as they said it: reverse statements are not turned."""

    ratings: Mapping[StatementId, Rating] = field(default_factory=dict)
    skills: Mapping[SkillId, int] = field(default_factory=dict)
    situations: Mapping[SituationId, Judgement] = field(default_factory=dict)
    seconds: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The job a reader measures against: an industry and a seniority, each optional.

    A *job* that came from a posting or a file counts before both.
    """

    industry: str | None = None
    seniority: str | None = None
    job: JobTarget | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSubmission:
    """One page handed in: its answers, what was left out, and the page that comes next.

    *next_page* is empty when the next page was served before or there is none.
    """

    page: int
    ratings: Mapping[StatementId, Rating]
    left_out: frozenset[StatementId] = frozenset()
    next_page: tuple[StatementId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One person's way through the quiz.

    *pages* are the statements already put to the reader, page by page; a page that
    was served never changes; *served* says how many seconds after the start each was.
    *left_out* names what the reader chose to go on without. An attempt that measures a
    few traits again asks *only* those; the other answers were carried over to it.
    *evidence* says how far the reader could prove a trait; it is no answer and no score.
    """

    id: AttemptId
    timeline: TimelineId
    form: QuizLength
    bank: str
    started: datetime
    answers: Answers = field(default_factory=Answers)
    pages: tuple[tuple[StatementId, ...], ...] = ()
    served: tuple[int, ...] = ()
    left_out: frozenset[str] = frozenset()
    stage: Stage | None = None
    aim: Aim = field(default_factory=Aim)
    hours: float = DEFAULT_HOURS
    finished: bool = False
    donated: bool = False
    only: tuple[TraitId, ...] = ()
    evidence: Mapping[TraitId, EvidenceLevel] = field(default_factory=dict)

    def evidence_level(self, trait: TraitId) -> EvidenceLevel:
        """Return how far the evidence for *trait* has come; without a word it is a claim."""
        return self.evidence.get(trait, EvidenceLevel.CLAIMED)

    def page(self, number: int) -> tuple[StatementId, ...] | None:
        """Return the statements of page *number* (from 1), if it has been served."""
        return self.pages[number - 1] if 1 <= number <= len(self.pages) else None

    def before(self, number: int) -> int:
        """Return the number of statements on the pages before *number*."""
        return sum(len(page) for page in self.pages[: number - 1])

    def is_settled(self, page: Sequence[StatementId]) -> bool:
        """Whether each statement of *page* is answered or left out."""
        return all(key in self.answers.ratings or key in self.left_out for key in page)

    def open_page(self) -> int | None:
        """Return the first page with something to answer, if there is one."""
        for number, page in enumerate(self.pages, start=1):
            if not self.is_settled(page):
                return number
        return None

    def with_ratings(
        self, ratings: Mapping[StatementId, Rating], left_out: frozenset[StatementId]
    ) -> "Attempt":
        """Return the attempt as it is once these answers are in."""
        answers = replace(self.answers, ratings={**self.answers.ratings, **ratings})
        return replace(
            self, answers=answers, left_out=(self.left_out | left_out) - frozenset(ratings)
        )

    def with_page(self, page: tuple[StatementId, ...]) -> "Attempt":
        """Return the attempt with one more page served, if there is anything on it."""
        return replace(self, pages=(*self.pages, page)) if page else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All attempts that one return secret opens, oldest first; there is at least one."""

    attempts: tuple[Attempt, ...]

    @property
    def newest(self) -> Attempt:
        """Return the attempt that was begun last."""
        return self.attempts[-1]

    @property
    def finished(self) -> tuple[Attempt, ...]:
        """Return the attempts that have a result of their own, oldest first."""
        return tuple(attempt for attempt in self.attempts if attempt.finished)

    @property
    def shown(self) -> Attempt:
        """Return the attempt whose result counts: the last finished one, else the newest."""
        return self.finished[-1] if self.finished else self.newest

    @property
    def is_measuring_again(self) -> bool:
        """Whether a new attempt is under way while an older one has a result."""
        return bool(self.finished) and not self.newest.finished


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a list says of a timeline.

    *form*, *begun*, *answered* (statements), *is_open* (not finished) and *is_partial* (only
    some traits are asked) describe the newest attempt; *result_from* is the day of the result
    that counts.
    """

    timeline: TimelineId
    form: QuizLength
    begun: date
    answered: int
    is_open: bool
    is_partial: bool
    result_from: date | None
    has_plan: bool


def statements_on(catalogue: Catalogue, page: Sequence[StatementId]) -> tuple[Statement, ...]:
    """Return the statements of *page* that this bank still has."""
    known = catalogue.statement_by_id
    return tuple(known[key] for key in page if key in known)


def in_pages(items: Sequence[Item], size: int) -> tuple[tuple[Item, ...], ...]:
    """Return *items* cut into pages of *size*; the last may be shorter."""
    return tuple(tuple(items[start : start + size]) for start in range(0, len(items), size))
