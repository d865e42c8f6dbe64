"""A place in an ad that a case was found at, and the finding people read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kamquiz.domain.bank.ad_rules import Case, Finding, Law, Rule, Severity
from kamquiz.domain.bank.ad_vocabulary import Contract
from kamquiz.domain.text import Language
from kamquiz.jobcheck.ads import AdText

FILL = re.compile(r"%\((\w+)\)s")

#: A quotation inside a reason longer than this says no more.
MAX_QUOTED = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A case of a rule at a place of the plain text; *filled* goes into its texts."""

    name: str
    start: int = 0
    end: int = 0
    filled: Mapping[str, str] = field(default_factory=dict)


def severity(mark: Mark, ad: AdText, law: Law) -> Severity:
    """Return how much *mark* weighs in *ad*."""
    case = law.case(mark.name)[1]
    softened = case.labour_code and _only_recommended(ad)
    return case.severity.softened() if softened else case.severity


def finding(mark: Mark, ad: AdText, law: Law, language: Language) -> Finding:
    """Return what *mark* says to people who read *language*."""
    rule, case = law.case(mark.name)
    start, end = ad.place(mark.start), ad.place(mark.end)
    quote = ad.source[start:end]
    softened = case.labour_code and _only_recommended(ad)
    why = case.why.to(language)
    return compose(
        rule,
        case,
        language,
        start=start,
        end=end,
        quote=quote,
        filled=mark.filled,
        severity=severity(mark, ad, law),
        why=f"{why} {law.recommended.to(language)}" if softened else why,
        written=ad.language,
    )


def compose(
    rule: Rule,
    case: Case,
    language: Language,
    *,
    quote: str = "",
    start: int = 0,
    end: int = 0,
    filled: Mapping[str, str],
    why: str = "",
    severity: Severity | None = None,
    written: Language | None = None,
) -> Finding:
    """Return a finding with its texts filled in; *why* and *severity* stand in for the case's own.

    The finding speaks *language*, its quote the one in which it was *written*.
    """
    values = {"quote": _shortened(quote), **filled}
    return Finding(
        rule=rule.id,
        severity=severity or case.severity,
        start=start,
        end=end,
        quote=quote,
        why=fill(why or case.why.to(language), values),
        source=rule.source.to(language),
        fix=fill(case.fix.to(language), values),
        language=written,
    )


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return *template* with what *values* has for its places."""
    return FILL.sub(lambda found: values.get(found[1], ""), template)


def _only_recommended(ad: AdText) -> bool:
    """Tell whether the ad offers contracts, and none of employment."""
    return bool(ad.contracts) and Contract.EMPLOYMENT not in ad.contracts


def _shortened(quote: str) -> str:
    words = " ".join(quote.split())
    return words if len(words) <= MAX_QUOTED else words[: MAX_QUOTED - 1] + "…"
