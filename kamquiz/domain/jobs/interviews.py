"""From the must-haves of a job description to an interview guide."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kamquiz.domain.bank.catalogue import Catalogue, Skill, SkillId, Trait, TraitId
from kamquiz.domain.bank.interview_questions import (
    Anchors,
    Competence,
    InterviewQuestion,
    Minutes,
    Procedure,
    QuestionKind,
)
from kamquiz.domain.bank.role import Line
from kamquiz.domain.text import Text

#: Fewer say little about a post; with more, none gets the time it needs.
MIN_COMPETENCES = 4
MAX_COMPETENCES = 6

DEFAULT_MINUTES = 60


class NoGuideError(ValueError):
    """No interview guide can be made from these must-haves or in this time."""


class TooShortError(NoGuideError):
    """So many *competences* take at least so many *minutes*."""

    def __init__(self, competences: int, minutes: int) -> None:
        """Keep both numbers."""
        self.competences = competences
        self.minutes = minutes
        super().__init__(
            f"an interview about {competences} competences takes at least {minutes} minutes"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A competence as it is asked: by its *number* in the guide, with its two questions."""

    number: int
    serves: str
    name: Text
    definition: Text
    anchors: Anchors
    past: InterviewQuestion
    situation: InterviewQuestion

    @property
    def questions(self) -> tuple[InterviewQuestion, InterviewQuestion]:
        """The questions in the order they are asked."""
        return (self.past, self.situation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """A must-have and the topics that ask about it: none, if the guide has no room for it."""

    must_have: Line
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewGuide:
    """Everything an interview needs: topics, a time plan that adds up, what is never asked."""

    topics: tuple[Topic, ...]
    coverage: tuple[Covered, ...]
    minutes: Minutes
    procedure: Procedure

    @property
    def total_minutes(self) -> int:
        """How long the interview takes, rating included."""
        return self.minutes.total(len(self.topics))

    @property
    def uncovered(self) -> tuple[Line, ...]:
        """The must-haves no question asks about."""
        return tuple(one.must_have for one in self.coverage if not one.topics)


def build_guide(
    must_haves: Sequence[Line],
    catalogue: Catalogue,
    *,
    minutes: int = DEFAULT_MINUTES,
    sitting: int = 1,
) -> InterviewGuide:
    """Return the guide that asks about *must_haves* within *minutes*.

    The questions are the first of each kind; in a second *sitting* the second ones, and
    so on in a circle. Raises NoGuideError if nothing can be asked or the time is too short.
    """
    asked = {one.serves: one for one in catalogue.interviews}
    chosen = choose_competences(must_haves, asked.keys())
    if not chosen:
        raise NoGuideError("no must-have names a trait or skill to ask about")
    topics = tuple(
        _topic(number, asked[one], catalogue, sitting) for number, one in enumerate(chosen, start=1)
    )
    return InterviewGuide(
        topics=topics,
        coverage=tuple(_coverage(must_haves, topics)),
        minutes=share_out(catalogue.procedure.minutes, len(topics), minutes),
        procedure=catalogue.procedure,
    )


def choose_competences(must_haves: Sequence[Line], askable: Iterable[str]) -> tuple[str, ...]:
    """Return up to six traits and skills that cover the must-haves, in their order.

    Greedily the one that covers most of what is still uncovered; the earlier one if equal.
    Where that takes fewer than four, the ones that are called for most often are added.
    """
    known = set(askable)
    calls = [tuple(one for one in line.serves if one in known) for line in must_haves]
    called = Counter(one for line in calls for one in dict.fromkeys(line))
    chosen: list[str] = []
    uncovered = [set(line) for line in calls if line]
    while uncovered and len(chosen) < MAX_COMPETENCES:
        best = max(called, key=lambda one: sum(one in line for line in uncovered))
        chosen.append(best)
        uncovered = [line for line in uncovered if best not in line]
    spare = [one for one, _times in called.most_common() if one not in chosen]
    chosen += spare[: max(0, MIN_COMPETENCES - len(chosen))]
    return tuple(one for one in called if one in chosen)


def share_out(least: Minutes, competences: int, minutes: int) -> Minutes:
    """Return *least* stretched to exactly *minutes*.

    All competences get the same; what cannot be shared goes to the candidate's questions.
    Raises TooShortError, saying how many minutes it takes, if there are too few.
    """
    needed = least.total(competences)
    if minutes < needed:
        raise TooShortError(competences, needed)
    more, rest = divmod(minutes - needed, competences)
    return replace(least, competence=least.competence + more, questions=least.questions + rest)


def _topic(number: int, competence: Competence, catalogue: Catalogue, sitting: int) -> Topic:
    served = _served(competence.serves, catalogue)
    return Topic(
        number=number,
        serves=competence.serves,
        name=served.name,
        definition=served.definition,
        anchors=competence.anchors,
        past=_turn(competence.of(QuestionKind.PAST), sitting),
        situation=_turn(competence.of(QuestionKind.SITUATION), sitting),
    )


def _served(served: str, catalogue: Catalogue) -> Trait | Skill:
    trait = catalogue.trait_by_id.get(TraitId(served))
    return trait or catalogue.skill_by_id[SkillId(served)]


def _turn(questions: Sequence[InterviewQuestion], sitting: int) -> InterviewQuestion:
    return questions[(sitting - 1) % len(questions)]


def _coverage(must_haves: Sequence[Line], topics: Sequence[Topic]) -> Iterator[Covered]:
    for line in must_haves:
        yield Covered(
            must_have=line, topics=tuple(one for one in topics if one.serves in line.serves)
        )
