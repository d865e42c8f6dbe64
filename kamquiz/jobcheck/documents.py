"""Rules for what goes with an ad: the interview guide and the JSON-LD snippet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from kamquiz.domain.bank.ad_rules import Finding, Law
from kamquiz.domain.text import Language
from kamquiz.jobcheck.marks import compose

EMPLOYMENT_TYPES = (
    *("FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM"),
    "OTHER",
)
UNITS = ("HOUR", "DAY", "WEEK", "MONTH", "YEAR")

#: What goes into the advice, by case: names of fields are no words of a language.
ALLOWED = {
    "location": "jobLocationType TELECOMMUTE, applicantLocationRequirements",
    "pay": "MonetaryAmount, currency PLN, value QuantitativeValue (minValue, "
    f"maxValue, unitText {' | '.join(UNITS)})",
    "employment-type": ", ".join(EMPLOYMENT_TYPES),
}
REQUIRED = ("@context", "@type", "title", "description", "datePosted")

#: What a title may not hold besides the job: money, codes, a firm's legal form.
NOT_A_TITLE = re.compile(
    r"\d{3,}|\bPLN\b|zł\b|€|\b(?:sp\. z o\.o\.|S\.A\.|Ltd|Inc|GmbH)|\bref\b|[#!]", re.IGNORECASE
)
#: A name nobody has put in yet.
UNFILLED = re.compile(r"\s*\[.*\]\s*$", re.DOTALL)

HYBRID = re.compile(r"hybryd|hybrid", re.IGNORECASE)
CLOSING = re.compile(r"</script", re.IGNORECASE)


def check_coverage(
    unasked: Sequence[str], testing_nothing: Sequence[str], law: Law, *, language: Language
) -> tuple[Finding, ...]:
    """Return a finding for each must-have nobody asks about and each question that tests none.

    Their texts, in *language*, are the quotes; they stand in no ad, so places are 0.
    """
    return tuple(
        compose(*law.case(name), language, quote=text, filled={}, written=language)
        for name, texts in (
            ("coverage/unasked", unasked),
            ("coverage/tests-nothing", testing_nothing),
        )
        for text in texts
    )


def check_jsonld(
    posting: Mapping[str, Any], law: Law, *, language: Language
) -> tuple[Finding, ...]:
    """Return what is wrong with *posting*, a JobPosting decoded from JSON.

    The quote is the value in question, if there is one; places are 0. The text that
    goes into a page must have its "</script" escaped: whoever writes it does that, and
    this looks at values only.
    """
    return tuple(
        compose(
            *law.case(f"jsonld/{case}"),
            language,
            quote=quote,
            filled={"field": field, "words": ALLOWED.get(case, "")},
            written=_language_of(posting),
        )
        for case, field, quote in _faults(posting)
    )


Fault = tuple[str, str, str]


def _language_of(posting: Mapping[str, Any]) -> Language | None:
    said = posting.get("inLanguage")
    return Language(said) if said in [one.value for one in Language] else None


def _faults(posting: Mapping[str, Any]) -> Iterator[Fault]:
    for field in REQUIRED:
        if not posting.get(field):
            yield "missing", field, ""
    organisation = posting.get("hiringOrganization")
    name = organisation.get("name") if isinstance(organisation, Mapping) else None
    if not name or UNFILLED.match(str(name)):
        yield "missing", "hiringOrganization.name", ""
    yield from _words(posting)
    yield from _place(posting)
    yield from _dates(posting)
    if posting.get("baseSalary") is not None:
        yield from _pay(posting["baseSalary"])
    yield from _types(posting.get("employmentType"))


def _words(posting: Mapping[str, Any]) -> Iterator[Fault]:
    title, description = str(posting.get("title", "")), str(posting.get("description", ""))
    organisation = posting.get("hiringOrganization")
    firm = str(organisation.get("name", "")) if isinstance(organisation, Mapping) else ""
    if NOT_A_TITLE.search(title) or (firm and firm.lower() in title.lower()):
        yield "title", "title", title
    if title and _bare(description) == _bare(title):
        yield "description", "description", description
    if CLOSING.search(title + description + firm):
        yield "script", "description", "</script"


def _bare(html: str) -> str:
    return re.sub(r"<[^<>]*>|\s", "", html).lower()


def _place(posting: Mapping[str, Any]) -> Iterator[Fault]:
    remote = posting.get("jobLocationType")
    located = _has_country(posting.get("jobLocation"))
    if remote == "TELECOMMUTE":
        hybrid = HYBRID.search(str(posting.get("description", "")) + str(posting.get("title", "")))
        if hybrid or not posting.get("applicantLocationRequirements"):
            yield "remote", "applicantLocationRequirements", ""
    elif not located:
        yield "location", "jobLocation.address.addressCountry", ""


def _has_country(location: object) -> bool:
    if isinstance(location, list):
        return bool(location) and all(_has_country(one) for one in location)
    address = location.get("address") if isinstance(location, Mapping) else None
    return isinstance(address, Mapping) and bool(address.get("addressCountry"))


def _dates(posting: Mapping[str, Any]) -> Iterator[Fault]:
    for field in ("datePosted", "validThrough"):
        value = posting.get(field)
        if value and not _is_date(value):
            yield "date", field, str(value)


def _is_date(value: object) -> bool:
    for read in (date.fromisoformat, datetime.fromisoformat):
        with suppress(ValueError, TypeError):
            read(value)  # type: ignore[arg-type]  # whatever JSON held: it is refused if no text
            return True
    return False


def _pay(pay: object) -> Iterator[Fault]:
    if not isinstance(pay, Mapping) or pay.get("@type") != "MonetaryAmount":
        yield "pay", "@type MonetaryAmount", ""
        return
    if pay.get("currency") != "PLN":
        yield "pay", "currency", ""
    value = pay.get("value")
    if not isinstance(value, Mapping) or value.get("@type") != "QuantitativeValue":
        yield "pay", "value", ""
        return
    low, high = value.get("minValue"), value.get("maxValue")
    if not (_is_number(low) and _is_number(high) and 0 < low <= high):  # type: ignore[operator]  # numbers by then
        yield "pay", "minValue, maxValue", ""
    if value.get("unitText") not in UNITS:
        yield "pay", "unitText", ""


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _types(kinds: object) -> Iterator[Fault]:
    for kind in kinds if isinstance(kinds, list) else [kinds] if kinds is not None else []:
        if kind not in EMPLOYMENT_TYPES:
            yield "employment-type", "employmentType", str(kind)
