"""A job description as a file, in each format there is."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kamquiz.documents.blocks import Document
from kamquiz.documents.html import html
from kamquiz.documents.job_files import write_job
from kamquiz.documents.job_postings import postings_json
from kamquiz.documents.jobs import job_document
from kamquiz.documents.markdown import markdown
from kamquiz.documents.pdf import pdf
from kamquiz.documents.plain import plain
from kamquiz.documents.word import word
from kamquiz.domain.jobs import JobDescription
from kamquiz.domain.words import Language

Write: TypeAlias = Callable[[JobDescription, Sequence[Language], date], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file: how it is called in a browser, and how it is written."""

    mimetype: str
    write: Write


def _drawn(draw: Callable[[Document], bytes | str]) -> Write:
    """Return how to write the document of a description with *draw*."""

    def write(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
        drawn = draw(job_document(job, languages, made=made))
        return drawn.encode() if isinstance(drawn, str) else drawn

    return write


def _json(job: JobDescription, _languages: Sequence[Language], _made: date) -> bytes:
    return (json.dumps(write_job(job), ensure_ascii=False, indent=2) + "\n").encode()


def _jsonld(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
    return postings_json(job, languages, posted=made).encode()


#: By the ending of the file; those for people first.
FORMATS: Mapping[str, Format] = {
    "docx": Format(
        mimetype="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write=_drawn(word),
    ),
    "pdf": Format(mimetype="application/pdf", write=_drawn(pdf)),
    "md": Format(mimetype="text/markdown", write=_drawn(markdown)),
    "txt": Format(mimetype="text/plain", write=_drawn(plain)),
    "html": Format(mimetype="text/html", write=_drawn(html)),
    "json": Format(mimetype="application/json", write=_json),
    "jsonld": Format(mimetype="application/ld+json", write=_jsonld),
}


def file_name(languages: Sequence[Language], ending: str) -> str:
    """Return what the file is called when somebody keeps it."""
    return f"kamquiz-job-{'-'.join(one.value for one in languages)}.{ending}"
