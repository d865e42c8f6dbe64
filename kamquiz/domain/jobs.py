"""From a few choices to a job description."""

from dataclasses import dataclass
from typing import TypeVar

from kamquiz.domain.attempts import Aim
from kamquiz.domain.catalogue import Catalogue
from kamquiz.domain.roles import Industry, Line, Seniority
from kamquiz.domain.words import Text

CLASSIC = "classic"
DEFAULT_SENIORITY = "kam"

Choice = TypeVar("Choice")


class UnknownChoiceError(ValueError):
    """A job description was asked for with a choice the bank does not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobDescription:
    """An example job description for one seniority and, perhaps, one industry."""

    title: Text
    seniority: Seniority
    industry: Industry | None
    reports_to: Text
    summary: tuple[Text, ...]
    duties: tuple[Line, ...]
    requirements: tuple[Line, ...]
    offer: tuple[Line, ...]


def describe_job(
    catalogue: Catalogue,
    *,
    pattern: str = CLASSIC,
    seniority: str | None = None,
    industry: str | None = None,
) -> JobDescription:
    """Return the job description for these choices; the pattern comes first, then the industry.

    Raises UnknownChoiceError, naming choice and value, for one the bank does not have.
    """
    chosen = _known(catalogue.find_pattern(pattern), "pattern", pattern)
    step = _known(catalogue.find_seniority(seniority or DEFAULT_SENIORITY), "seniority", seniority)
    field = _known(catalogue.find_industry(industry), "industry", industry) if industry else None
    experience = Line(id=f"{step.id}-experience", text=step.experience, serves=())
    return JobDescription(
        title=step.title,
        seniority=step,
        industry=field,
        reports_to=chosen.reports_to,
        summary=chosen.summary,
        duties=chosen.duties + (field.duties if field else ()),
        requirements=(experience, *chosen.requirements, *(field.requirements if field else ())),
        offer=chosen.offer,
    )


def job_for(aim: Aim, catalogue: Catalogue) -> JobDescription:
    """Return the example job description for what a reader aims at."""
    return describe_job(catalogue, seniority=aim.seniority, industry=aim.industry)


def _known(found: Choice | None, choice: str, value: str | None) -> Choice:
    if found is None:
        raise UnknownChoiceError(f"there is no {choice} {value!r}")
    return found
