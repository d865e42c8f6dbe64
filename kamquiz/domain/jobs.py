"""From choices and details to a job description, in both languages at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from kamquiz.domain.attempts import Aim
from kamquiz.domain.catalogue import Catalogue, SkillId, TraitId
from kamquiz.domain.job_choices import (
    EDUCATION,
    ENGLISH,
    FULL_TIME_HOURS,
    OTHER_LANGUAGE,
    JobChoices,
    duty_lines,
    requirement_lines,
    success_lines,
    suggested,
)
from kamquiz.domain.job_words import Contract, JobWords, Option, WorkMode
from kamquiz.domain.roles import Industry, JobPattern, JobTarget, Line, Seniority
from kamquiz.domain.scoring import target_for
from kamquiz.domain.words import Language, Text, joined, same

CLASSIC = "classic"

#: Full sentences stand as a paragraph; everything else is a point of a list.
SENTENCE = "sentence"

AnyOption = TypeVar("AnyOption", bound=Option)
Choice = TypeVar("Choice")

NOTHING = Text(pl="", en="")


class UnknownChoiceError(ValueError):
    """A job description was asked for with a choice the bank does not have."""


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
    lines by their id, *own* adds lines to sections.
    """

    employer: str = ""
    contact: str = ""
    place: Text = NOTHING
    reports_to: Text = NOTHING
    apply_by: date | None = None
    own: Mapping[SectionId, tuple[Text, ...]] = field(default_factory=dict)
    edits: Mapping[str, Text] = field(default_factory=dict)

    def without_edits(self) -> "JobDetails":
        """Return the details with every line as it is generated."""
        return replace(self, edits={})


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


def describe(choices: JobChoices, details: JobDetails, catalogue: Catalogue) -> JobDescription:
    """Return the description of these choices and details.

    Raises UnknownChoiceError for a pattern, seniority or industry the bank does not have;
    other ids it does not know are passed over.
    """
    return _Writer(JobDraft(choices=choices, details=details), catalogue).description()


def describe_job(
    catalogue: Catalogue,
    *,
    pattern: str = CLASSIC,
    seniority: str | None = None,
    industry: str | None = None,
) -> JobDescription:
    """Return the example description for a pattern, a seniority and an industry.

    Raises UnknownChoiceError, naming choice and value, for one the bank does not have.
    """
    chosen = suggested(catalogue, pattern=pattern, seniority=seniority, industry=industry)
    return describe(
        replace(chosen, pattern=pattern, industry=industry or None), JobDetails(), catalogue
    )


def job_for(aim: Aim, catalogue: Catalogue) -> JobDescription:
    """Return the example job description for what a reader aims at."""
    return describe_job(catalogue, seniority=aim.seniority, industry=aim.industry)


def job_target(draft: JobDraft, catalogue: Catalogue) -> JobTarget:
    """Return what the job of *draft* asks, to be measured against."""
    job = describe(draft.choices, draft.details, catalogue)
    return JobTarget(
        title=job.title,
        traits=job.traits,
        skills=job.skills,
        duties=job.duties,
        must=job.must,
        nice=job.nice,
    )


def _levels(
    choices: JobChoices, must: Sequence[Line], catalogue: Catalogue
) -> tuple[dict[str, float], dict[str, int]]:
    """Return the levels of traits and of skills that a job asks.

    They are those of seniority and industry; whatever a must-have calls for is at least
    at the level the bank names for that, a language at the level chosen.
    """
    asked = target_for(Aim(industry=choices.industry, seniority=choices.seniority), catalogue)
    traits: dict[str, float] = dict(asked.traits)
    skills: dict[str, int] = dict(asked.skills)
    for one in (served for line in must for served in line.serves):
        if one in catalogue.trait_by_id:
            traits[one] = max(traits.get(one, 0.0), catalogue.job.demand.trait)
        elif one in catalogue.skill_by_id:
            skills[one] = max(skills.get(one, 1), catalogue.job.demand.skill)
    return traits, skills | _language_levels(choices, catalogue)


def _language_levels(choices: JobChoices, catalogue: Catalogue) -> dict[str, int]:
    """Return the level of each language that is a must-have with a level of its own."""
    levels: dict[str, int] = {}
    for name, cefr in ((ENGLISH, choices.english_level), (OTHER_LANGUAGE, choices.other_level)):
        skill = catalogue.skill_by_id.get(SkillId(name))
        if skill and name in choices.must and cefr:
            names = [level.cefr for level in skill.levels]
            levels[skill.id] = names.index(cefr) + 1
    return levels


