"""Pay: is it there, is it complete, is it a sensible range."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.bank.ad_vocabulary import Contract, PayWords, Phrases, Section
from kamquiz.jobcheck.ads import AdText, Sentence
from kamquiz.jobcheck.marks import Mark

CURRENCY = r"(?:zł(?:otych|ote)?|PLN|EUR|euro|€|USD|\$|GBP|£|CHF)"
AMOUNT = r"\d{1,3}(?:[ \u00a0\u202f.,'’]\d{3})+(?:[.,]\d{2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)"
THOUSAND = r"(?:tys(?:\.|ięcy|iące)?|k)(?!\w)"

MONEY = re.compile(
    rf"""(?<![\w.,/-])(?:(?P<from>od|from|between)\s+)?
    (?P<before>{CURRENCY}\s?)?(?P<low>{AMOUNT})\s?(?P<low_k>{THOUSAND})?\s?(?P<low_currency>{CURRENCY}(?!\w))?
    (?:\s?(?:-|–|—|do|to|and)\s?(?P<second>{CURRENCY}\s?)?(?P<high>{AMOUNT})\s?(?P<high_k>{THOUSAND})?
       \s?(?P<currency>{CURRENCY}(?!\w))?)?""",
    re.IGNORECASE | re.VERBOSE,
)

MILLIONS = re.compile(r"\s?(?:mln|mld|milion|million|billion|bn|m\b)", re.IGNORECASE)
FIXED = re.compile(r"\b(?:stał[aey]|stałą|fixed|flat)\b", re.IGNORECASE)
ZLOTYS = {"zł", "złotych", "złote", "pln"}

#: So far behind an amount stands what it is for: "5000 zł dofinansowania".
NEAR = 24

#: Where a range of money is pay even if no word says so.
PAY_SECTIONS = (Section.OFFER, Section.ROLE, None)

#: Nobody is paid less than this an hour; smaller figures count something else.
MIN_AMOUNT = 10

#: "8-12 tys.": figures below a hundred share the word "thousand".
THOUSANDS_BELOW = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pay:
    """An amount or range of pay; *around* is what is said of it, *sentence* of all there."""

    start: int
    end: int
    text: str
    low: float
    high: float | None
    currency: str
    around: str
    sentence: str

    @property
    def zlotys(self) -> bool:
        """Tell whether it is in Polish money."""
        return self.currency.lower() in ZLOTYS or not self.currency


def pay_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield what is wrong with the pay in *ad*."""
    words = law.vocabulary.pay
    pays = pays_in(ad, words)
    if not pays:
        yield Mark(name="pay-missing/missing")
    # A sentence may hold thousands of amounts: it is searched once, and so is the ad.
    period = cache(lambda sentence: any(one.find(sentence) for one in words.periods))
    part_time = bool(pays and words.part_time.find(ad.plain))
    for pay in pays:
        yield from _incomplete(pay, ad, words, has_period=period(pay.sentence))
        yield from _range(pay, ad, law, part_time=part_time)
    yield from _variable(ad, words)


def pays_in(ad: AdText, words: PayWords) -> tuple[Pay, ...]:
    """Return the amounts of base pay in *ad*, in order."""
    return tuple(pay for sentence in ad.sentences for pay in _pays(sentence, words))


def _pays(sentence: Sentence, words: PayWords) -> Iterator[Pay]:
    found = [one for one in MONEY.finditer(sentence.text) if _is_money(one, sentence.text)]
    said = found and bool(words.base.find(sentence.text) or words.base.find(sentence.line.lead))
    for number, match in enumerate(found):
        before = sentence.text[found[number - 1].end() if number else 0 : match.start()]
        end = found[number + 1].start() if number + 1 < len(found) else len(sentence.text)
        behind = sentence.text[match.end() : end]
        meant = said or (match["high"] and sentence.line.section in PAY_SECTIONS)
        if meant and _is_base(match, before, behind, words):
            yield _pay(match, sentence, before + " " + behind)


def _is_money(match: re.Match[str], text: str) -> bool:
    named = any(match[name] for name in ("before", "low_currency", "currency", "second"))
    thousands = match["low_k"] or match["high_k"]
    return bool(named or thousands) and not MILLIONS.match(text, match.end())


