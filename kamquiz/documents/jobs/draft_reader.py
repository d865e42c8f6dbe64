"""The parts of a draft in JSON, each read with everything that is wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kamquiz.documents.formats.json import truncate
from kamquiz.documents.jobs.faults import message, translate
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.role import Line
from kamquiz.domain.jobs.choices import JobChoices
from kamquiz.domain.jobs.describe import JobDetails, JobDraft, SectionId, describe
from kamquiz.domain.jobs.details import MAX_LETTERS, clean, detail_values, read_details
from kamquiz.domain.jobs.drafts import NOTHING, OWN
from kamquiz.domain.jobs.fields import WAYS, ChoiceFault, Several, Tick, Whole
from kamquiz.domain.jobs.lines import LINE_KEY, TITLE, current_keys, line_key
from kamquiz.domain.jobs.links import read_choices
from kamquiz.domain.jobs.options import duty_lines, success_lines, wanted_ids
from kamquiz.domain.text import Text

#: The sections whose lines stand in the file one by one.
LISTED = (SectionId.DUTIES, SectionId.MUST, SectionId.NICE, SectionId.SUCCESS)


def _(message: str) -> str:
    """Mark *message* for the translator; it is translated when it is said."""
    return message


class JobFileError(ValueError):
    """The file holds no draft that can be opened; *faults* says why, in both languages."""

    def __init__(self, faults: tuple[Text, ...]) -> None:
        """Keep the faults."""
        self.faults = faults
        super().__init__("\n".join(one.en for one in faults))


def draft_from(values: Mapping[str, Any], catalogue: Catalogue) -> JobDraft:
    """Return the draft in *values*; raises JobFileError with every fault of every part."""
    return _Reader(values, catalogue).draft()


class _Reader:
    """Reads each part of a draft and notes what is wrong with it."""

    def __init__(self, values: Mapping[str, Any], catalogue: Catalogue) -> None:
        self.values = values
        self.catalogue = catalogue
        self.faults: list[Text] = []

    def draft(self) -> JobDraft:
        choices = self.choices()
        details = self.details()
        lines = self.all_lines()
        if self.faults:
            raise JobFileError(tuple(self.faults))
        if lines is None:
            return JobDraft(choices=choices, details=details)
        return self.with_lines(JobDraft(choices=choices, details=details), lines)

    def choices(self) -> JobChoices:
        table = self.table("choices", self.values.get("choices", {}))
        values = {}
        for key, way in WAYS.items():
            if key not in table:
                continue
            value = table[key]
            if _fits(value, way):
                values[key] = way.write(value)
            else:
                self.wrong_type(f"choices: {key}")
        read = read_choices(values, self.catalogue)
        self.refuse("choices", read.faults)
        return read.choices

    def details(self) -> JobDetails:
        table = self.table("details", self.values.get("details", {}))
        own = self.table("details: own", table.get("own", {}))
        typed = JobDetails(
            employer=self.string("details: employer", table.get("employer", "")),
            contact=self.string("details: contact", table.get("contact", "")),
            place=self.text("details: place", table.get("place", {})),
            reports_to=self.text("details: reports_to", table.get("reports_to", {})),
            own={
                section: tuple(
                    self.text(f"details: own: {section.value}", one)
                    for one in self.sequence(f"details: own: {section.value}", own[section.value])
                )
                for section in OWN
                if section.value in own
            },
        )
        values = detail_values(typed)
        values["apply-by"] = self.string("details: apply_by", table.get("apply_by") or "")
        read = read_details(
            values,
            self.edits(table.get("edits", {})),
            self.reasons(table.get("reasons", {})),
            self.out(table.get("out", [])),
        )
        self.refuse("details", read.faults)
        return read.details

    def edits(self, values: object) -> dict[str, Text]:
        where = "details: edits"
        return {
            current: self.text(where, words)
            for key, words in self.table(where, values).items()
            for current in current_keys(key, self.catalogue)
        }

    def out(self, values: object) -> list[str]:
        where = "details: out"
        keys = [self.string(where, key) for key in self.sequence(where, values)]
        return [key for key in keys if key != TITLE and LINE_KEY.fullmatch(key)]

    def reasons(self, values: object) -> dict[str, str]:
        where = "details: reasons"
        table = self.table(where, values)
        return {key: clean(self.string(where, one)) for key, one in table.items()}

    def all_lines(self) -> dict[SectionId, tuple[Line, ...]] | None:
        if "lines" not in self.values:
            return None
        table = self.table("lines", self.values["lines"])
        return {
            section: tuple(self.lines(section, table.get(section.value, []))) for section in LISTED
        }

    def lines(self, section: SectionId, values: object) -> list[Line]:
        where = f"lines: {section.value}"
        found = []
        for one in self.sequence(where, values):
            table = self.table(where, one)
            line = Line(id=self.string(where, table.get("id")), text=self.text(where, table))
            emptied = line.text == NOTHING and ("pl" in table or "en" in table)
            if not emptied:
                found.append(line)
        return found

    def with_lines(self, draft: JobDraft, lines: Mapping[SectionId, Sequence[Line]]) -> JobDraft:
        """Return *draft* with the lines of the file instead of its own."""
        known = {
            SectionId.DUTIES: {one.id for one in duty_lines(self.catalogue)},
            SectionId.MUST: set(wanted_ids(self.catalogue)),
            SectionId.NICE: set(wanted_ids(self.catalogue)),
            SectionId.SUCCESS: {one.id for one in success_lines(self.catalogue)},
        }
        picked: dict[str, Any] = {
            section.value: tuple(one.id for one in lines[section] if one.id in known[section])
            for section in LISTED
        }
        strangers = {
            section: tuple(
                one.text
                for one in lines[section]
                if one.id not in known[section] and not one.id.startswith("own-")
            )
            for section in LISTED
        }
        own = dict(draft.details.own)
        for section, texts in strangers.items():
            if texts:
                own[section] = own.get(section, ()) + texts
        choices = replace(draft.choices, **picked)
        details = replace(draft.details, own=own)
        return JobDraft(choices=choices, details=self.edited(choices, details, lines))

    def edited(
        self,
        choices: JobChoices,
        details: JobDetails,
        lines: Mapping[SectionId, Sequence[Line]],
    ) -> JobDetails:
        """Return *details* in which each line of the file has the words it has there."""
        listed = {
            line_key(section, line.id): line.text for section in LISTED for line in lines[section]
        }
        plain = replace(
            details,
            edits={key: words for key, words in details.edits.items() if key not in listed},
        )
        described = describe(choices, plain, self.catalogue)
        differing = {}
        for section in LISTED:
            for line in described.lines(section):
                key = line_key(section, line.id)
                words = listed.get(key, line.text)
                other = Text(
                    pl=words.pl if words.pl != line.text.pl else "",
                    en=words.en if words.en != line.text.en else "",
                )
                if other != NOTHING and not line.id.startswith("own-"):
                    differing[key] = other
        kept = {
            key: differing.get(key, words)
            for key, words in details.edits.items()
            if key in differing or key not in listed
        }
        return replace(details, edits=kept | differing)

    def table(self, where: str, values: object) -> Mapping[str, Any]:
        if isinstance(values, dict):
            return values
        self.wrong_type(where)
        return {}

    def sequence(self, where: str, values: object) -> Sequence[object]:
        if isinstance(values, list):
            return values
        self.wrong_type(where)
        return []

    def string(self, where: str, value: object) -> str:
        if isinstance(value, str):
            return value
        self.wrong_type(where)
        return ""

    def text(self, where: str, values: object) -> Text:
        table = self.table(where, values)
        words = [clean(self.string(where, table.get(one, ""))) for one in ("pl", "en")]
        if any(len(one) > MAX_LETTERS for one in words):
            message = _("%(where)s: a line may have %(most)s characters at most")
            self.faults.append(translate(message, where=where, most=MAX_LETTERS))
        return Text(pl=words[0], en=words[1])

    def refuse(self, part: str, faults: Sequence[ChoiceFault]) -> None:
        for fault in faults:
            where, reason = f"{part}: {fault.key}", message(fault)
            self.faults.append(Text(pl=f"{where}: {reason.pl}", en=f"{where}: {reason.en}"))

    def wrong_type(self, where: str) -> None:
        fault = translate(_("%(where)s: the value is of the wrong kind"), where=truncate(where))
        if fault not in self.faults:
            self.faults.append(fault)


def _fits(value: object, way: object) -> bool:
    if isinstance(way, Tick):
        return isinstance(value, bool)
    if isinstance(way, Several):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if isinstance(way, Whole):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return value is None or whole
    return value is None or isinstance(value, str)
