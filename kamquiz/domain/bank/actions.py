"""Development actions: exercises for a trait or a skill, and obstacles."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from kamquiz.domain.text import Text

ActionId = NewType("ActionId", str)


class Way(StrEnum):
    """How an action teaches: on the job, with people, or by study."""

    JOB = "job"
    PEOPLE = "people"
    STUDY = "study"


class Reach(StrEnum):
    """For whom an action is meant: to begin with, or to go further."""

    STARTER = "starter"
    ADVANCED = "advanced"


class Event(StrEnum):
    """An event in the account calendar to which an intention can be tied."""

    REVIEW = "review"
    RENEWAL = "renewal"
    TENDER = "tender"
    COMPLAINT = "complaint"
    FIRST_MEETING = "first-meeting"
    PRICE_TALK = "price-talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class IfThen:
    """A ready intention: if this event comes, then I do that (Gollwitzer 1999)."""

    event: Event
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do about a trait or a skill, with its hours, first step and proof.

    *weeks* is the least time it runs, however many hours there are: three meetings do
    not fit into one week.
    """

    id: ActionId
    trains: str
    way: Way
    reach: Reach
    hours: int
    title: Text
    text: Text
    first_step: Text
    proof: Text
    weeks: int = 1
    if_then: IfThen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Something ordinary that gets in the way, and a second intention for when it does."""

    id: str
    name: Text
    if_then: Text
