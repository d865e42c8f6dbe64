"""Neutral wording for a gendered form, as concrete as grammar allows."""

import re

from kamquiz.domain.bank.ad_vocabulary import GenderWords
from kamquiz.jobcheck.polish.clauses import Word
from kamquiz.jobcheck.polish.grammar import inflected, is_known


def listed(word: Word, words: GenderWords) -> str:
    """Return what the editors put down for this very word; "" if nothing."""
    return next((one.instead for one in words.rewrites if one.phrases.is_(word.lower)), "")


def past(word: Word, words: GenderWords) -> str:
    """pracowałeś → masz doświadczenie w pracy; prowadziłaś → masz doświadczenie w prowadzeniu."""
    noun = inflected(word.form.stem, "ger:sg:loc")
    if word.form.ending == "pri":
        return listed(word, words) or f"{word.form.stem}: w czasie teraźniejszym"
    return listed(word, words) or (f"masz doświadczenie w {noun}" if noun else "masz doświadczenie")


def present(stem: str, word: Word, words: GenderWords) -> str:
    """chciałbyś → chcesz; porozmawiałabyś → porozmawiasz."""
    return listed(word, words) or inflected(stem, "fin:sg:sec") or stem


def future(stem: str) -> str:
    """będziesz odpowiadał → będziesz odpowiadać; będziesz mógł → możesz."""
    if stem in {"móc", "musieć", "mieć", "chcieć"} and stem != "mieć":
        return inflected(stem, "fin:sg:sec")
    return f"będziesz {stem}"


def quality(word: Word, words: GenderWords) -> str:
    """Samodzielny → samodzielność; elastyczna → elastyczność / jesteś osobą elastyczną."""
    found = listed(word, words)
    if found:
        return found
    lemma, tag = _described(word)
    noun = re.sub(r"[yi]$", "", lemma) + "ość"
    person = inflected(lemma, f"{tag}:sg:inst:f" + (":pos" if tag == "adj" else ""))
    options = [noun] if is_known(noun, "subst:sg:nom:f") else []
    options += [f"jesteś osobą {person}"] if person else []
    return " / ".join(options) or "jesteś osobą, która …"


def treatment(word: Word) -> str:
    """Zostaniesz przeszkolony → przeszkolenie."""
    verb = next((one.lemma for one in word.form.readings if one.tag[0] == "ppas"), "")
    noun = inflected(verb, "ger:sg:nom") if verb else ""
    person = inflected(verb, "ppas:sg:inst:f") if verb else ""
    options = [f"otrzymasz: {noun}"] if noun else []
    options += [f"osoba {inflected(verb, 'ppas:sg:nom:f')}"] if person else []
    return " / ".join(options) or "osoba"


def _described(word: Word) -> tuple[str, str]:
    for kind in ("adj", "ppas", "pact"):
        for one in word.form.readings:
            if one.tag[0] == kind:
                return one.lemma, kind
    return word.lower, "adj"
