"""What a job description consists of, from the draft to the levels it asks."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby

from kamquiz.domain.bank.job_phrases import Contract, WorkMode
from kamquiz.domain.bank.role import Industry, Line, Seniority
from kamquiz.domain.jobs.choices import JobChoices
from kamquiz.domain.text import Text

#: Full sentences stand as a paragraph; everything else is a point of a list.
SENTENCE = "sentence"

NOTHING = Text(pl="", en="")


class SectionId(StrEnum):
    """The sections of a description, in the order in which readers look for them."""

    ROLE = "role"
    OFFER = "offer"
    DUTIES = "duties"
    MUST = "must"
    NICE = "nice"
    SUCCESS = "success"
    TERMS = "terms"
    RECRUITING = "recruiting"
    PRIVACY = "privacy"


#: The sections to which lines of one's own can be added.
OWN = (SectionId.DUTIES, SectionId.MUST, SectionId.NICE, SectionId.SUCCESS, SectionId.OFFER)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDetails:
    """What HR types: free text, for which a link is no place.

    A text left empty in one language is not said in it yet. *edits* replaces the words of
    lines by their key, *out* are the keys of lines that are left out, *own* adds lines to
    sections. *reasons* says, by the key of a finding of the checker, why it does not count here.
    """

    employer: str = ""
    contact: str = ""
    place: Text = NOTHING
    reports_to: Text = NOTHING
    apply_by: date | None = None
    own: Mapping[SectionId, tuple[Text, ...]] = field(default_factory=dict)
    edits: Mapping[str, Text] = field(default_factory=dict)
    out: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)

    def without_edits(self) -> "JobDetails":
        """Return the details with every line there is, as it is generated."""
        return replace(self, edits={}, out=())


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDraft:
    """A description in the making: everything somebody chose and typed."""

    choices: JobChoices
    details: JobDetails = field(default_factory=JobDetails)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a description; the first has no heading of its own."""

    id: SectionId
    heading: Text | None
    lines: tuple[Line, ...]

    @property
    def groups(self) -> tuple[tuple[bool, tuple[Line, ...]], ...]:
        """The lines in runs of sentences (true) and of points (false)."""
        runs = groupby(self.lines, key=lambda one: one.kind == SENTENCE)
        return tuple((is_sentence, tuple(run)) for is_sentence, run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDescription:
    """A job description for one seniority and, perhaps, one industry.

    *traits* and *skills* are the levels it asks, as in JobTarget; *bank* is the wording
    it was made from.
    """

    draft: JobDraft
    bank: str
    title: Text
    seniority: Seniority
    industry: Industry | None
    reports_to: Text
    summary: tuple[Text, ...]
    sections: tuple[Section, ...]
    contract: Contract | None
    mode: WorkMode | None
    employer: Text
    traits: Mapping[str, float]
    skills: Mapping[str, int]

    def lines(self, section: SectionId) -> tuple[Line, ...]:
        """Return the lines of *section*; none if it is left out."""
        return next((one.lines for one in self.sections if one.id is section), ())

    @property
    def duties(self) -> tuple[Line, ...]:
        """What there is to do."""
        return self.lines(SectionId.DUTIES)

    @property
    def must(self) -> tuple[Line, ...]:
        """What is required."""
        return self.lines(SectionId.MUST)

    @property
    def nice(self) -> tuple[Line, ...]:
        """What is welcome beyond that."""
        return self.lines(SectionId.NICE)

    @property
    def success(self) -> tuple[Line, ...]:
        """What shows in the first year that it went well."""
        return self.lines(SectionId.SUCCESS)

    @property
    def requirements(self) -> tuple[Line, ...]:
        """What is required and what is welcome, in one list."""
        return self.must + self.nice

    @property
    def offer(self) -> tuple[Line, ...]:
        """What there is for it."""
        return self.lines(SectionId.OFFER)
