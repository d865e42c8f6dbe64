"""What HR types for a job description, taken from a form, a command or a file and cleaned."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from kamquiz.domain.jobs.describe import JobDetails
from kamquiz.domain.jobs.drafts import OWN
from kamquiz.domain.jobs.fields import ChoiceFault, Problem
from kamquiz.domain.text import Language, Text

#: The notice on personal data is the longest line, and has half of this.
MAX_LETTERS = 1000

#: More lines of one's own in a section than this nobody reads.
MAX_LINES = 10

PLAIN_KEYS = ("employer", "contact", "apply-by")

#: What is said in each language by itself: place-pl, place-en …
TEXT_KEYS = ("place", "reports-to")

#: Before the key of a finding: why it does not count here.
REASON = "reason-"

OWN_KEYS = tuple(f"own-{section.value}" for section in OWN)

#: Every key under which something is typed.
DETAIL_KEYS = (
    *PLAIN_KEYS,
    *(f"{key}-{language.value}" for key in (*TEXT_KEYS, *OWN_KEYS) for language in Language),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDetails:
    """The details that were read, and what was wrong: there nothing stands."""

    details: JobDetails
    faults: tuple[ChoiceFault, ...]


def read_details(
    values: Mapping[str, str],
    edits: Mapping[str, Text] | None = None,
    reasons: Mapping[str, str] | None = None,
    out: Iterable[str] = (),
) -> ReadDetails:
    """Return the details in *values*; keys it does not know are left to others."""
    reader = _Reader(values)
    details = JobDetails(
        employer=reader.line("employer"),
        contact=reader.line("contact"),
        place=reader.text("place"),
        reports_to=reader.text("reports-to"),
        apply_by=reader.day("apply-by"),
        own={section: lines for section in OWN if (lines := reader.lines(f"own-{section.value}"))},
        edits=edits or {},
        out=tuple(dict.fromkeys(out)),
        reasons=reasons or {},
    )
    for key, reason in details.reasons.items():
        reader.faults += line_faults(f"{REASON}{key}", [reason])
    return ReadDetails(details=details, faults=tuple(reader.faults))


def detail_values(details: JobDetails) -> dict[str, str]:
    """Return *details* as they stand in a form; edits have fields of their own."""
    values = {
        "employer": details.employer,
        "contact": details.contact,
        "apply-by": details.apply_by.isoformat() if details.apply_by else "",
    }
    for key, text in (("place", details.place), ("reports-to", details.reports_to)):
        values |= {f"{key}-{language.value}": text.to(language) for language in Language}
    for section in OWN:
        lines = details.own.get(section, ())
        values |= {
            f"own-{section.value}-{language.value}": "\n".join(one.to(language) for one in lines)
            for language in Language
        }
    return values


def clean(words: str) -> str:
    """Return *words* on one line, without what cannot be printed."""
    return "".join(one for one in " ".join(words.split()) if one.isprintable())


def line_faults(key: str, lines: Iterable[str]) -> Iterator[ChoiceFault]:
    """Yield a fault for each of *lines* that is too long for one."""
    for one in lines:
        if len(one) > MAX_LETTERS:
            yield ChoiceFault(
                key=key, problem=Problem.TOO_LONG, value=one[:MAX_LETTERS], most=MAX_LETTERS
            )


class _Reader:
    """Reads each detail and notes what is wrong with it."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.faults: list[ChoiceFault] = []

    def line(self, key: str) -> str:
        found = clean(self.values.get(key, ""))
        self.faults += line_faults(key, [found])
        return found

    def text(self, key: str) -> Text:
        return Text(pl=self.line(f"{key}-pl"), en=self.line(f"{key}-en"))

    def day(self, key: str) -> date | None:
        written = clean(self.values.get(key, ""))
        if not written:
            return None
        try:
            return date.fromisoformat(written)
        except ValueError:
            self.faults.append(ChoiceFault(key=key, problem=Problem.NO_DATE, value=written[:40]))
            return None

    def lines(self, key: str) -> tuple[Text, ...]:
        """Return the lines under *key*; those of both languages go together by their place."""
        columns = {one: self.column(f"{key}-{one.value}") for one in Language}
        pairs = zip_longest(columns[Language.PL], columns[Language.EN], fillvalue="")
        return tuple(Text(pl=polish, en=english) for polish, english in pairs if polish or english)

    def column(self, key: str) -> list[str]:
        lines = [clean(one) for one in self.values.get(key, "").splitlines()]
        while lines and not lines[-1]:
            lines.pop()
        self.faults += line_faults(key, lines)
        if len(lines) > MAX_LINES:
            self.faults.append(ChoiceFault(key=key, problem=Problem.TOO_MANY, most=MAX_LINES))
        return lines
