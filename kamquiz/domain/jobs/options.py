"""What there is to choose from for a job description."""

from collections.abc import Iterable
from typing import Any

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.role import Line
from kamquiz.domain.jobs.choices import EDUCATION, ENGLISH, EXPERIENCE, Ids


def ids(things: Iterable[Any]) -> Ids:
    """Return the ids of *things*."""
    return tuple(one.id for one in things)


def duty_lines(catalogue: Catalogue) -> tuple[Line, ...]:
    """Return every duty there is to choose from."""
    patterns = [line for one in catalogue.patterns for line in one.duties]
    industries = [line for one in catalogue.industries for line in one.duties]
    return (*patterns, *industries, *catalogue.duties)


def requirement_lines(catalogue: Catalogue) -> tuple[Line, ...]:
    """Return every requirement with words of its own: of patterns, industries, seniorities."""
    patterns = [line for one in catalogue.patterns for line in one.requirements]
    industries = [line for one in catalogue.industries for line in one.requirements]
    experience = [experience_line(one.id, catalogue) for one in catalogue.seniorities]
    return (*experience, *patterns, *industries)


def success_lines(catalogue: Catalogue) -> tuple[Line, ...]:
    """Return every measure of success there is to choose from."""
    patterns = [line for one in catalogue.patterns for line in one.success]
    return (*patterns, *(line for one in catalogue.industries for line in one.success))


def experience_line(seniority: str, catalogue: Catalogue) -> Line:
    """Return the experience that *seniority* asks for, as a line of its own."""
    step = catalogue.find_seniority(seniority)
    if step is None:
        raise LookupError(seniority)
    return Line(id=f"{step.id}-{EXPERIENCE}", text=step.experience)


def wanted_ids(catalogue: Catalogue) -> Ids:
    """Return all that can be a must-have or a nice-to-have."""
    return (
        *ids(requirement_lines(catalogue)),
        *catalogue.trait_by_id,
        *catalogue.skill_by_id,
        EDUCATION,
    )


def cefr_levels(catalogue: Catalogue) -> Ids:
    """Return the levels of a language, lowest first."""
    english = next((one for one in catalogue.skills if one.id == ENGLISH), None)
    return tuple(level.cefr for level in english.levels if level.cefr) if english else ()
