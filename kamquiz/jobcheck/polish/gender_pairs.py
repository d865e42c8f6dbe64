"""Women and men side by side: counterparts of nouns, and forms that name both."""

import re
from collections.abc import Sequence

from kamquiz.domain.bank.ad_vocabulary import GenderWords
from kamquiz.jobcheck.polish.clauses import Word
from kamquiz.jobcheck.polish.grammar import Form, inflected, is_known

#: How feminine nouns are made from masculine ones.
FEMININE = (
    ("ta", "tka"),
    ("ca", "czyni"),
    ("ec", "czyni"),
    ("ik", "iczka"),
    ("yk", "yczka"),
    ("arz", "arka"),
    ("log", "lożka"),
    ("", "ka"),
    ("", "yni"),
)

#: Endings that stand behind a slash or in brackets: samodzielny/a, kandydat(k)a, pracowałeś(-aś).
ENDINGS = (
    r"(?:a|y|i|ą|ę|e|ej|ego|emu|ym|im|em|am|aś|eś|abyś|byś|by|ka|ki|kę|ką|ce|k|ek|kom|kami|tka|tki"
    r"|tkę|tką|ta|ni|nia|nię|nią|czyni|czynię|czynią|yni|ica|icy|icę|icą|iczka|iczki|iczkę|iczką"
    r"|owa|ów|om|ami|er|erka|ła|ał|ałaś|łaś|cą|ca|cy|cę|owi|rka|orka|erkę|anka|wa|wana|na|ny|wy|iec"
    r"|ista|ka|lka|lki|lkę|lką|nka|nki|nkę|nką|szka|yczka|łyby|łaby|ona|ony|ty|ana|any|ta)"
)
BEHIND = re.compile(rf"[*@_]|\s?/\s?-?{ENDINGS}(?!\w)|\(\s?[-/]?\s?{ENDINGS}\s?\)", re.IGNORECASE)

#: An adjective's second form stands near the first.
NEAR = 4

#: Two nouns of one stem share all but so many letters of the masculine one.
OWN_LETTERS = 2
MIN_STEM = 3

FEMININE_FORM = re.compile(r"(?:k[aięą]|ce|ek|kami|kom|czyni\w*|yni\w*|owa|owej|ową|ic[ayęą])$")


def feminine(lemma: str, words: GenderWords) -> str:
    """Return the noun for a woman that goes with *lemma*; "" if none is known."""
    listed = words.feminine_of.get(lemma)
    if listed:
        return listed
    for ending, instead in FEMININE:
        made = lemma[: len(lemma) - len(ending)] + instead
        if lemma.endswith(ending) and is_known(made, "subst:sg:nom:f"):
            return made
    return ""


def masculine(lemma: str, words: GenderWords) -> str:
    """Return the noun for a man that goes with *lemma*; "" if it is no noun for a woman."""
    listed = words.masculine_of.get(lemma)
    if listed:
        return listed
    for instead, ending in FEMININE:
        made = lemma[: len(lemma) - len(ending)] + instead
        if lemma.endswith(ending) and len(made) > MIN_STEM and is_known(made, "subst:sg:nom:m1"):
            return made
    return ""


def both_endings(word: Word) -> bool:
    """Tell whether the word carries both endings: "samodzielny/a", "kandydat(k)a"."""
    return bool(BEHIND.match(word.behind))


def noun_is_paired(word: Word, lemma: str, around: Sequence[Word], words: GenderWords) -> bool:
    """Tell whether the noun stands beside its counterpart, anywhere *around* it."""
    if both_endings(word):
        return True
    counterparts = {feminine(lemma, words), masculine(lemma, words)} - {""}
    if any(_is_one_of(counterparts, other) for other in around if other is not word):
        return True
    return any(
        other is not word
        and (other.form.unknown or not counterparts)
        and _one_stem(word.form, lemma, other.form)
        for other in around
    )


def _is_one_of(lemmas: set[str], word: Word) -> bool:
    """Tell whether *word* is one of *lemmas* as a noun, or as a word only editors know."""
    return any(one.lemma in lemmas for one in word.form.nouns) or (
        word.form.unknown and word.lower in lemmas
    )


def form_is_paired(word: Word, around: Sequence[Word]) -> bool:
    """Tell whether an adjective or a verb stands beside its other gender."""
    if both_endings(word):
        return True
    place = around.index(word)
    near = [*around[max(0, place - NEAR) : place], *around[place + 1 : place + 1 + NEAR]]
    return any(_other_gender(word.form, other.form) for other in near)


def _one_stem(one: Form, lemma: str, other: Form) -> bool:
    stem = lemma[: max(MIN_STEM, len(lemma) - OWN_LETTERS)]
    if not other.text.lower().startswith(stem.lower()):
        return False
    a_woman = other.any("subst", gender="f") or (
        other.unknown and bool(FEMININE_FORM.search(other.text))
    )
    a_man = other.any("subst", gender="m1") or other.unknown
    return a_woman if one.any("subst", gender="m1") else a_man


def _other_gender(one: Form, other: Form) -> bool:
    same_verb = one.stem and one.stem == other.stem and one.text != other.text
    if same_verb:
        return True
    if not one.lemmas & other.lemmas or one.text.lower() == other.text.lower():
        return False
    classes = ("adj", "ppas", "pact", "praet", "winien", "adjc")
    genders = {
        gender
        for form in (one, other)
        for gender in ("m1", "f")
        if form.any(*classes, gender=gender) or (gender == "m1" and form.any("adjc"))
    }
    return genders == {"m1", "f"} and not (
        one.any(*classes, gender="f") and other.any(*classes, gender="f")
    )


def pair(lemma: str, number: str, case: str, written: str, words: GenderWords) -> str:
    """Return both nouns in the form *written* has: "handlowczyni / handlowca"."""
    woman, man = feminine(lemma, words), masculine(lemma, words)
    if woman:
        first, second = inflected(woman, f"subst:{number}:{case}:f") or woman, written
    elif man:
        first, second = written, inflected(man, f"subst:{number}:{case}:m1") or man
    else:
        return f"{written} (k/m/x)"
    if written.istitle():
        return f"{first[:1].upper()}{first[1:]} / {second.lower()}"
    return f"{first} / {second}"
