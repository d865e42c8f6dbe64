"""A job description as a file, in each format there is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kamquiz.documents.formats.blocks import Document
from kamquiz.documents.formats.json import encode
from kamquiz.documents.formats.registry import DRAWINGS
from kamquiz.documents.jobs.description import job_document
from kamquiz.documents.jobs.draft_file import write_job
from kamquiz.documents.jobs.json_ld import postings_json
from kamquiz.domain.jobs.describe import JobDescription
from kamquiz.domain.text import Language

Write: TypeAlias = Callable[[JobDescription, Sequence[Language], date], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file: how it is called in a browser, and how it is written."""

    mimetype: str
    write: Write


def _drawn(draw: Callable[[Document], bytes]) -> Write:
    """Return how to write the document of a description with *draw*."""

    def write(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
        return draw(job_document(job, languages, made=made))

    return write


def _json(job: JobDescription, _languages: Sequence[Language], _made: date) -> bytes:
    return encode(write_job(job))


def _jsonld(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
    return postings_json(job, languages, posted=made).encode()


#: By the ending of the file; those for people first.
FORMATS: Mapping[str, Format] = {
    **{
        ending: Format(mimetype=one.mimetype, write=_drawn(one.draw))
        for ending, one in DRAWINGS.items()
    },
    "json": Format(mimetype="application/json", write=_json),
    "jsonld": Format(mimetype="application/ld+json", write=_jsonld),
}
