"""Everything one description is written from, and how gaps in it are shown."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.job_phrases import Contract, JobWords, Option, WorkMode
from kamquiz.domain.bank.role import Industry, JobPattern, Line, Seniority
from kamquiz.domain.jobs.choices import JobChoices
from kamquiz.domain.jobs.drafts import JobDetails, JobDraft
from kamquiz.domain.text import Language, Text, same

AnyOption = TypeVar("AnyOption", bound=Option)
Found = TypeVar("Found")


class UnknownChoiceError(ValueError):
    """A job description was asked for with a choice the bank does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext:
    """A draft with everything its choices name, looked up once."""

    draft: JobDraft
    catalogue: Catalogue
    pattern: JobPattern
    seniority: Seniority
    industry: Industry | None
    contract: Contract | None
    mode: WorkMode | None

    @property
    def choices(self) -> JobChoices:
        """What was chosen."""
        return self.draft.choices

    @property
    def details(self) -> JobDetails:
        """What was typed."""
        return self.draft.details

    @property
    def words(self) -> JobWords:
        """The words descriptions are made of."""
        return self.catalogue.job

    @property
    def employer(self) -> Text:
        """The name of the employer, or the gap for it."""
        return same(self.details.employer) if self.details.employer else self.words.missing.employer

    @property
    def contact(self) -> Text:
        """Whom to write to, or the gap for it."""
        return same(self.details.contact) if self.details.contact else self.words.missing.contact

    @property
    def reports_to(self) -> Text:
        """To whom the post reports, as typed or as the pattern has it."""
        return typed(self.details.reports_to) or self.pattern.reports_to

    @property
    def terms(self) -> Contract:
        """The contract that was chosen; without one, what is usual."""
        return self.contract or self.words.contracts[0]

    def said(self, line: str, text: Text, *, known: bool) -> Iterator[Line]:
        """Yield the line, unless nothing is known and the pattern leaves gaps out."""
        if known or self.pattern.complete:
            yield Line(id=line, text=text)

    def counted(self, noun: str, number: int | None, missing: Text) -> Text:
        """Return *number* with the noun of that name, or *missing*."""
        if number is None:
            return missing
        counts: Text = getattr(self.words.counts, noun).counting(number)
        return counts

    def in_both(self, words: Text) -> Text:
        """Return *words* with a gap where one language is missing."""
        missing = self.words.missing.words
        return Text(
            pl=words.pl or missing.filled(other=words.en).to(Language.PL),
            en=words.en or missing.filled(other=words.pl).to(Language.EN),
        )


def context(draft: JobDraft, catalogue: Catalogue) -> JobContext:
    """Return what *draft* names; raises UnknownChoiceError where the bank does not have it."""
    choices = draft.choices
    return JobContext(
        draft=draft,
        catalogue=catalogue,
        pattern=_known(catalogue.find_pattern(choices.pattern), "pattern", choices.pattern),
        seniority=_known(
            catalogue.find_seniority(choices.seniority), "seniority", choices.seniority
        ),
        industry=_known(catalogue.find_industry(choices.industry), "industry", choices.industry)
        if choices.industry
        else None,
        contract=option(catalogue.job.contracts, choices.contract),
        mode=option(catalogue.job.modes, choices.mode),
    )


def option(options: Sequence[AnyOption], chosen: str | None) -> AnyOption | None:
    """Return the one of *options* that was chosen, if any."""
    return next((one for one in options if one.id == chosen), None)


def words_of(options: Sequence[Option], chosen: str | None) -> Text | None:
    """Return what the description says for the option that was chosen, if any."""
    found = option(options, chosen)
    return found.text if found else None


def typed(words: Text) -> Text | None:
    """Return what was typed; a name in one language only stands in both."""
    if not (words.pl or words.en):
        return None
    return Text(pl=words.pl or words.en, en=words.en or words.pl)


def _known(found: Found | None, choice: str, value: str | None) -> Found:
    if found is None:
        raise UnknownChoiceError(f"there is no {choice} {value!r}")
    return found
