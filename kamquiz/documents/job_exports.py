"""A job description as a file, in each format there is."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kamquiz.documents.job_files import write_job
from kamquiz.documents.job_postings import postings_json
from kamquiz.documents.jobs import job_document, job_markdown
from kamquiz.documents.pdf import pdf
from kamquiz.documents.word import word
from kamquiz.domain.jobs import JobDescription
from kamquiz.domain.words import Language

Write: TypeAlias = Callable[[JobDescription, Sequence[Language], date], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file: how it is called in a browser, and how it is written."""

    mimetype: str
    write: Write


def _word(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
    return word(job_document(job, languages, made=made))


def _pdf(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
    return pdf(job_document(job, languages, made=made))


def _markdown(job: JobDescription, languages: Sequence[Language], _made: date) -> bytes:
    return job_markdown(job, languages).encode()


def _json(job: JobDescription, _languages: Sequence[Language], _made: date) -> bytes:
    return (json.dumps(write_job(job), ensure_ascii=False, indent=2) + "\n").encode()


def _jsonld(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
    return postings_json(job, languages, posted=made).encode()


#: By the ending of the file; those for people first.
FORMATS: Mapping[str, Format] = {
    "docx": Format(
        mimetype="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write=_word,
    ),
    "pdf": Format(mimetype="application/pdf", write=_pdf),
    "md": Format(mimetype="text/markdown", write=_markdown),
    "json": Format(mimetype="application/json", write=_json),
    "jsonld": Format(mimetype="application/ld+json", write=_jsonld),
}


def file_name(languages: Sequence[Language], ending: str) -> str:
    """Return what the file is called when somebody keeps it."""
    return f"kamquiz-job-{'-'.join(one.value for one in languages)}.{ending}"
