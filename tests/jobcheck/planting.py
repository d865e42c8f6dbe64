"""Clean ads, and faults planted in them one at a time."""

from pathlib import Path

ADS = Path(__file__).parent / "ads"

CLEAN = {
    language: (ADS / f"clean-{language}.md").read_text(encoding="utf-8")
    for language in ("pl", "en")
}

#: Where a sentence, a requirement or a duty can be put in.
GAPS = {
    "pl": {
        "title": "# Menedżerka / menedżer ds. kluczowych klientów (Key Account Manager)",
        "must": "- Umiejętność liczenia marży i wyjaśnienia jej klientowi\n",
        "duty": "- Przegląd wyników z klientem raz na kwartał\n",
        "process": "Dwie rozmowy z tymi samymi pytaniami",
        "pay": "Wynagrodzenie podstawowe: 10 000–14 000 zł brutto miesięcznie, umowa o pracę "
        "na czas nieokreślony",
    },
    "en": {
        "title": "# Key Account Manager",
        "must": "- Can calculate a margin and explain it to the customer\n",
        "duty": "- Reviewing results with the customer once a quarter\n",
        "process": "Two interviews with the same questions",
        "pay": "Base salary: PLN 10,000–14,000 gross per month, employment contract for an "
        "indefinite period",
    },
}


def planted(language: str, place: str, words: str) -> str:
    """Return the clean ad with *words* put in at *place*; for "title" and "pay" instead of it."""
    gap = GAPS[language][place]
    assert CLEAN[language].count(gap) == 1
    if place in {"title", "pay"}:
        instead = f"# {words}" if place == "title" else words
    elif place == "process":
        instead = f"{words} {gap}"
    else:
        instead = f"{gap}- {words}\n"
    return CLEAN[language].replace(gap, instead)


def without(language: str, *lines: str) -> str:
    """Return the clean ad without the words in *lines*."""
    text = CLEAN[language]
    for words in lines:
        assert words in text, words
        text = text.replace(words, "")
    return text


def cut(language: str, heading: str) -> str:
    """Return the clean ad without the section under *heading*."""
    parts = CLEAN[language].split("\n## ")
    kept = [part for part in parts if not part.startswith(heading)]
    assert len(kept) == len(parts) - 1
    return "\n## ".join(kept)
