"""Ads nobody writes: each shape costs a checker as much as it can for its length."""

import random
from collections.abc import Iterator, Mapping
from itertools import product

from kamquiz.documents.jobs.findings import MAX_CHARACTERS, excess
from tests.jobcheck.planting import ADS, CLEAN, planted

#: Stands before most shapes, so that the rules of Polish are looked at.
POLISH = "Szukamy osoby do zespołu sprzedaży i obsługi klientów. "
ENGLISH = "We are looking for a person who will work with our customers in the sales team. "

LETTERS = "aąbcćdeęfghijklłmnńoóprsśtuwyzźż"

TAILS = """
dobry miły zły młody nowy stary mały duży cały żywy pewny ładny mądry silny zdrowy piękny szybki
lekki wolny tani drogi wysoki niski długi krótki samodzielny otwarty kreatywny
"""

#: Adjectives that never change have a reading for each case and gender, with any prefix too.
PREFIXES = """
mikro makro mini mega super ultra hiper neo pseudo euro auto arcy eks dwu trzy cztero pięcio sześcio
siedmio ośmio jedno wielo kilku pół nad pod bez nie
""".split()  # noqa: SIM905 - as people read them
UNCHANGING = ("super", "mega", "mini", "maxi", "netto", "khaki", "bordo", "blond", "retro")

#: The same again and again, up to the longest text there may be; some open with a sentence.
REPEATED: Mapping[str, str] = {
    "labelled titles": "title:i\n",
    "labelled Polish titles": "stanowisko: handlowiec\n",
    "gendered titles with marker": "stanowisko: specjalista (k/m)\n",
    "one letter": "a",
    "one letter and a blank": "a ",
    "one letter a line": "i\n",
    "digits in a row": "7",
    "digits and blanks": "1 ",
    "digits and points": "1.",
    "empty lines": "\n",
    "blanks": " ",
    "blank lines": " \n",
    "open tags": "<",
    "open tags with a name": "<a ",
    "open scripts": "<script",
    "scripts": "<script></script>",
    "short tags": "<p>",
    "entities": "&nbsp;",
    "unfinished entities": "&#1",
    "bullets": "• ",
    "bullets on lines": "• i\n",
    "dashes": "-",
    "dashes on lines": "---\n",
    "short dashes": "- i\n",
    "stars": "**",
    "commas": ",",
    "semicolons": "a;",
    "full stops": ". A",
    "stops and quotes": '."”)',
    "question marks": "? ",
    "open brackets": "[",
    "brackets": "[a]",
    "open braces": "{{",
    "closed braces": "{{a}}",
    "slashes": "a/b/",
    "slashes of endings": "dobry/a ",
    "hyphens": "a-",
    "hashes": "# ",
    "headings": "Wymagania\n",
    "headings with colon": "Wymagania: i\n",
    "headings and points": "Wymagania:\n- i\n",
    "leads": "Szukamy osoby:\n",
    "combining marks": "e\u0301",
    "many marks on one letter": "\u0301",
    "marks out of order": "\u0301\u0316",
    "Hebrew marks out of order": "\u05b0\u05c1\u0591",
    "decomposed words": "z\u0307o\u0301ł\u0301 ",
    "Hebrew": "שלום ",
    "Chinese": "漢",
    "Arabic digits": "١٢ ",
    "emoji": "👍🏽 ",
    "letters that grow when small": "İ",
    "ligatures": "ﬁ ",
    "soft hyphens": "pra\u00adca ",
    "zero-width": "a\u200b",
    "carriage returns": "\r",
    "line separators": "i\u2028",
    "addressing": "Pan ",
    "addressing on lines": "Pan\n",
    "sentences to a man": "Jesteś samodzielny. ",
    "you are a lot": "jesteś, ",
    "one adjective": "samodzielny ",
    "one adjective a line": "samodzielny\n",
    "adjectives and commas": "jesteś samodzielny i ",
    "past forms": "pracowałeś ",
    "past forms on lines": "pracowałeś\n",
    "conditionals": "abyś mógł chciał ",
    "futures": "będziesz odpowiadał raportował ",
    "seeking": "szukamy handlowca, ",
    "nouns sought": "handlowca lidera doradcy ",
    "personal nouns on lines": "handlowiec\n",
    "prepositions": "w z na do ",
    "unknown words": "xyzzy qwrt ",
    "as a man": "jako handlowiec ",
    "posts": "na stanowisko handlowca ",
    "to be and to be": "potrafisz być samodzielny być otwarty być miły ",
    "adjectives that agree with no noun": "jesteś "
    + "samodzielna otwarta miła nowa dobra stara " * 5
    + "klienta zespołu rynku biura działu kraju roku dnia " * 6,
    "bare adjectives and nouns": "Samodzielny "
    + "otwarty miły nowy dobry stary młody " * 6
    + "klientów umów firm lat dni osób krajów " * 6
    + ". ",
    "alone on lines": "sam masz sama robisz\n",
    "sought twice": "szukamy nowego dobrego handlowca i samodzielnego lidera ",
    "being many": "jesteś " + "handlowcem liderem doradcą opiekunem kierowcą " * 15,
    "sex in each word": "kandydat kandydatka ",
    "forbidden words": "PESEL ",
    "forbidden sentences": "Podaj PESEL. ",
    "ages": "do 35 lat ",
    "rejuvenation": "młodego dynamicznego zespołu ",
    "pay": "8000 zł ",
    "pay with dashes": "od 1 do ",
    "pay ranges": "10 000–14 000 zł brutto miesięcznie ",
    "pay on lines": "5000 zł brutto\n",
    "amounts in thousands": "1 000",
    "numbers with points": "1.000.",
    "from and to": "od od od ",
    "dates": "12.12.2026 ",
    "clocks": "between 9 and 5 p.m. ",
    "negated": "bez bez bez ",
    "sought languages": "język angielski ",
    "levels": "angielski B2 ",
    "coded words": "ninja leader competitive ",
    "English postings": "sales manager leader driven ",
    "gaps between phrases": "mile widziane do 1 ",
    "contracts": "umowa o pracę B2B ",
    "long sentences": "praca w handlu i ",
    "variable pay": "premia ",
    "tags with attributes": "<a b='c'>",
    "half tags": "<a" + " b" * 140 + " ",
    "underscores": "_",
    "tabs": "\t",
    "ages in words": "wiek ",
    "capitals": "A ",
    "sentences of one word": "A. ",
    "ellipses": "…\n",
    "rolled up": "a\n" + "A" * 61 + "\n",
    "wrapped lines": "a" * 61 + "\n",
}


