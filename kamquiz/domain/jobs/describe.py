"""From choices and details to a job description, in both languages at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kamquiz.domain.assessment.attempts import Aim
from kamquiz.domain.assessment.scoring import target_for
from kamquiz.domain.bank.catalogue import Catalogue, SkillId
from kamquiz.domain.bank.role import JobTarget, Line
from kamquiz.domain.jobs import conditions as job_conditions
from kamquiz.domain.jobs import content as job_content
from kamquiz.domain.jobs.choices import ENGLISH, OTHER_LANGUAGE, JobChoices
from kamquiz.domain.jobs.context import JobContext, UnknownChoiceError, context
from kamquiz.domain.jobs.defaults import suggested
from kamquiz.domain.jobs.drafts import (
    SENTENCE,
    JobDescription,
    JobDetails,
    JobDraft,
    Section,
    SectionId,
)
from kamquiz.domain.jobs.lines import TITLE, line_key
from kamquiz.domain.text import Text

__all__ = [
    "JobChoices",
    "JobDescription",
    "JobDetails",
    "JobDraft",
    "JobTarget",
    "Section",
    "SectionId",
    "UnknownChoiceError",
    "describe",
    "describe_job",
    "job_for",
    "job_target",
]

CLASSIC = "classic"


def describe(choices: JobChoices, details: JobDetails, catalogue: Catalogue) -> JobDescription:
    """Return the description of these choices and details.

    Raises UnknownChoiceError for a pattern, seniority or industry the bank does not have;
    other ids it does not know are passed over.
    """
    job = context(JobDraft(choices=choices, details=details), catalogue)
    sections = tuple(_sections(job))
    must = next((one.lines for one in sections if one.id is SectionId.MUST), ())
    traits, skills = _levels(choices, must, catalogue)
    return JobDescription(
        draft=job.draft,
        bank=catalogue.version,
        title=_edited(Line(id=TITLE, text=job_content.title(job)), TITLE, job).text,
        seniority=job.seniority,
        industry=job.industry,
        reports_to=job.reports_to,
        summary=tuple(
            line.text
            for section in sections
            if section.id is SectionId.ROLE
            for line in section.lines
            if line.kind == SENTENCE
        ),
        sections=sections,
        contract=job.contract,
        mode=job.mode,
        employer=job.employer,
        traits=traits,
        skills=skills,
    )


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


def _sections(job: JobContext) -> Iterator[Section]:
    """Yield the sections that have lines, in the order of SectionId."""
    headings = job.words.headings
    parts: tuple[tuple[SectionId, Text | None, Iterable[Line]], ...] = (
        (SectionId.ROLE, None, job_content.role(job)),
        (SectionId.OFFER, headings.offer, job_conditions.offer(job)),
        (SectionId.DUTIES, headings.duties, job_content.duties(job)),
        (SectionId.MUST, headings.must, job_content.wanted(job, job.choices.must)),
        (SectionId.NICE, headings.nice, job_content.wanted(job, job.choices.nice)),
        (SectionId.SUCCESS, headings.success, job_content.success(job)),
        (SectionId.TERMS, headings.terms, job_conditions.terms(job)),
        (SectionId.RECRUITING, headings.recruiting, job_conditions.recruiting(job)),
        (SectionId.PRIVACY, headings.privacy, job_conditions.privacy(job)),
    )
    for id_, heading, found in parts:
        keyed = ((line_key(id_, line.id), line) for line in found)
        kept = (_edited(line, key, job) for key, line in keyed if key not in job.details.out)
        lines = (*kept, *_own(id_, job))
        if lines:
            yield Section(id=id_, heading=heading, lines=lines)


def _edited(line: Line, key: str, job: JobContext) -> Line:
    words = job.details.edits.get(key)
    if words is None:
        return line
    text = Text(pl=words.pl or line.text.pl, en=words.en or line.text.en)
    return replace(line, text=text)


def _own(section: SectionId, job: JobContext) -> Iterator[Line]:
    """Yield the lines somebody added; benefits stand with the others."""
    if section is SectionId.OFFER:
        return
    for place, one in enumerate(job.details.own.get(section, ()), start=1):
        yield Line(id=f"own-{section.value}-{place}", text=job.in_both(one))


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
