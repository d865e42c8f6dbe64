"""The words of interviews: questions for a trait or a skill, anchors, and how to go about it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kamquiz.domain.text import Text


class QuestionKind(StrEnum):
    """Whether a question asks what somebody has done or what they would do in a case."""

    PAST = "past"
    SITUATION = "situation"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewQuestion:
    """One question, read out as it stands, and the probes planned for it."""

    id: str
    kind: QuestionKind
    text: Text
    probes: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """What an answer holds that is rated 1, 3 or 5; 2 and 4 lie in between."""

    one: Text
    three: Text
    five: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Competence:
    """The questions for a trait or a skill, and the anchors its answers are held against."""

    serves: str
    anchors: Anchors
    questions: tuple[InterviewQuestion, ...]

    def of(self, kind: QuestionKind) -> tuple[InterviewQuestion, ...]:
        """Return the questions of *kind*, in the order of the file."""
        return tuple(question for question in self.questions if question.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """How long each part of an interview takes; *competence* is for one of them."""

    opening: int
    competence: int
    questions: int
    closing: int
    rating: int

    def total(self, competences: int) -> int:
        """Return how long it all takes with so many competences."""
        return (
            self.opening
            + competences * self.competence
            + self.questions
            + self.closing
            + self.rating
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forbidden:
    """Something nobody is asked, the source that says so, and what may be asked instead."""

    id: str
    text: Text
    source: Text
    instead: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """How an interview is held and rated, and what is never asked.

    *minutes* are the shortest sensible ones; *checked_on* is the state of the law.
    """

    minutes: Minutes
    checked_on: date
    purpose: Text
    before: tuple[Text, ...]
    opening: tuple[Text, ...]
    asking: tuple[Text, ...]
    rating: tuple[Text, ...]
    average: tuple[Text, ...]
    closing: tuple[Text, ...]
    never: tuple[Forbidden, ...]
