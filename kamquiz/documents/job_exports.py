"""A job description as a file, in each format there is."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from kamquiz.documents.job_files import write_job
from kamquiz.documents.job_postings import postings_json
from kamquiz.documents.jobs import job_markdown
from kamquiz.domain.jobs import JobDescription
from kamquiz.domain.words import Language

Write: TypeAlias = Callable[[JobDescription, Sequence[Language], date], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A kind of file: how it is called in a browser, and how it is written."""

    mimetype: str
    write: Write


def _markdown(job: JobDescription, languages: Sequence[Language], _made: date) -> bytes:
    return job_markdown(job, languages).encode()


def _json(job: JobDescription, _languages: Sequence[Language], _made: date) -> bytes:
    return (json.dumps(write_job(job), ensure_ascii=False, indent=2) + "\n").encode()


def _jsonld(job: JobDescription, languages: Sequence[Language], made: date) -> bytes:
    return postings_json(job, languages, posted=made).encode()


#: By the ending of the file.
FORMATS: Mapping[str, Format] = {
    "md": Format(mimetype="text/markdown", write=_markdown),
    "json": Format(mimetype="application/json", write=_json),
    "jsonld": Format(mimetype="application/ld+json", write=_jsonld),
}


def file_name(languages: Sequence[Language], ending: str) -> str:
    """Return what the file is called when somebody keeps it."""
    return f"kamquiz-job-{'-'.join(one.value for one in languages)}.{ending}"
