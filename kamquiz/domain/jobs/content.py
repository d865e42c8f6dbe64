"""What the work is and what it asks: title, role, duties, requirements, success."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kamquiz.domain.bank.catalogue import SkillId, TraitId
from kamquiz.domain.bank.role import Line
from kamquiz.domain.jobs.choices import EDUCATION, ENGLISH, OTHER_LANGUAGE
from kamquiz.domain.jobs.context import JobContext, option, words_of
from kamquiz.domain.jobs.drafts import NOTHING, SENTENCE
from kamquiz.domain.jobs.options import duty_lines, requirement_lines, success_lines
from kamquiz.domain.text import Text, same


def title(job: JobContext) -> Text:
    """Return what the post is called."""
    form = option(job.words.titles, job.choices.title)
    named = job.seniority.title
    return form.text.filled(title=named, english=same(named.en)) if form else named


def role(job: JobContext) -> Iterator[Line]:
    """Yield the role in two sentences, and then its customers in figures."""
    yield from _summary(job)
    yield from _facts(job)


def duties(job: JobContext) -> Iterator[Line]:
    """Yield what there is to do."""
    return _picked(duty_lines(job.catalogue), job.choices.duties)


def wanted(job: JobContext, ids: Sequence[str]) -> Iterator[Line]:
    """Yield a line for each requirement, trait, skill, language and degree in *ids*."""
    lines = {one.id: one for one in requirement_lines(job.catalogue)}
    for one in ids:
        line = lines.get(one) or _named(job, one)
        if line:
            yield line


def success(job: JobContext) -> Iterator[Line]:
    """Yield what shows in the first year that it went well."""
    return _picked(success_lines(job.catalogue), job.choices.success)


def _summary(job: JobContext) -> Iterator[Line]:
    where = job.industry.where if job.industry else NOTHING
    spaced = Text(pl=where.pl and f" {where.pl}", en=where.en and f" {where.en}")
    for place, one in enumerate(job.pattern.summary, start=1):
        yield Line(id=f"summary-{place}", text=one.filled(where=spaced), kind=SENTENCE)


def _facts(job: JobContext) -> Iterator[Line]:
    choices, say, missing = job.choices, job.words.sentences, job.words.missing
    if job.industry and not any(one.slots for one in job.pattern.summary):
        yield Line(id="industry", text=say.industry.filled(industry=job.industry.name))
    yield from job.said(
        "accounts",
        say.accounts.filled(
            count=job.counted("accounts", choices.accounts, missing.accounts),
            size=words_of(job.words.sizes, choices.size) or missing.size,
        ),
        known=choices.accounts is not None or choices.size is not None,
    )
    shares = (choices.hunting, choices.growing, choices.renewing)
    if None in shares:
        yield from job.said("split", missing.split, known=False)
    else:
        hunting, growing, renewing = map(str, shares)
        split = say.split.filled(hunting=hunting, growing=growing, renewing=renewing)
        yield Line(id="split", text=split)
    if choices.contract_years is not None:
        years = job.words.counts.years.counting(choices.contract_years)
        yield Line(id="years", text=say.years.filled(years=years))
    decision = words_of(job.words.decisions, choices.decision)
    yield from job.said(
        "decision",
        say.decision.filled(people=decision or missing.decision),
        known=decision is not None,
    )
    team = job.counted("people", choices.team, missing.team)
    yield from job.said(
        "team",
        say.solo if choices.team == 0 else say.team.filled(people=team),
        known=choices.team is not None,
    )
    yield Line(id="reports-to", text=say.reports_to.filled(whom=job.reports_to))


def _named(job: JobContext, wanted: str) -> Line | None:
    if wanted == EDUCATION:
        education = words_of(job.words.educations, job.choices.education)
        return Line(id=EDUCATION, text=education) if education else None
    skill = job.catalogue.skill_by_id.get(SkillId(wanted))
    if skill and wanted in {ENGLISH, OTHER_LANGUAGE}:
        return Line(id=wanted, text=_language(job, wanted, skill.name), serves=(wanted,))
    trait = job.catalogue.trait_by_id.get(TraitId(wanted))
    found = skill or trait
    return Line(id=wanted, text=found.job_line, serves=(wanted,)) if found else None


def _language(job: JobContext, wanted: str, name: Text) -> Text:
    choices = job.choices
    if wanted == OTHER_LANGUAGE:
        spoken = words_of(job.words.languages, choices.other_language)
        name, level = spoken or job.words.missing.other_language, choices.other_level
    else:
        level = choices.english_level
    return job.words.sentences.language.filled(name=name, level=level or job.words.missing.level)


def _picked(lines: Sequence[Line], ids: Sequence[str]) -> Iterator[Line]:
    known = {one.id: one for one in lines}
    return (replace(known[one], kind="") for one in ids if one in known)
