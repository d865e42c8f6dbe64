"""Findings about a job ad, and the ad itself, for other programs."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from kamquiz.domain.law import Finding
from kamquiz.domain.words import Language

#: Longer than any ad: ten times what people read to the end.
CHARACTERS_AT_MOST = 50 * 1024

KEYS = ("text", "lang")


class AdError(ValueError):
    """The ad cannot be read; *faults* says why, one line each."""

    def __init__(self, *faults: str) -> None:
        """Keep the faults."""
        self.faults = faults
        super().__init__("\n".join(faults))


class LongAdError(AdError):
    """The ad is longer than any ad is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAd:
    """An ad somebody wants checked, and the language they want to be answered in."""

    text: str
    language: Language


def findings_json(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return *findings* with the keys of the contract."""
    return [asdict(one) for one in findings]


def read_ad_text(content: bytes) -> str:
    """Return the text of an ad, every character of it; raises AdError if that is none.

    A mark that some editors put before the text stays, so that places are those of the file.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise AdError(f"the text is not UTF-8: byte {error.start + 1} cannot be read") from error
    return _of_bearable_length(text)


def read_sent_ad(body: bytes) -> SentAd:
    """Return the ad in {"text": …, "lang": "pl"}, a JSON *body*; raises AdError with all faults."""
    try:
        values = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AdError(f"not valid JSON: {error}") from error
    if not isinstance(values, dict):
        raise AdError("the body must be an object with the key 'text'")
    faults = [f"unknown key: {key[:40]!r}" for key in values if key not in KEYS]
    text, lang = values.get("text"), values.get("lang", Language.PL.value)
    if not isinstance(text, str):
        faults.append("text must be a text")
    if lang not in [one.value for one in Language]:
        faults.append("lang must be 'pl' or 'en'")
    if faults or not isinstance(text, str):
        raise AdError(*faults)
    return SentAd(text=_of_bearable_length(text), language=Language(lang))


def _of_bearable_length(text: str) -> str:
    if len(text) > CHARACTERS_AT_MOST:
        raise LongAdError(
            f"the text has {len(text)} characters, at most {CHARACTERS_AT_MOST} are checked"
        )
    return text