def _is_base(match: re.Match[str], before: str, behind: str, words: PayWords) -> bool:
    """Tell whether nothing next to the amount makes it a bonus, a budget or a turnover."""
    near = behind[:NEAR]
    if words.other_money.find(before) or words.other_money.find(near):
        return False
    if words.variable.find(before) or words.variable.find(re.split(r"[,+]", near)[0]):
        return False
    return _value(match["low"], match["low_k"] or match["high_k"]) >= MIN_AMOUNT


def _pay(match: re.Match[str], sentence: Sentence, around: str) -> Pay:
    shared = match["high_k"] if match["high"] else None
    low = _value(match["low"], match["low_k"])
    high = _value(match["high"], shared) if match["high"] else None
    if shared and not match["low_k"] and low < THOUSANDS_BELOW:
        low *= 1000
    currency = next(
        (
            match[name].strip()
            for name in ("currency", "low_currency", "before", "second")
            if match[name]
        ),
        "",
    )
    text = match.group().strip()
    start = sentence.start + match.start() + match.group().index(text)
    return Pay(
        start=start,
        end=start + len(text),
        text=text,
        low=low,
        high=high,
        currency=currency,
        around=around,
        sentence=sentence.text,
    )


def _value(written: str, thousand: str | None) -> float:
    """Return the number *written*: "8 000", "8.000,00", "8,5" (thousand)."""
    groups = re.fullmatch(r"(\d{1,3}(?:[^\d]\d{3})+)(?:[.,](\d{2}))?", written)
    if groups:
        number = float(re.sub(r"\D", "", groups[1]) + "." + (groups[2] or "0"))
    else:
        number = float(written.replace(",", "."))
    return number * 1000 if thousand else number


def _incomplete(pay: Pay, ad: AdText, words: PayWords, *, has_period: bool) -> Iterator[Mark]:
    around = pay.around
    if pay.high is None and not FIXED.search(around):
        yield _mark("pay-incomplete/one-figure", pay)
    if not (words.gross.find(around) or words.net.find(around)):
        yield _mark("pay-incomplete/gross", pay)
    if not has_period:
        yield _mark("pay-incomplete/period", pay)
    if not ad.contracts:
        yield _mark("pay-incomplete/contract", pay)


def _range(pay: Pay, ad: AdText, law: Law, *, part_time: bool) -> Iterator[Mark]:
    numbers, words = law.numbers, law.vocabulary.pay
    if pay.high is not None and pay.low > pay.high:
        yield _mark("pay-range/upside-down", pay)
        return
    if pay.zlotys and not words.net.find(pay.around):
        contracts = _contracts(pay, ad, law)
        monthly = words.month.find(pay.around) and not part_time
        employed = Contract.EMPLOYMENT in contracts or not contracts
        if monthly and employed and pay.low < numbers.monthly_minimum:
            yield _mark("pay-range/below-month", pay, limit=_written(numbers.monthly_minimum))
        hourly = words.hour.find(pay.around) and not words.month.find(pay.around)
        if hourly and contracts != {Contract.EMPLOYMENT} and pay.low < numbers.hourly_minimum:
            yield _mark("pay-range/below-hour", pay, limit=_written(numbers.hourly_minimum))
    if pay.high is not None and pay.low > 0:
        spread = 100 * (pay.high - pay.low) / pay.low
        if spread > numbers.spread_at_most:
            yield _mark(
                "pay-range/spread",
                pay,
                number=f"{spread:.0f}",
                limit=_written(numbers.spread_at_most),
            )


def _contracts(pay: Pay, ad: AdText, law: Law) -> frozenset[Contract]:
    """Return the contracts named beside the amount, else those of the whole ad."""
    beside = frozenset(
        one.contract for one in law.vocabulary.contracts if one.phrases.find(pay.around)
    )
    return beside or ad.contracts


def _variable(ad: AdText, words: PayWords) -> Iterator[Mark]:
    for sentence in ad.sentences:
        outside = sentence.line.section in {Section.NICE, Section.COMPANY, Section.REQUIREMENTS}
        found = words.variable.find(sentence.text)
        if found and not (outside or sentence.line.heading or _has_rule(sentence.text, words.rule)):
            yield Mark(
                name="pay-incomplete/variable",
                start=sentence.start + found.start(),
                end=sentence.start + found.end(),
            )


def _has_rule(text: str, rule: Phrases) -> bool:
    return bool(rule.find(text))


def _written(number: float) -> str:
    return f"{number:g}" if number == int(number) else f"{number:.2f}".replace(".", ",")


def _mark(name: str, pay: Pay, **filled: str) -> Mark:
    return Mark(name=name, start=pay.start, end=pay.end, filled=filled)