class _Writer:
    """Writes one description, section by section."""

    def __init__(self, draft: JobDraft, catalogue: Catalogue) -> None:
        self.choices, self.details = draft.choices, draft.details
        self.draft = draft
        self.catalogue = catalogue
        self.words: JobWords = catalogue.job
        choices = draft.choices
        self.pattern: JobPattern = _known(
            catalogue.find_pattern(choices.pattern), "pattern", choices.pattern
        )
        self.seniority: Seniority = _known(
            catalogue.find_seniority(choices.seniority), "seniority", choices.seniority
        )
        self.industry: Industry | None = (
            _known(catalogue.find_industry(choices.industry), "industry", choices.industry)
            if choices.industry
            else None
        )
        self.contract: Contract | None = _option(self.words.contracts, choices.contract)
        self.mode: WorkMode | None = _option(self.words.modes, choices.mode)

    def description(self) -> JobDescription:
        parts: tuple[tuple[SectionId, Text | None, Iterable[Line]], ...] = (
            (SectionId.ROLE, None, (*self.summary(), *self.facts())),
            (SectionId.OFFER, self.words.headings.offer, self.offer()),
            (SectionId.DUTIES, self.words.headings.duties, self.duties()),
            (SectionId.MUST, self.words.headings.must, self.wanted(self.choices.must)),
            (SectionId.NICE, self.words.headings.nice, self.wanted(self.choices.nice)),
            (SectionId.SUCCESS, self.words.headings.success, self.success()),
            (SectionId.TERMS, self.words.headings.terms, self.terms()),
            (SectionId.RECRUITING, self.words.headings.recruiting, self.recruiting()),
            (SectionId.PRIVACY, self.words.headings.privacy, self.privacy()),
        )
        sections = tuple(
            Section(id=id_, heading=heading, lines=lines)
            for id_, heading, found in parts
            if (lines := (*map(self.edited, found), *self.own(id_)))
        )
        must = next((one.lines for one in sections if one.id is SectionId.MUST), ())
        traits, skills = _levels(self.choices, must, self.catalogue)
        return JobDescription(
            draft=self.draft,
            bank=self.catalogue.version,
            title=self.edited(Line(id="title", text=self.title())).text,
            seniority=self.seniority,
            industry=self.industry,
            reports_to=self.reports_to(),
            summary=tuple(one.text for one in sections[0].lines if one.kind == SENTENCE),
            sections=sections,
            contract=self.contract,
            mode=self.mode,
            employer=self.employer(),
            traits=traits,
            skills=skills,
        )

    def title(self) -> Text:
        form = _option(self.words.titles, self.choices.title)
        named = self.seniority.title
        return form.text.filled(title=named, english=same(named.en)) if form else named

    def summary(self) -> Iterator[Line]:
        where = self.industry.where if self.industry else NOTHING
        spaced = Text(pl=where.pl and f" {where.pl}", en=where.en and f" {where.en}")
        for place, one in enumerate(self.pattern.summary, start=1):
            yield Line(id=f"summary-{place}", text=one.filled(where=spaced), kind=SENTENCE)

    def facts(self) -> Iterator[Line]:
        choices, say, missing = self.choices, self.words.sentences, self.words.missing
        if self.industry and not any(one.slots for one in self.pattern.summary):
            yield Line(id="industry", text=say.industry.filled(industry=self.industry.name))
        yield from self.said(
            "accounts",
            say.accounts.filled(
                count=self.counted("accounts", choices.accounts, missing.accounts),
                size=_words(self.words.sizes, choices.size) or missing.size,
            ),
            known=choices.accounts is not None or choices.size is not None,
        )
        shares = (choices.hunting, choices.growing, choices.renewing)
        if None in shares:
            yield from self.said("split", missing.split, known=False)
        else:
            hunting, growing, renewing = map(str, shares)
            split = say.split.filled(hunting=hunting, growing=growing, renewing=renewing)
            yield Line(id="split", text=split)
        if choices.contract_years is not None:
            years = self.words.counts.years.counting(choices.contract_years)
            yield Line(id="years", text=say.years.filled(years=years))
        decision = _words(self.words.decisions, choices.decision)
        yield from self.said(
            "decision",
            say.decision.filled(people=decision or missing.decision),
            known=decision is not None,
        )
        team = self.counted("people", choices.team, missing.team)
        yield from self.said(
            "team",
            say.solo if choices.team == 0 else say.team.filled(people=team),
            known=choices.team is not None,
        )
        yield Line(id="reports-to", text=say.reports_to.filled(whom=self.reports_to()))

    def reports_to(self) -> Text:
        return self.typed(self.details.reports_to) or self.pattern.reports_to

    def offer(self) -> Iterator[Line]:
        yield from self.offered("base", self.base(), self.words.missing.base)
        yield from self.offered("bonus", self.bonus(), self.words.missing.bonus)
        yield from self.offered("benefits", self.benefits(), self.words.missing.benefits)

    def offered(self, kind: str, text: Text | None, missing: Text) -> Iterator[Line]:
        """Yield what was filled in, else the pattern's own line, else what is missing."""
        own = [one for one in self.pattern.offer if one.kind == kind]
        if text:
            yield Line(id=own[0].id if own else kind, text=text)
        elif own:
            yield from (replace(one, kind="") for one in own)
        else:
            yield from self.said(kind, missing, known=False)
        if kind == "benefits":
            known = {"base", "bonus", "benefits"}
            yield from (one for one in self.pattern.offer if one.kind not in known)

    def base(self) -> Text | None:
        low, high = self.choices.pay_min, self.choices.pay_max
        period = _words(self.words.periods, self.choices.period)
        if (low is None and high is None) or period is None:
            return None
        return self.words.sentences.base.filled(
            range=_range(low, high),
            currency=Text(pl=_zloty(self.choices.currency), en=self.choices.currency),
            gross=self.contract.gross if self.contract else self.words.missing.gross,
            period=period,
            contract=self.contract.text if self.contract else self.words.missing.contract,
        )

    def bonus(self) -> Text | None:
        choices, say, missing = self.choices, self.words.sentences, self.words.missing
        if choices.bonus is None:
            return None
        if choices.bonus == 0:
            return say.no_bonus
        return say.bonus.filled(
            percent=str(choices.bonus),
            paid=_words(self.words.bonus_periods, choices.bonus_paid) or missing.bonus_rule,
            basis=_words(self.words.bonus_bases, choices.bonus_for) or missing.bonus_rule,
        )

    def benefits(self) -> Text | None:
        named = [one.text for one in self.words.benefits if one.id in self.choices.benefits]
        named += [self.both(one) for one in self.details.own.get(SectionId.OFFER, ())]
        if not named:
            return None
        return self.words.sentences.benefits.filled(benefits=joined(tuple(named), "; "))

    def duties(self) -> Iterator[Line]:
        return _picked(duty_lines(self.catalogue), self.choices.duties)

    def success(self) -> Iterator[Line]:
        return _picked(success_lines(self.catalogue), self.choices.success)

    def wanted(self, ids: Sequence[str]) -> Iterator[Line]:
        """Yield a line for each requirement, trait, skill, language and degree in *ids*."""
        lines = {one.id: one for one in requirement_lines(self.catalogue)}
        for one in ids:
            line = lines.get(one) or self.named(one)
            if line:
                yield line

    def named(self, wanted: str) -> Line | None:
        if wanted == EDUCATION:
            education = _words(self.words.educations, self.choices.education)
            return Line(id=EDUCATION, text=education) if education else None
        skill = self.catalogue.skill_by_id.get(SkillId(wanted))
        if skill and wanted in {ENGLISH, OTHER_LANGUAGE}:
            return Line(id=wanted, text=self.language(wanted, skill.name), serves=(wanted,))
        trait = self.catalogue.trait_by_id.get(TraitId(wanted))
        found = skill or trait
        return Line(id=wanted, text=found.job_line, serves=(wanted,)) if found else None

    def language(self, wanted: str, name: Text) -> Text:
        choices = self.choices
        if wanted == OTHER_LANGUAGE:
            spoken = _words(self.words.languages, choices.other_language)
            name, level = spoken or self.words.missing.other_language, choices.other_level
        else:
            level = choices.english_level
        return self.words.sentences.language.filled(name=name, level=level or "[A2–C2]")

    def terms(self) -> Iterator[Line]:
        choices, say, missing = self.choices, self.words.sentences, self.words.missing
        place = self.typed(self.details.place)
        yield from self.said(
            "place",
            self.place(place or missing.place),
            known=bool(place or self.mode),
        )
        yield from self.said(
            "contract",
            say.contract.filled(contract=self.contract.text if self.contract else missing.contract),
            known=self.contract is not None,
        )
        yield from self.said("hours", self.hours(), known=choices.hours is not None)
        travel = (
            missing.travel
            if choices.travel is None
            else say.travel.filled(percent=str(choices.travel))
            if choices.travel
            else say.no_travel
        )
        yield from self.said("travel", travel, known=choices.travel is not None)
        ways = [one.text for one in self.words.flexibilities if one.id in choices.flexibility]
        yield from self.said(
            "flexibility",
            say.flexibility.filled(ways=joined(tuple(ways))) if ways else missing.flexibility,
            known=bool(ways),
        )

    def place(self, place: Text) -> Text:
        if self.mode and self.mode.remote:
            return self.mode.text
        days = self.counted("office_days", self.choices.office_days, self.words.missing.office_days)
        mode = self.mode.text.filled(days=days) if self.mode else self.words.missing.mode
        return self.words.sentences.place.filled(place=place, mode=mode)

    def hours(self) -> Text:
        if self.choices.hours is None:
            return self.words.missing.hours
        hours = self.words.counts.hours.counting(self.choices.hours)
        contract = self.contract or self.words.contracts[0]
        full = self.choices.hours >= FULL_TIME_HOURS
        return (contract.full_time if full else contract.part_time).filled(hours=hours)

    def recruiting(self) -> Iterator[Line]:
        choices, say, missing = self.choices, self.words.sentences, self.words.missing
        contact = say.contact.filled(employer=self.employer(), contact=self.contact())
        yield from self.said(
            "contact", contact, known=bool(self.details.employer or self.details.contact)
        )
        if self.details.apply_by:
            yield Line(
                id="apply-by", text=say.apply_by.filled(date=self.day(self.details.apply_by))
            )
        steps = [one.text for one in self.words.steps if one.id in choices.steps]
        if steps:
            meetings = self.counted("meetings", choices.meetings, missing.course)
            course = say.course.filled(meetings=meetings, steps=joined(tuple(steps), "; "))
            yield Line(id="course", text=course)
        answer = (
            missing.answer
            if choices.answer_days is None
            else say.answer.filled(days=self.words.counts.answer_days.counting(choices.answer_days))
        )
        yield from self.said("answer", answer, known=choices.answer_days is not None)
        if choices.adjustments:
            yield Line(id="adjustments", text=say.adjustments, kind=SENTENCE)

    def privacy(self) -> Iterator[Line]:
        notice = _words(self.words.privacies, self.choices.privacy)
        if notice:
            contract = self.contract or self.words.contracts[0]
            keep = self.counted("keep_months", self.choices.keep_months, self.words.missing.keep)
            text = notice.filled(
                employer=self.employer(),
                contact=self.contact(),
                basis=contract.basis,
                months=keep,
            )
            yield Line(id="privacy", text=text, kind=SENTENCE)

    def employer(self) -> Text:
        return same(self.details.employer) if self.details.employer else self.words.missing.employer

    def contact(self) -> Text:
        return same(self.details.contact) if self.details.contact else self.words.missing.contact

    def day(self, value: date) -> Text:
        month = self.words.months[value.month - 1]
        return Text(
            pl=f"{value.day} {month.pl} {value.year}", en=f"{value.day} {month.en} {value.year}"
        )

    def said(self, line: str, text: Text, *, known: bool) -> Iterator[Line]:
        """Yield the line, unless nothing is known and the pattern leaves gaps out."""
        if known or self.pattern.complete:
            yield Line(id=line, text=text)

    def counted(self, noun: str, number: int | None, missing: Text) -> Text:
        if number is None:
            return missing
        counts: Text = getattr(self.words.counts, noun).counting(number)
        return counts

    def edited(self, line: Line) -> Line:
        words = self.details.edits.get(line.id)
        if words is None:
            return line
        text = Text(pl=words.pl or line.text.pl, en=words.en or line.text.en)
        return replace(line, text=text)

    def own(self, section: SectionId) -> Iterator[Line]:
        """Yield the lines somebody added; benefits stand with the others."""
        if section is SectionId.OFFER:
            return
        for place, one in enumerate(self.details.own.get(section, ()), start=1):
            yield Line(id=f"own-{section.value}-{place}", text=self.both(one))

    def typed(self, words: Text) -> Text | None:
        """Return what was typed; a name in one language only stands in both."""
        if not (words.pl or words.en):
            return None
        return Text(pl=words.pl or words.en, en=words.en or words.pl)

    def both(self, words: Text) -> Text:
        """Return *words* with a gap where one language is missing."""
        missing = self.words.missing.words
        return Text(
            pl=words.pl or missing.filled(other=words.en).to(Language.PL),
            en=words.en or missing.filled(other=words.pl).to(Language.EN),
        )


def _picked(lines: Sequence[Line], ids: Sequence[str]) -> Iterator[Line]:
    known = {one.id: one for one in lines}
    return (replace(known[one], kind="") for one in ids if one in known)


def _option(options: Sequence[AnyOption], chosen: str | None) -> AnyOption | None:
    return next((one for one in options if one.id == chosen), None)


def _words(options: Sequence[Option], chosen: str | None) -> Text | None:
    option = _option(options, chosen)
    return option.text if option else None


def _range(low: int | None, high: int | None) -> Text:
    """Return the amounts from *low* to *high*, thousands set apart as each language does."""
    amounts = dict.fromkeys(one for one in (low, high) if one is not None)
    english = "–".join(f"{one:,}" for one in amounts)
    return Text(pl=english.replace(",", "\N{NO-BREAK SPACE}"), en=english)


def _zloty(currency: str) -> str:
    return "zł" if currency == "PLN" else currency


def _known(found: Choice | None, choice: str, value: str | None) -> Choice:
    if found is None:
        raise UnknownChoiceError(f"there is no {choice} {value!r}")
    return found
