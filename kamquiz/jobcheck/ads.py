"""An ad as its reader sees it: title, headings, sections, lines and sentences.

Everything is found by place, and every place leads back to the text as it was given,
whatever line ends, tags, marks or decomposed letters stand in it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from kamquiz.domain.bank.ad_vocabulary import Contract, Heading, Section, Vocabulary
from kamquiz.domain.text import Language
from kamquiz.jobcheck.languages import detect, detect_line
from kamquiz.jobcheck.places import Places

#: A line as long as this that breaks off in the middle was broken by a program.
WRAPPED_FROM = 60

MAX_TITLE_WORDS = 15
MAX_HEADING_WORDS = 9
WORDS_BEHIND_HEADING = 5

BULLET = re.compile(
    r"\s*(?:[-–—•*·▪▫►▶✓✔✅➢➤→◦●○■□‣>+⭐🔹🔸👉]+\ufe0f?|\d{1,2}[.)]|[a-z]\))[^\S\n]+"
)
HASHES = re.compile(r"\s*#{1,6}\s*")
LABELLED_TITLE = re.compile(
    r"\s*(?:nazwa stanowiska|stanowisko|stanowisko pracy|position|job title|title)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
LINE = re.compile(r"[^\n]+")
LINE_END = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
BLOCK_TAG = re.compile(r"</?(?:p|div|li|ul|ol|br|h[1-6]|tr|td|table|section|article)\b", re.I)
ENTITY = re.compile(r"&(?:nbsp|amp|lt|gt|quot|#\d{1,6});")
INLINE_BULLET = re.compile(r"(?<=\S)[^\S\n](?=[^\S\n]*[•▪►✓✔➢●■])")
EMPHASIS = re.compile(r"\*\*|__")
SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”)]*\s+(?=[\"„“(]?[A-ZĄĆĘŁŃÓŚŹŻ])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:np|m\.in|tzw|ul|al|min|max|ok|tj|ds|godz|mies|tys|mln|dr|inż|mgr|art|tel|nr|św"
    r"|os|woj|e\.g|i\.e|incl|approx|vs|mr|ms|mrs|sp|inc|ltd|\w)\.$",
    re.IGNORECASE,
)
#: A letter and its marks; of more than these nobody can read any, and to sort them takes long.
LETTER = re.compile(r"[^\u0300-\u036f][\u0300-\u036f]{0,30}|[\u0300-\u036f]{1,30}")
ITEM = re.compile(r"[^;]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line without bullet or marks; *lead* is the place of the line that opened its list."""

    start: int
    end: int
    text: str
    section: Section | None = None
    heading: bool = False
    bullet: bool = False
    language: Language | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, or a bullet, and the line it stands in."""

    start: int
    end: int
    text: str
    line: Line


@dataclass(frozen=True, kw_only=True)
class AdText:
    """An ad: *source* as given, *plain* as read; *language* is None if it is neither."""

    source: str
    plain: str
    places: tuple[int, ...] | None
    language: Language | None
    lines: tuple[Line, ...]
    contracts: frozenset[Contract]

    def place(self, position: int) -> int:
        """Return where a place of the plain text stands in the text as given."""
        return position if self.places is None else self.places[position]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; headings and bullets are sentences too."""
        return tuple(one for line in self.lines for one in _sentences(line))

    @cached_property
    def word_count(self) -> int:
        """How many words there are, as people count them."""
        return count_words(self.plain)

    @cached_property
    def titles(self) -> tuple[Line, ...]:
        """What names the post: the first line, if it looks like a name, and labelled lines."""
        labelled = [line for line in self.lines if _is_labelled(line)]
        first = [line for line in self.lines[:1] if _names_a_post(line) and line not in labelled]
        return (*first, *map(_labelled, labelled))

    @cached_property
    def title_places(self) -> Places:
        """Where the names of the post stand."""
        return Places((title.start, title.end) for title in self.titles)

    def section(self, *sections: Section) -> tuple[Line, ...]:
        """Return the lines of *sections*, without their headings."""
        return tuple(line for line in self.lines if line.section in sections and not line.heading)

    def heading(self, section: Section) -> Line | None:
        """Return the first heading of *section*."""
        return next((one for one in self.lines if one.heading and one.section is section), None)

    def items(self, section: Section) -> tuple[Line, ...]:
        """Return the points of *section*: its bullets, else its lines, else its parts."""
        lines = self.section(section)
        bullets = tuple(line for line in lines if line.bullet)
        if bullets or len(lines) != 1:
            return bullets or lines
        return tuple(_cut(lines[0], found) for found in ITEM.finditer(lines[0].text))

    def sentence_at(self, position: int) -> Sentence | None:
        """Return the sentence that holds *position*."""
        number = bisect_right(self._starts, position) - 1
        found = self.sentences[number] if number >= 0 else None
        return found if found and position < found.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.sentences]


def read_ad(text: str, vocabulary: Vocabulary) -> AdText:
    """Return *text* as an ad."""
    composed, places = _composed(text)
    plain = _unwrapped(_unmarked(composed))
    language = detect(plain)
    return AdText(
        source=text,
        plain=plain,
        places=places,
        language=language,
        lines=tuple(_lines(plain, vocabulary, language)),
        contracts=frozenset(
            one.contract for one in vocabulary.contracts if one.phrases.find(plain)
        ),
    )


def count_words(text: str) -> int:
    """Return how many words *text* has, as people count them."""
    return sum(any(map(str.isalnum, one)) for one in text.split())


