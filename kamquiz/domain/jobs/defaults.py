"""What the builder shows as picked to begin with, and how that follows a new start."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.role import JobPattern, Need
from kamquiz.domain.jobs.choices import (
    DEFAULT_SENIORITY,
    ENGLISH,
    EXPERIENCE,
    FULL_TIME_HOURS,
    JobChoices,
)
from kamquiz.domain.jobs.options import cefr_levels, ids

#: What a complete posting has to begin with; none of it is a requirement.
_COMPLETE: Mapping[str, Any] = {
    "contract": "employment",
    "hours": FULL_TIME_HOURS,
    "steps": ("reading", "interview", "terms"),
    "adjustments": True,
    "privacy": "notice",
}


def suggested(
    catalogue: Catalogue,
    *,
    pattern: str | None = None,
    seniority: str | None = None,
    industry: str | None = None,
) -> JobChoices:
    """Return what is shown as picked for a start; the pattern follows from the seniority."""
    cut = _pattern_for(catalogue, pattern, seniority)
    step = seniority or (cut.seniority if catalogue.find_seniority(cut.seniority) else None)
    return replace(
        JobChoices(pattern=cut.id, seniority=step or DEFAULT_SENIORITY, industry=industry or None),
        **_suggested_lines(catalogue, cut, step or DEFAULT_SENIORITY, industry),
        **(_COMPLETE if cut.complete else {}),
    )


def follow(posted: JobChoices, before: JobChoices, after: JobChoices) -> JobChoices:
    """Return *posted*, moved from the suggestions *before* to those *after*.

    What was left as suggested follows the new start; what was changed, line by line, stays.
    """
    moved = replace(
        posted,
        **{
            one.name: _followed(
                getattr(posted, one.name), getattr(before, one.name), getattr(after, one.name)
            )
            for one in fields(JobChoices)
        },
    )
    # The new start may require what was picked as welcome, or the other way round.
    picked = [id_ for id_ in posted.nice if id_ not in before.nice]
    must = tuple(id_ for id_ in moved.must if id_ not in picked)
    return replace(moved, must=must, nice=tuple(id_ for id_ in moved.nice if id_ not in must))


def _pattern_for(catalogue: Catalogue, pattern: str | None, seniority: str | None) -> JobPattern:
    """Return the pattern that is named, else a complete one for the seniority, else any."""
    step = seniority or DEFAULT_SENIORITY
    by_choice = [one for one in catalogue.patterns if one.id == pattern]
    complete = [one for one in catalogue.patterns if one.complete]
    fitting = [one for one in complete if one.seniority == step]
    return next(iter([*by_choice, *fitting, *complete, *catalogue.patterns]))


def _suggested_lines(
    catalogue: Catalogue, cut: JobPattern, seniority: str, industry: str | None
) -> dict[str, Any]:
    branch = catalogue.find_industry(industry)
    experience = f"{seniority}-{EXPERIENCE}"
    named = cut.must or (EXPERIENCE, *ids(cut.requirements))
    must = [experience if one == EXPERIENCE else one for one in named]
    nice = list(cut.nice)
    if branch:
        (must if cut.industry is Need.MUST else nice).extend(ids(branch.requirements))
        if cut.complete and ENGLISH in branch.skills and ENGLISH not in must + nice:
            (must if cut.industry is Need.MUST else nice).append(ENGLISH)
    names = cefr_levels(catalogue)
    return {
        "duties": (*ids(cut.duties), *(ids(branch.duties) if branch else ())),
        "must": tuple(must),
        "nice": tuple(nice),
        # What an industry measures is offered; three measures are what a year can hold.
        "success": ids(cut.success),
        # Whoever asks for English finds the level there that fits the rest.
        "english_level": names[_english(catalogue, seniority, industry) - 1] if names else None,
    }


def _english(catalogue: Catalogue, seniority: str, industry: str | None) -> int:
    """Return the level of English that seniority and industry ask for."""
    step, branch = catalogue.find_seniority(seniority), catalogue.find_industry(industry)
    return max(
        step.skills.get(ENGLISH, 1) if step else 1, branch.skills.get(ENGLISH, 1) if branch else 1
    )


def _followed(posted: Any, before: Any, after: Any) -> Any:
    if not isinstance(posted, tuple):
        return after if posted == before else posted
    gone = [one for one in before if one not in posted]
    kept = [one for one in after if one not in gone]
    return (*kept, *(one for one in posted if one not in before and one not in kept))
