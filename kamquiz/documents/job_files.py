"""A draft of a job description as JSON: written so that it reads back exactly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kamquiz.documents.banks import text_json
from kamquiz.documents.job_faults import said, told
from kamquiz.documents.json_files import NotJsonError, decode, shown
from kamquiz.domain.catalogue import Catalogue
from kamquiz.domain.job_choices import JobChoices
from kamquiz.domain.job_details import LETTERS_AT_MOST, clean, detail_values, read_details
from kamquiz.domain.job_drafts import NOTHING, OWN
from kamquiz.domain.job_keys import WAYS, ChoiceFault, Several, Tick, Whole, field_of
from kamquiz.domain.job_links import read_choices
from kamquiz.domain.job_pool import duty_lines, success_lines, wanted_ids
from kamquiz.domain.jobs import JobDescription, JobDetails, JobDraft, SectionId, describe
from kamquiz.domain.roles import Line
from kamquiz.domain.words import Text

FORMAT = "kamquiz-job"
VERSION = 1

#: What the pages take as well; a draft with every line rewritten has a third of it.
BYTES_AT_MOST = 64 * 1024

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


def write_job(description: JobDescription) -> dict[str, Any]:
    """Return *description* in the form of the contract."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "bank": description.bank,
        "choices": _choices(description.draft.choices),
        "details": _details(description.draft.details),
        "lines": {one.value: [_line(line) for line in description.lines(one)] for one in LISTED},
        "levels": {
            "traits": {one: round(level, 6) for one, level in description.traits.items()},
            "skills": dict(description.skills),
        },
    }


def read_job(text: str | bytes, catalogue: Catalogue) -> JobDraft:
    """Return the draft in the JSON *text*; raises JobFileError with every fault.

    The lines in the file are what counts: one with other words than the bank has is an
    edit, and one the bank no longer knows is kept as somebody's own.
    """
    size = len(text.encode() if isinstance(text, str) else text)
    if size > BYTES_AT_MOST:
        raise JobFileError((said(_("the file is larger than %(most)s kB"), most=64),))
    try:
        values = decode(text)
    except NotJsonError as error:
        raise JobFileError((_no_json(error),)) from error
    _require_format(values)
    return _Reader(values, catalogue).draft()  # type: ignore[arg-type]  # an object by now


def _no_json(error: NotJsonError) -> Text:
    if error.line is None:
        return said(_("the file is not valid JSON"))
    return said(_("the file is not valid JSON; look at line %(line)s"), line=error.line)


def _require_format(values: object) -> None:
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise JobFileError((said(_("the file is no draft of a job description from here")),))
    version = values.get("version")
    if version != VERSION or isinstance(version, bool):
        message = _("the draft has version %(version)s; this program reads version %(known)s")
        named = shown(str(version))
        raise JobFileError((said(message, version=named, known=VERSION),))


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
        for fault in read.faults:
            reason = told(fault)
            self.faults.append(
                Text(
                    pl=f"choices: {fault.key}: {reason.pl}", en=f"choices: {fault.key}: {reason.en}"
                )
            )
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
        read = read_details(values, self.edits(table.get("edits", {})))
        for fault in read.faults:
            reason = told(fault)
            self.faults.append(
                Text(
                    pl=f"details: {fault.key}: {reason.pl}", en=f"details: {fault.key}: {reason.en}"
                )
            )
        return read.details

    def edits(self, values: object) -> dict[str, Text]:
        return {
            key: self.text("details: edits", one)
            for key, one in self.table("details: edits", values).items()
        }

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
            id_ = self.string(where, table.get("id"))
            found.append(Line(id=id_, text=self.text(where, table)))
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
        listed = {one.id: one.text for section in LISTED for one in lines[section]}
        plain = replace(
            details, edits={id_: one for id_, one in details.edits.items() if id_ not in listed}
        )
        described = describe(choices, plain, self.catalogue)
        differing = {}
        for section in LISTED:
            for line in described.lines(section):
                words = listed.get(line.id, line.text)
                other = Text(
                    pl=words.pl if words.pl != line.text.pl else "",
                    en=words.en if words.en != line.text.en else "",
                )
                if other != NOTHING and not line.id.startswith("own-"):
                    differing[line.id] = other
        kept = {
            id_: differing.get(id_, words)
            for id_, words in details.edits.items()
            if id_ in differing or id_ not in listed
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
        if any(len(one) > LETTERS_AT_MOST for one in words):
            message = _("%(where)s: a line may have %(most)s characters at most")
            self.faults.append(said(message, where=where, most=LETTERS_AT_MOST))
        return Text(pl=words[0], en=words[1])

    def refuse(self, part: str, faults: Sequence[ChoiceFault]) -> None:
        for fault in faults:
            where, reason = f"{part}: {fault.key}", told(fault)
            self.faults.append(Text(pl=f"{where}: {reason.pl}", en=f"{where}: {reason.en}"))

    def wrong_type(self, where: str) -> None:
        fault = said(_("%(where)s: the value is of the wrong kind"), where=shown(where))
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


def _choices(choices: JobChoices) -> dict[str, Any]:
    values = {key: getattr(choices, field_of(key)) for key in WAYS}
    return {key: list(one) if isinstance(one, tuple) else one for key, one in values.items()}


def _details(details: JobDetails) -> dict[str, Any]:
    return {
        "employer": details.employer,
        "contact": details.contact,
        "place": text_json(details.place),
        "reports_to": text_json(details.reports_to),
        "apply_by": details.apply_by and details.apply_by.isoformat(),
        "own": {
            section.value: [text_json(one) for one in lines]
            for section, lines in details.own.items()
        },
        "edits": {id_: text_json(one) for id_, one in details.edits.items()},
    }


def _line(line: Line) -> dict[str, Any]:
    return {"id": line.id, **text_json(line.text), "serves": list(line.serves)}
