"""What is known about the role: seniorities, industries, role patterns, the guide."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from kamquiz.domain.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a job description and the traits and skills it calls for."""

    id: str
    text: Text
    serves: tuple[str, ...] = ()
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTarget:
    """What one job asks: levels to be measured against, and the lines that ask for them.

    *traits* are in standard units, 0 where nothing is said; *skills* are levels from 1 to 5.
    """

    title: Text
    traits: Mapping[str, float]
    skills: Mapping[str, int]
    duties: tuple[Line, ...]
    must: tuple[Line, ...]
    nice: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seniority:
    """A step of the career, with the levels it asks: traits in standard units, skills 1–5."""

    id: str
    name: Text
    title: Text
    experience: Text
    traits: Mapping[str, float]
    skills: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry:
    """An industry, what differs there, and what it asks on top of the seniority."""

    id: str
    name: Text
    where: Text
    customers: Text
    differs: Text
    demand: Text | None
    duties: tuple[Line, ...]
    requirements: tuple[Line, ...]
    traits: Mapping[str, float]
    skills: Mapping[str, int]
    success: tuple[Line, ...] = ()


class Need(StrEnum):
    """How much a job needs what a line asks for."""

    MUST = "must"
    NICE = "nice"


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPattern:
    """A pattern from which job descriptions are cut, and what it suggests to begin with.

    *must* and *nice* name lines of the pattern, traits and skills. A *complete* one shows
    what is still missing; another leaves it out. What an industry requires is
    suggested as *industry*.
    """

    id: str
    name: Text
    about: Text
    seniority: str
    reports_to: Text
    summary: tuple[Text, ...]
    duties: tuple[Line, ...]
    requirements: tuple[Line, ...]
    offer: tuple[Line, ...]
    success: tuple[Line, ...] = ()
    must: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    complete: bool = False
    industry: Need = Need.MUST


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A titled paragraph of the guide."""

    id: str
    title: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """One difference between a key account manager and an account manager."""

    id: str
    aspect: Text
    kam: Text
    account_manager: Text


class Post(StrEnum):
    """What somebody's post can turn out to be."""

    KAM = "kam"
    ACCOUNT_MANAGER = "account-manager"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One of the two answers to a telling question: where it points, and why."""

    points_to: Post
    text: Text
    why: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingQuestion:
    """An either-or question that tells a KAM post from an account manager's.

    It has one answer for each post.
    """

    id: str
    text: Text
    answers: tuple[Sign, ...]

    def sign(self, post: Post) -> Sign:
        """Return the answer that points to *post*."""
        return next(answer for answer in self.answers if answer.points_to is post)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The role explained: what it is, what it takes, how one gets in and on, what it pays by.

    There is an odd number of *questions*, so that their answers always lean to one side.
    """

    role: tuple[Passage, ...]
    duties: tuple[Passage, ...]
    contrast: tuple[Contrast, ...]
    questions: tuple[TellingQuestion, ...]
    needs: tuple[Passage, ...]
    ways_in: tuple[Passage, ...]
    ways_on: tuple[Passage, ...]
    industries: tuple[Passage, ...]
    pay: tuple[Passage, ...]
    example: tuple[Passage, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everything in the guide, in its order."""
        return tuple(entry.id for part in fields(self) for entry in getattr(self, part.name))
