"""A job description as a document, and as Markdown."""

from collections.abc import Iterator, Sequence
from datetime import date

from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    Tone,
)
from kamquiz.documents.formats.markdown import markdown
from kamquiz.domain.jobs.describe import JobDescription, Section, SectionId
from kamquiz.domain.text import Language

#: Markdown has no foot in which the day of a document would stand.
UNDATED = date.min


def job_document(job: JobDescription, languages: Sequence[Language], *, made: date) -> Document:
    """Return *job* as a document with a part for each of *languages*."""
    return Document(parts=tuple(job_part(job, one) for one in languages), made=made)


def job_part(job: JobDescription, language: Language) -> Part:
    """Return *job* in one language."""
    blocks = tuple(block for one in job.sections for block in _section(one, language))
    return Part(language=language, title=job.title.to(language), blocks=blocks)


def job_markdown(job: JobDescription, languages: Sequence[Language]) -> str:
    """Return *job* as one Markdown document, one language after the other."""
    return markdown(job_document(job, languages, made=UNDATED))


def _section(section: Section, language: Language) -> Iterator[Block]:
    if section.heading:
        yield Heading(level=1, text=section.heading.to(language))
    tone = Tone.LEAD if section.id is SectionId.ROLE else Tone.PLAIN
    for is_sentence, lines in section.groups:
        if is_sentence:
            text = " ".join(one.text.to(language) for one in lines)
            yield Paragraph(text=text, tone=tone)
        else:
            yield Bullets(items=tuple(one.text.to(language) for one in lines))
