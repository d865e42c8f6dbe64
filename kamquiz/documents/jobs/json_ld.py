"""A job description as JSON-LD, for the page on which the employer posts it.

The rules are those for a JobPosting of schema.org as search engines read it: a title
that names the job only, a description in HTML, a place unless the work is fully remote,
and the employer's own base pay. It is written for the employer's page, never into ours.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from kamquiz.domain.jobs.choices import FULL_TIME_HOURS
from kamquiz.domain.jobs.conditions import BASE_PAY
from kamquiz.domain.jobs.describe import JobDescription, SectionId
from kamquiz.domain.text import Language

#: The forms, the laws and the remote work of these descriptions are Polish.
COUNTRY = "PL"

#: Pay here is told to search engines in this currency alone.
CURRENCY = "PLN"

#: Sales account manager, alias key account manager, in the common vocabularies.
ESCO = "http://data.europa.eu/esco/occupation/2eac08c2-a81a-46fc-8d75-eb0e0f3e0f6d"
ONET = "41-4012.00"

#: What would end the script element it stands in, or begin a comment there.
ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


def posting(job: JobDescription, language: Language, *, posted: date) -> dict[str, Any]:
    """Return *job* in one language as a JobPosting that was *posted* on a day."""
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": job.title.to(language),
        "description": description_html(job, language),
        "datePosted": posted.isoformat(),
        "hiringOrganization": {"@type": "Organization", "name": job.employer.to(language)},
        **_place(job, language),
        **_deadline(job),
        **_pay(job),
        **_employment(job),
        "inLanguage": language.value,
        "relevantOccupation": {
            "@type": "Occupation",
            "name": "Key Account Manager",
            "sameAs": ESCO,
            "occupationalCategory": {
                "@type": "CategoryCode",
                "codeValue": ONET,
                "inCodeSet": "O*NET-SOC",
            },
        },
    }


def postings_json(job: JobDescription, languages: Sequence[Language], *, posted: date) -> str:
    """Return the posting as JSON, or a list of both; safe inside a script element."""
    found = [posting(job, one, posted=posted) for one in languages]
    text = json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2)
    for letter, instead in ESCAPED.items():
        text = text.replace(letter, instead)
    return text + "\n"


def snippet(job: JobDescription, languages: Sequence[Language], *, posted: date) -> str:
    """Return the element to be put into the employer's own page."""
    inner = postings_json(job, languages, posted=posted)
    return f'<script type="application/ld+json">\n{inner}</script>\n'


def description_html(job: JobDescription, language: Language) -> str:
    """Return the whole description as plain HTML; what was typed is text, never markup."""
    return "".join(_html(job, language))


def _html(job: JobDescription, language: Language) -> Iterator[str]:
    for section in job.sections:
        if section.heading:
            yield f"<h2>{escape(section.heading.to(language))}</h2>"
        for is_sentence, lines in section.groups:
            words = [escape(one.text.to(language)) for one in lines]
            if is_sentence:
                yield f"<p>{' '.join(words)}</p>"
            else:
                yield f"<ul>{''.join(f'<li>{one}</li>' for one in words)}</ul>"


def _says(job: JobDescription, section: SectionId, line_id: str) -> bool:
    """Tell whether that line stands in *job*: what was left out there is not published here."""
    return any(line.id == line_id for line in job.lines(section))


def _deadline(job: JobDescription) -> Mapping[str, Any]:
    day = job.draft.details.apply_by
    if day is None or not _says(job, SectionId.RECRUITING, "apply-by"):
        return {}
    return {"validThrough": day.isoformat()}


def _place(job: JobDescription, language: Language) -> Mapping[str, Any]:
    """Return where the work is; only work that is never in an office has no place."""
    if job.mode and job.mode.remote:
        return {
            "jobLocationType": "TELECOMMUTE",
            "applicantLocationRequirements": {"@type": "Country", "name": COUNTRY},
        }
    place = job.draft.details.place
    town = place.to(language) or place.pl or place.en
    address = {"@type": "PostalAddress", "addressCountry": COUNTRY}
    if town and _says(job, SectionId.TERMS, "place"):
        address["addressLocality"] = town
    return {"jobLocation": {"@type": "Place", "address": address}}


def _pay(job: JobDescription) -> Mapping[str, Any]:
    """Return the range of base pay in PLN; what is said otherwise is for people to read."""
    choices = job.draft.choices
    low, high = choices.pay_min, choices.pay_max
    if low is None or high is None or choices.currency != CURRENCY:
        return {}
    if not any(line.kind == BASE_PAY for line in job.offer):
        return {}
    value = {
        "@type": "QuantitativeValue",
        "minValue": low,
        "maxValue": high,
        "unitText": choices.period.upper(),
    }
    salary = {"@type": "MonetaryAmount", "currency": choices.currency, "value": value}
    return {"baseSalary": salary}


def _employment(job: JobDescription) -> Mapping[str, Any]:
    """Return the kind of employment, where contract and hours say it."""
    hours = job.draft.choices.hours
    if job.contract is None or not _says(job, SectionId.TERMS, "contract"):
        return {}
    if job.contract.employment_type:
        return {"employmentType": job.contract.employment_type}
    if hours is None or not _says(job, SectionId.TERMS, "hours"):
        return {}
    return {"employmentType": "FULL_TIME" if hours >= FULL_TIME_HOURS else "PART_TIME"}
