"""A draft of a job description as JSON: written so that it reads back exactly."""

from typing import Any

from kamquiz.documents.bank import text_json
from kamquiz.documents.formats.json import NotJsonError, decode, truncate
from kamquiz.documents.jobs.draft_reader import LISTED, JobFileError, draft_from
from kamquiz.documents.jobs.faults import translate
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.role import Line
from kamquiz.domain.jobs.choices import JobChoices
from kamquiz.domain.jobs.describe import JobDescription, JobDetails, JobDraft
from kamquiz.domain.jobs.fields import WAYS, field_of
from kamquiz.domain.text import Text

__all__ = ["JobFileError", "read_job", "write_draft", "write_job"]

FORMAT = "kamquiz-job"
VERSION = 1

#: What the pages take as well; a draft with every line rewritten has a third of it.
MAX_BYTES = 64 * 1024


def _(message: str) -> str:
    """Mark *message* for the translator; it is translated when it is said."""
    return message


def write_job(description: JobDescription) -> dict[str, Any]:
    """Return *description* in the form of the contract."""
    return {
        **write_draft(description.draft),
        "bank": description.bank,
        "lines": {one.value: [_line(line) for line in description.lines(one)] for one in LISTED},
        "levels": {
            "traits": {one: round(level, 6) for one, level in description.traits.items()},
            "skills": dict(description.skills),
        },
    }


def write_draft(draft: JobDraft) -> dict[str, Any]:
    """Return *draft* alone, without the lines and levels that follow from it."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "choices": _choices(draft.choices),
        "details": _details(draft.details),
    }


def read_job(text: str | bytes, catalogue: Catalogue) -> JobDraft:
    """Return the draft in the JSON *text*; raises JobFileError with every fault.

    The lines in the file are what counts: one with other words than the bank has is an
    edit, and one the bank no longer knows is kept as somebody's own.
    """
    size = len(text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text)
    if size > MAX_BYTES:
        raise JobFileError((translate(_("the file is larger than %(most)s kB"), most=64),))
    try:
        values = decode(text)
    except NotJsonError as error:
        raise JobFileError((_no_json(error),)) from error
    _require_format(values)
    return draft_from(values, catalogue)  # type: ignore[arg-type]  # an object by now


def _no_json(error: NotJsonError) -> Text:
    if error.line is None:
        return translate(_("the file is not valid JSON"))
    return translate(_("the file is not valid JSON; look at line %(line)s"), line=error.line)


def _require_format(values: object) -> None:
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise JobFileError((translate(_("the file is no draft of a job description from here")),))
    version = values.get("version")
    if version != VERSION or isinstance(version, bool):
        message = _("the draft has version %(version)s; this program reads version %(known)s")
        named = truncate(str(version))
        raise JobFileError((translate(message, version=named, known=VERSION),))


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
        "edits": {key: text_json(words) for key, words in details.edits.items()},
        "out": list(details.out),
        "reasons": dict(details.reasons),
    }


def _line(line: Line) -> dict[str, Any]:
    return {"id": line.id, **text_json(line.text), "serves": list(line.serves)}
