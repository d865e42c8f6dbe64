"""Reading the words job descriptions are made of."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from kamquiz.content.tables import Table
from kamquiz.content.traits import read_texts
from kamquiz.domain.bank.job_phrases import (
    Contract,
    Counts,
    Demand,
    Headings,
    JobWords,
    Missing,
    Option,
    Sentences,
    WorkMode,
)
from kamquiz.domain.text import Counted, Text

Texts = TypeVar("Texts", Headings, Sentences, Missing)

MONTHS = 12

LEVELS = 5

#: The words of JSON-LD for a kind of employment.
EMPLOYMENT_TYPES = frozenset(
    {"FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM"}
    | {"OTHER", ""}
)

#: The gaps of each text that has some; no other is filled.
SLOTS: Mapping[str, frozenset[str]] = {
    name: frozenset(slots.split())
    for name, slots in {
        "sentences industry": "industry",
        "sentences reports_to": "whom",
        "sentences accounts": "count size",
        "sentences split": "hunting growing renewing",
        "sentences years": "years",
        "sentences decision": "people",
        "sentences team": "people",
        "sentences base": "range currency gross period contract",
        "sentences bonus": "percent paid basis",
        "sentences benefits": "benefits",
        "sentences language": "name level",
        "sentences contract": "contract",
        "sentences place": "place mode",
        "sentences travel": "percent",
        "sentences flexibility": "ways",
        "sentences course": "meetings steps",
        "sentences answer": "days",
        "sentences contact": "employer contact",
        "sentences apply_by": "date",
        "missing words": "other",
        "title text": "title english",
        "mode text": "days",
        "contract full_time": "hours",
        "contract part_time": "hours",
        "privacy text": "employer contact basis months",
        "summary": "where",
    }.items()
}


def read_job_words(table: Table) -> JobWords:
    """Return the words of job descriptions in *table*."""
    found = JobWords(
        demand=_demand(table),
        headings=_texts(table, "headings", Headings),
        sentences=_texts(table, "sentences", Sentences),
        missing=_texts(table, "missing", Missing),
        counts=_counts(table),
        months=_months(table),
        titles=tuple(_options(table, "titles", "title")),
        sizes=tuple(_options(table, "sizes", "size")),
        decisions=tuple(_options(table, "decisions", "decision")),
        languages=tuple(_options(table, "languages", "language")),
        educations=tuple(_options(table, "educations", "education")),
        contracts=tuple(_contracts(table)),
        modes=tuple(_modes(table)),
        periods=tuple(_options(table, "periods", "period")),
        bonus_bases=tuple(_options(table, "bonus_bases", "basis")),
        bonus_periods=tuple(_options(table, "bonus_periods", "period")),
        benefits=tuple(_options(table, "benefits", "benefit")),
        flexibilities=tuple(_options(table, "flexibilities", "flexibility")),
        steps=tuple(_options(table, "steps", "step")),
        privacies=tuple(_options(table, "privacies", "privacy")),
    )
    table.finish()
    return found


def check_slots(table: Table, text: Text, allowed: str, name: str = "") -> Text:
    """Return *text*; note every gap in it that the program would not fill."""
    for slot in sorted(text.slots - SLOTS.get(allowed, frozenset())):
        table.fault(f"{name} has a gap {{{slot}}} that nothing fills".strip())
    return text


def _demand(table: Table) -> Demand:
    inner = table.table("demand")
    found = Demand(trait=inner.number("trait"), skill=inner.whole("skill", least=1, most=LEVELS))
    inner.finish()
    return found


def _texts(table: Table, key: str, kind: type[Texts]) -> Texts:
    inner = table.table(key)
    texts = {
        one.name: check_slots(inner, inner.text(one.name), f"{key} {one.name}", one.name)
        for one in fields(kind)
    }
    inner.finish()
    return kind(**texts)


def _counts(table: Table) -> Counts:
    inner = table.table("counts")
    nouns = {}
    for one in fields(Counts):
        noun = inner.table(one.name)
        nouns[one.name] = Counted(
            one=noun.text("one"), few=noun.text("few"), many=noun.text("many")
        )
        noun.finish()
    inner.finish()
    return Counts(**nouns)


def _months(table: Table) -> tuple[Text, ...]:
    months = read_texts(table, "months", "month")
    if len(months) != MONTHS:
        table.fault(f"needs {MONTHS} [[months]], has {len(months)}")
    return months


def _options(table: Table, key: str, noun: str) -> Iterator[Option]:
    for one in _listed(table, key, noun):
        yield Option(**_option(one, noun))
        one.finish()


def _contracts(table: Table) -> Iterator[Contract]:
    for one in _listed(table, "contracts", "contract"):
        yield Contract(
            **_option(one, "contract"),
            gross=check_slots(one, one.text("gross"), "", "gross"),
            full_time=check_slots(one, one.text("full_time"), "contract full_time", "full_time"),
            part_time=check_slots(one, one.text("part_time"), "contract part_time", "part_time"),
            basis=check_slots(one, one.text("basis"), "", "basis"),
            employment_type=_employment_type(one),
        )
        one.finish()


def _employment_type(table: Table) -> str:
    found = table.string("employment_type", default="")
    if found not in EMPLOYMENT_TYPES:
        table.fault(f"has an employment_type {found!r} that JSON-LD does not know")
    return found


def _modes(table: Table) -> Iterator[WorkMode]:
    for one in _listed(table, "modes", "mode"):
        yield WorkMode(**_option(one, "mode"), remote=one.flag("remote"))
        one.finish()


def _option(table: Table, noun: str) -> dict[str, Any]:
    return {
        "id": table.string("id"),
        "name": table.text("name"),
        "text": check_slots(table, table.text("text"), f"{noun} text", "text"),
    }


def _listed(table: Table, key: str, noun: str) -> Iterator[Table]:
    """Yield the tables under *key*; an id may stand there once, and one there must be."""
    seen: set[Any] = set()
    for one in table.tables(key, noun):
        if one.peek("id") in seen:
            one.fault("is there twice")
        seen.add(one.peek("id"))
        yield one
    if not seen:
        table.fault(f"needs [[{key}]] tables")