def _composed(text: str) -> tuple[str, tuple[int, ...] | None]:
    """Return *text* with letters and their marks as one, and where each came from."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    letters: list[str] = []
    places: list[int] = []
    for found in LETTER.finditer(text):
        whole = unicodedata.normalize("NFC", found.group())
        letters.append(whole)
        places += [found.start()] * len(whole)
    return "".join(letters), (*places, len(text))


def _unmarked(text: str) -> str:
    """Return *text* with what nobody reads blanked out, letter for letter."""
    text = LINE_END.sub(lambda end: "\n".rjust(len(end.group())), text)
    for name in ("script", "style"):
        text = _without_element(text, name)
    text = TAG.sub(_blank_tag, text)
    text = ENTITY.sub(lambda entity: " " * len(entity.group()), text)
    text = EMPHASIS.sub("  ", text)
    return INLINE_BULLET.sub("\n", text)


def _without_element(text: str, name: str) -> str:
    """Blank out <name …>…</name>; what is never closed runs to the end."""
    lower, parts, at = text.lower(), [], 0
    if len(lower) != len(text):
        return text
    while (start := lower.find(f"<{name}", at)) >= 0:
        close = lower.find(f"</{name}", start)
        end = len(text) if close < 0 else close
        parts += [text[at:start], _blank(text[start:end])]
        at = end + (len(name) + 2 if close >= 0 else 0)
        parts.append(" " * (at - end))
    return "".join([*parts, text[at:]])


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _blank_tag(tag: re.Match[str]) -> str:
    blank = _blank(tag.group())
    return "\n" + blank[1:] if BLOCK_TAG.match(tag.group()) else blank


def _unwrapped(text: str) -> str:
    """Join lines a program broke in the middle of a sentence."""
    pieces = text.split("\n")
    joined = [pieces[0]]
    for before, piece in pairwise(pieces):
        goes_on = re.match(r"\s*[a-ząćęłńóśźż(]", piece) and not BULLET.match(piece)
        broken = len(before.strip()) >= WRAPPED_FROM and not before.rstrip().endswith(
            tuple(".;:,!?")
        )
        joined += [" " if goes_on and broken else "\n", piece]
    return "".join(joined)


def _lines(plain: str, vocabulary: Vocabulary, language: Language | None) -> Iterator[Line]:
    section: Section | None = None
    lead = ""
    for found in LINE.finditer(plain):
        if not found.group().strip():
            continue
        line = replace(_bare(found, plain), language=None)
        heading = _heading(line.text, vocabulary.headings)
        if heading:
            section = heading.section
        whole = heading is not None and _is_whole_heading(line.text, heading)
        yield replace(
            line,
            section=section,
            heading=whole,
            language=detect_line(line.text, language),
            lead="" if whole else lead,
        )
        if whole or line.text.endswith(":"):
            lead = line.text


def _bare(found: re.Match[str], plain: str) -> Line:
    """Return the line without its bullet, hashes and blanks."""
    start, end = found.span()
    bullet = BULLET.match(plain, start, end)
    start = bullet.end() if bullet and bullet.end() < end else start
    hashes = HASHES.match(plain, start, end)
    start = hashes.end() if hashes and hashes.end() < end else start
    text = plain[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return Line(start=start, end=start + len(text), text=text, bullet=bool(bullet))


@dataclass(frozen=True, slots=True)
class _Opening:
    """A heading's phrase at the beginning of a line."""

    section: Section
    end: int


def _heading(text: str, headings: tuple[Heading, ...]) -> _Opening | None:
    """Return the longest heading *text* begins with, if it is used as one."""
    first = re.search(r"\w", text)
    if not first:
        return None
    found = [
        _Opening(heading.section, first.start() + match.end())
        for heading in headings
        if (match := heading.phrases.beginning(text[first.start() :]))
    ]
    if not found:
        return None
    longest = max(found, key=lambda one: one.end)
    behind = text[longest.end :]
    inline = re.match(r"\s*:", behind)
    return longest if inline or _is_whole_heading(text, longest) else None


def _is_whole_heading(text: str, opening: _Opening) -> bool:
    behind = text[opening.end :].strip()
    if not re.search(r"\w", behind):
        return True
    asks = behind.endswith((":", "?", "…", "...")) and ":" not in behind[:-1]
    return (
        asks
        and count_words(behind) <= WORDS_BEHIND_HEADING
        and count_words(text) <= MAX_HEADING_WORDS
    )


def _sentences(line: Line) -> Iterator[Sentence]:
    start = 0
    for end in [found for found in SENTENCE_END.finditer(line.text) if _ends(line.text, found)]:
        yield _sentence(line, start, end.start())
        start = end.end()
    yield _sentence(line, start, len(line.text))


def _ends(text: str, found: re.Match[str]) -> bool:
    return not ABBREVIATION.search(text[max(0, found.start() - 8) : found.start()])


def _sentence(line: Line, start: int, end: int) -> Sentence:
    return Sentence(
        start=line.start + start, end=line.start + end, text=line.text[start:end], line=line
    )


def _names_a_post(line: Line) -> bool:
    few = count_words(line.text) <= MAX_TITLE_WORDS
    return few and not line.bullet and not line.heading and not line.text.endswith((".", ";", "?"))


def _is_labelled(line: Line) -> bool:
    return bool(LABELLED_TITLE.match(line.text)) and count_words(line.text) <= (MAX_TITLE_WORDS + 2)


def _labelled(line: Line) -> Line:
    label = LABELLED_TITLE.match(line.text)
    return line if label is None else _part(line, label.end(), len(line.text))


def _cut(line: Line, found: re.Match[str]) -> Line:
    return _part(line, found.start(), found.end())


def _part(line: Line, start: int, end: int) -> Line:
    """Return a part of *line*, without blanks round it."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    text = text.strip()
    return replace(line, start=line.start + start, end=line.start + start + len(text), text=text)
