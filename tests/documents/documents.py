"""Documents to draw: one like a real plan, in either language, and small ones for a case."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from kamquiz.documents.formats.blocks import (
    Block,
    Bullets,
    Check,
    Checklist,
    Document,
    Heading,
    NoteLines,
    Paragraph,
    Part,
    Table,
    Tone,
)
from kamquiz.domain.text import Language

MADE = date(2027, 1, 4)


def a_document(*blocks: Block, title: str = "Plan", language: Language = Language.EN) -> Document:
    """A document of one part."""
    part = Part(language=language, title=title, blocks=blocks)
    return Document(parts=(part,), made=MADE, source="bank 1")


def everywhere(text: str) -> Document:
    """A document that says *text* in every place that holds a text."""
    blocks = (
        Heading(level=1, text=text),
        Paragraph(text=text, label=text, tone=Tone.LEAD),
        Paragraph(text=text, tone=Tone.QUIET),
        Bullets(items=(text, text)),
        Bullets(items=(text, text), numbered=True),
        Checklist(items=(Check(text=text), Check(text=text, done=True))),
        Table(caption=text, head=(text, text), rows=((text, text),), widths=(1, 3)),
    )
    part = Part(language=Language.PL, title=text, blocks=blocks)
    return Document(parts=(part,), made=MADE, source=text)


def a_plan(*, reader: str = "Zofia") -> Document:
    """A plan of twelve weeks in both languages; *reader* makes it another one."""
    return Document(
        parts=(_polish(reader), _english(reader)), made=MADE, source="kamquiz, bank 1, parameters 0"
    )


def _polish(reader: str) -> Part:
    traits = ("Wgląd w biznes klienta", "Praca zespołowa", "Rozwiązywanie problemów")
    return Part(
        language=Language.PL,
        title="Plan rozwoju na 12 tygodni",
        blocks=(
            Paragraph(
                text=f"Plan dla: {reader}. Od 4 stycznia 2027 do 28 marca 2027, po 1,5 godz. "
                "w tygodniu. Trzy obszary po miesiącu każdy, bo plan, który da się dokończyć, "
                "jest lepszy niż plan kompletny.",
                tone=Tone.LEAD,
            ),
            Table(
                caption="Trzy obszary i terminy",
                head=("Nr", "Obszar", "Cel po 12 tygodniach", "Od", "Do"),
                rows=tuple(
                    (
                        str(number),
                        trait,
                        "Umiesz powiedzieć, na czym klient zarabia i co mu w tym przeszkadza, "
                        "a swoje zdanie opierasz na liczbach z jego sprawozdań.",
                        f"{4 + number} stycznia 2027",
                        f"{10 + number} lutego 2027",
                    )
                    for number, trait in enumerate(traits, start=1)
                ),
                widths=(1, 4, 8, 4, 4),
            ),
            *(
                block
                for number, trait in enumerate(traits, start=1)
                for block in _polish_priority(number, trait)
            ),
            Heading(level=1, text="Spojrzenie wstecz"),
            Checklist(
                items=(
                    Check(text="Po 2 tygodniach: 18 stycznia 2027"),
                    Check(text="Po 6 tygodniach: 15 lutego 2027"),
                    Check(text="Po 12 tygodniach: 29 marca 2027"),
                )
            ),
            Paragraph(text="Co się udało, a co trzeba zmienić?"),
            NoteLines(count=5),
        ),
    )


def _polish_priority(number: int, trait: str) -> tuple[Block, ...]:
    return (
        Heading(level=1, text=f"{number}. {trait}"),
        Paragraph(
            text="Szansa, że to jedna z trzech Twoich największych luk: 83 na 100.",
            tone=Tone.QUIET,
        ),
        Paragraph(
            label="Cel po 12 tygodniach („solidnie”):",
            text="przed każdym spotkaniem umiesz w trzech zdaniach powiedzieć, na czym klient "
            "zarabia, kto u niego decyduje i jaką zmianę odczuje dzięki Tobie w tym kwartale.",
        ),
        *(
            block
            for step, (title, first) in enumerate(
                (
                    ("Mapa decydentów u jednego klienta", "wypisz osoby, które znasz z imienia"),
                    ("Rozmowa o wynikach kwartału", "poproś o pół godziny w przyszłym tygodniu"),
                ),
                start=2 * number - 1,
            )
            for block in (
                Heading(level=2, text=f"{step}. {title}"),
                Paragraph(
                    text="4 stycznia 2027 – 24 stycznia 2027, razem 4 godz.", tone=Tone.QUIET
                ),
                Paragraph(
                    text="Wybierz klienta, u którego w tym roku najwięcej możecie razem zyskać. "
                    "Narysuj, kto u niego decyduje, kto doradza, a kto może powiedzieć „nie”. "
                    "Przy każdej osobie zapisz, co uzna za sukces i skąd o tym wiesz; gdzie nie "
                    "wiesz, zapisz pytanie. Pokaż mapę komuś z zespołu i poproś o dwie uwagi.",
                ),
                Checklist(
                    items=(
                        Check(text=f"Pierwszy krok: {first}", done=step == 1),
                        Check(text="Dowód: mapa z datą, omówiona z kimś, kto zna tego klienta"),
                    )
                ),
            )
        ),
        Paragraph(label="Jeśli zostanie czas:", text="dwie rzeczy, w dowolnej kolejności."),
        Bullets(
            items=(
                "Przeczytaj ostatnie sprawozdanie roczne klienta i zaznacz trzy ryzyka.",
                "Usiądź na godzinę z kimś z obsługi klienta i posłuchaj zgłoszeń.",
            ),
            numbered=True,
        ),
    )


def _english(reader: str) -> Part:
    return Part(
        language=Language.EN,
        title="Development plan for 12 weeks",
        blocks=(
            Paragraph(
                text=f"A plan for {reader}. From 4 January 2027 to 28 March 2027, 1.5 h a week.",
                tone=Tone.LEAD,
            ),
            Heading(level=1, text="Weeks at a glance"),
            Table(
                caption="What to do in each week",
                head=("Week", "Begins", "What to do"),
                rows=tuple(
                    (
                        str(week),
                        f"week of {4 + week} January 2027",
                        "Ask two people of the customer what they would miss first, and write "
                        "down their words, not yours.",
                    )
                    for week in range(1, 13)
                ),
                widths=(1, 4, 8),
            ),
            Heading(level=2, text="Questions for the review"),
            Bullets(
                items=(
                    "What did you do that you would not have done without the plan?",
                    "Which step was too big, and what would be half of it?",
                    "Who noticed?",
                )
            ),
            Heading(level=3, text="Notes"),
            NoteLines(count=4),
        ),
    )


#: What people type or paste, and how much of it a reader of any format must see.
HOSTILE = {
    "a formula of a spreadsheet": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "the end of a Word text": ("</w:t></w:r></w:p>", "</w:t></w:r></w:p>"),
    "a script": ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    "an entity": ("R&amp;D & more", "R&amp;D & more"),
    "an import of typst": ('#import "@preview/x:1.0.0": *', '#import "@preview/x:1.0.0": *'),
    "code of typst": ("#{while true {}} #panic()", "#{while true {}} #panic()"),
    "mathematics": ("$x^2$ and $y$", "$x^2$ and $y$"),
    "a label and a mention": ("<part-0> @part-0 @foo", "<part-0> @part-0 @foo"),
    "backslashes": (r"C:\new\table \ \\ \*", r"C:\new\table \ \\ \*"),
    "Markdown": ("**bold** _em_ `code` [a](b) ~~s~~", "**bold** _em_ `code` [a](b) ~~s~~"),
    "Jinja": ("{{ 7 * 7 }} {% raw %}", "{{ 7 * 7 }} {% raw %}"),
    "quotes": ("\"double\" 'single' „polskie”", "\"double\" 'single' „polskie”"),
    "an escape": ("red \x1b[31malert\x00\x07\x7f\x9b end", "red [31malert end"),
    "half an emoji": ("a \ud83d b", "a  b"),
    "no characters": ("a\ufffe\uffff\U0001ffff\ufdd0b", "ab"),
    "hidden tags": ("seen\U000e0068\U000e0069", "seen"),
    "a turn to the left": ("invoice\u202egpj.exe\u202c \u2067x\u2069", "invoicegpj.exe x"),
    "emoji": ("Go 🚀😀👍🏽", "Go 🚀😀👍🏽"),
    "a composed letter in two": ("za\u0328b i zo\u0301łw", "ząb i zółw"),
    "line ends": ("one\r\ntwo\rthree\u2028four\vfive\tsix", "one two three four five six"),
    "empty lines": ("one\n\n\n   \n# two\n- three", "one # two - three"),
}

#: Texts that leave no room: no blanks to break at, or no end of them.
LONG = {
    "one long word": "W" * 800,
    "one long address": "https://example.com/" + "a/-" * 300,
    "long Polish words": "konstantynopolitańczykowianeczka-" * 20,
    "a long paragraph": "słowo " * 499 + "słowo",
}


each_hostile = pytest.mark.parametrize(("typed", "shown"), HOSTILE.values(), ids=HOSTILE)
each_long = pytest.mark.parametrize("text", LONG.values(), ids=LONG)


def squeezed(text: str) -> str:
    """Return *text* without blanks: where lines break is up to the format."""
    return re.sub(r"[\s\u200b]+", "", text)


def texts_of(document: Document) -> list[str]:
    """Return all texts of *document* in the order they are read."""
    return [text for part in document.parts for text in _texts_of(part)]


def _texts_of(part: Part) -> Iterator[str]:
    yield part.title
    for block in part.blocks:
        match block:
            case Heading():
                yield block.text
            case Paragraph():
                yield from filter(None, (block.label, block.text))
            case Bullets():
                yield from block.items
            case Checklist():
                yield from (one.text for one in block.items)
            case Table():
                yield block.caption
                yield from block.head
                for row in block.rows:
                    yield from row