def longest(unit: str, opening: str = "") -> str:
    """Return *unit* again and again behind *opening*, as long as an ad may be."""
    return (opening + unit * (MAX_CHARACTERS // len(unit) + 1))[:MAX_CHARACTERS]


def ordinary() -> str:
    """Return real ads one after the other, as long as an ad may be."""
    ads = [one.read_text(encoding="utf-8") for one in sorted(ADS.iterdir())]
    return longest("\n\n".join(ads) + "\n\n")


def hostile_ads() -> Iterator[tuple[str, str]]:
    """Yield each shape with its name."""
    for name, unit in REPEATED.items():
        yield name, longest(unit)
        yield f"{name}, in Polish", longest(unit, POLISH * 3)
    for name in ("full stops", "coded words", "pay", "forbidden words", "one letter and a blank"):
        yield f"{name}, in English", longest(REPEATED[name], ENGLISH * 3)
    yield from _mixed()
    yield from _words()


def _mixed() -> Iterator[tuple[str, str]]:
    yield (
        "faults in a clean ad",
        longest(planted("pl", "process", "Jesteś samodzielny. Podaj PESEL. [data]")),
    )
    half = MAX_CHARACTERS // 2 - 10
    both = [(CLEAN[one] * 20)[:half] for one in ("pl", "en")]
    yield "two versions", "\n\n---\n\n".join(both)
    numbers = [" ".join(str(one) for one in range(first, first + 5_000)) for first in (1, 10**4)]
    yield (
        "two versions full of numbers",
        "\n\n---\n\n".join(
            (CLEAN[one] + some)[:half] for one, some in zip(("pl", "en"), numbers, strict=True)
        ),
    )
    pays = " ".join(f"{one} zł" for one in range(1_000, 9_000))
    yield (
        "two versions full of pay",
        "\n\n---\n\n".join(
            (CLEAN[one] + "\nWynagrodzenie pay " + pays)[:half] for one in ("pl", "en")
        ),
    )
    yield "pay and numbers", longest("Wynagrodzenie 5000 zł, 3 ", POLISH)
    adjectives = "samodzielny komunikatywny otwarty "
    yield "a title and its body", longest(adjectives, "Handlowiec\n\nstanowisko: Handlowiec\n")
    yield "titles and marks", longest("stanowisko: handlowiec wiek do 35 lat\nJesteś młody. ")


def _words() -> Iterator[tuple[str, str]]:
    drawn = random.Random(1)  # noqa: S311 - the same words each time
    for length in (3, 4, 6, 12, 60, 61):
        some = [
            "".join(drawn.choices(LETTERS, k=length))
            for _again in range(MAX_CHARACTERS // (length + 1))
        ]
        yield f"different words of {length} letters", longest(" ".join(some), POLISH)
    any_letter = [chr(one) for one in range(0xC0, 0x3000) if chr(one).isalpha()]
    strange = ["".join(drawn.choices(any_letter, k=5)) for _again in range(9_000)]
    yield "different words of any script", longest(" ".join(strange), POLISH)
    heads = ("nie", "super", "mega", "arcy", "pra", "eks", "anty", "pół", "mini", "pseudo")
    tails = TAILS.split()
    endings = ("y", "a", "ego", "emu", "ym", "ej", "ą", "e", "ych", "ymi")
    adjectives = [a + b[:-1] + c for a, b, c in product(heads, tails, endings)]
    drawn.shuffle(adjectives)
    yield "different adjectives", longest(" ".join(adjectives), "Jesteś ")
    yield "different adjectives on lines", longest("\n".join(adjectives))
    yield "different adjectives and small words", longest(" i w ".join(adjectives), "Jesteś ")
    rich = list(dict.fromkeys(map("".join, product(PREFIXES, ("", *PREFIXES), UNCHANGING))))
    drawn.shuffle(rich)
    for name, between in (("", " "), (" on lines", " {}\n"), (" and small words", " i w ")):
        text = "".join(one + between.format(drawn.choice(rich)) for one in rich)
        yield f"words of twenty-four readings{name}", longest(text, "Jesteś ")
    numerals = ("dwustu", "trzystu", "dwunasto", "trzynasto")
    for count, letters, name in ((900, 54, "long"), (3_000, 12, "short"), (4_000, 7, "single")):
        heads = ["".join(drawn.choices(numerals, k=9))[:letters] for _again in range(count)]
        tails_of = ("super", "mega", "dobry", "letni", "stopniowy", "osobowa")
        words = [one + drawn.choice(tails_of) for one in heads]
        yield f"{name} numerals", longest(" i w ".join(words), POLISH)


def accepted(text: str) -> str:
    """Return as much of *text* as is checked."""
    least, most = 0, len(text) + 1
    while most - least > 1:
        middle = (least + most) // 2
        least, most = (middle, most) if excess(text[:middle]) is None else (least, middle)
    return text[:least]


#: Signs of every kind: one is drawn many times, or many are mixed.
SIGNS = (
    "a", "ą", "I", "7", "١", "²", "½", "漢", "ש", "ع", "Я", "ß", "İ", "ﬁ", "Ǆ", "𝕵",
    "\u0301", "\u05b0", "\u200b", "\u00ad", "\u202e", "\ufeff", "\x00", "\x1b", " ",
    "\u00a0", "\t", "\n", "\r", "\u2028", ".", ",", ";", ":", "-", "–", "/", "(", ")",
    "[", "]", "{", "}", "<", ">", "&", "#", "*", "_", "•", "'", '"', "„", "…", "👍🏽",
    "👩‍👩‍👧", "\ud800", "\uffff", "\U0010ffff",
)  # fmt: skip
WORDS = (*POLISH.split(), *ENGLISH.split(), *(one.strip() for one in REPEATED.values()))


def made_up(number: int) -> str:
    """Return the text of this *number*: up to ten thousand characters of anything."""
    drawn = random.Random(number)  # noqa: S311 - the same text each time
    length = drawn.choice((10, 100, 1_000, 10_000))
    kind = number % 5
    if kind == 0:  # one sign
        return drawn.choice(SIGNS) * length
    if kind == 1:  # tokens as long as can be
        return " ".join(
            drawn.choice(SIGNS) * drawn.randint(1, length) for _again in range(drawn.randint(1, 3))
        )[:length]
    if kind == 2:  # letters and signs of any script
        return "".join(chr(drawn.randrange(0x110000)) for _again in range(min(length, 2_000)))
    if kind == 3:  # signs mixed
        return "".join(drawn.choices(SIGNS, k=length))
    separators = drawn.choice(((" ",), ("\n",), ("", " "), (" ", "\n", ". ", "/", ", ")))
    return "".join(
        drawn.choice(WORDS) + drawn.choice(separators) for _again in range(length // 8 + 1)
    )
