"""The lines of a description as fields of the builder: rewritten, left out, brought back."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from wtforms import Field, Form

from kamquiz.domain.jobs.describe import JobDescription, Section, SectionId
from kamquiz.domain.jobs.lines import TITLE, line_key
from kamquiz.domain.text import Language, Text
from kamquiz.web.jobs.labels import LANGUAGE_NAMES
from kamquiz.web.jobs.parsing import digest

#: How much of a line shows in its field: all of it, on a phone too.
MIN_ROWS, LETTERS_A_ROW = 2, 60

#: Lines that were added have fields of their own.
ADDED = "own-"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableLine:
    """A line in the form, in one language, with the digest of what was suggested there."""

    label: str
    field: Field
    made: str
    language: Language
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A line that can be brought back, with the words it will have."""

    key: str
    language: Language
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableSection:
    """The lines of a section that can be rewritten, and those that can be brought back."""

    name: str
    heading: str
    lines: tuple[EditableLine, ...]
    out: tuple[LeftOut, ...]


def editable_sections(
    form: Form, job: JobDescription, plain: JobDescription, language: Language
) -> Iterator[EditableSection]:
    """Yield the lines of *job* with their fields; *plain* has all of them as suggested."""
    words, spoken = dict(_keyed(job)), job.draft.choices.spoken.languages
    for section in plain.sections:
        lines = tuple(_lines_of(section))
        name, heading = section.id.value, section.heading.to(language) if section.heading else ""
        if section.id is SectionId.ROLE:
            lines = ((TITLE, plain.title), *lines)
            name, heading = TITLE, _("Title and role")
        shown = [(key, made, words[key]) for key, made in lines if key in words]
        fields = tuple(_editable(form, shown, spoken))
        out = tuple(
            LeftOut(key=key, language=spoken[0], words=made)
            for key, made in lines
            if key not in words
        )
        if fields or out:
            yield EditableSection(name=name, heading=heading, lines=fields, out=out)


def line_values(job: JobDescription) -> dict[str, str]:
    """Return the words of every line of *job* by the name of its field."""
    return {
        f"line-{key}-{language.value}": words.to(language)
        for key, words in _keyed(job)
        for language in Language
    }


def hidden_edits(job: JobDescription) -> dict[str, str]:
    """Return the edits of lines that are not shown now, so that they are not lost."""
    shown = job.draft.choices.spoken.languages
    visible = {key for key, _words in _keyed(job)}
    return {
        f"line-{key}-{language.value}": words.to(language)
        for key, words in job.draft.details.edits.items()
        for language in Language
        if words.to(language) and (key not in visible or language not in shown)
    }


def hidden_out(job: JobDescription, plain: JobDescription) -> list[str]:
    """Return the keys of lines that are left out and would not be shown now anyway."""
    shown = {key for key, _words in _keyed(plain)}
    return [key for key in job.draft.details.out if key not in shown]


def _keyed(job: JobDescription) -> Iterator[tuple[str, Text]]:
    """Yield the key and the words of every line that can be rewritten."""
    yield TITLE, job.title
    for section in job.sections:
        yield from _lines_of(section)


def _lines_of(section: Section) -> Iterator[tuple[str, Text]]:
    for line in section.lines:
        if not line.id.startswith(ADDED):
            yield line_key(section.id, line.id), line.text


def _editable(
    form: Form, lines: Iterable[tuple[str, Text, Text]], languages: Sequence[Language]
) -> Iterator[EditableLine]:
    for place, (key, made, words) in enumerate(lines, start=1):
        for language in languages:
            named = f"{place}, {LANGUAGE_NAMES[language]}" if len(languages) > 1 else str(place)
            yield EditableLine(
                label=named,
                field=form[f"line-{key}-{language.value}"],
                made=digest(made.to(language)),
                language=language,
                rows=MIN_ROWS + len(words.to(language)) // LETTERS_A_ROW,
            )
