"""What is known about the role: seniorities, industries, role patterns, the guide."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kamquiz.domain.words import Text


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


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingQuestion:
    """A yes-or-no question that tells a KAM post from an account manager's."""

    id: str
    text: Text
    kam_if_yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The role explained: what it is, how one gets in and on, what pay depends on."""

    role: tuple[Passage, ...]
    contrast: tuple[Contrast, ...]
    questions: tuple[TellingQuestion, ...]
    ways_in: tuple[Passage, ...]
    ways_on: tuple[Passage, ...]
    pay: tuple[Passage, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of everything in the guide, in its order."""
        parts = (self.role, self.contrast, self.questions, self.ways_in, self.ways_on, self.pay)
        return tuple(one.id for part in parts for one in part)
