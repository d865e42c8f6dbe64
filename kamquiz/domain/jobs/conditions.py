"""On which conditions: the offer, place and time, how one applies, personal data."""

from collections.abc import Iterator
from datetime import date

from kamquiz.domain.bank.role import Line
from kamquiz.domain.jobs.choices import FULL_TIME_HOURS
from kamquiz.domain.jobs.context import JobContext, typed, words_of
from kamquiz.domain.jobs.drafts import SENTENCE, SectionId
from kamquiz.domain.text import Text, joined

#: The kind of the line that states base pay.
BASE_PAY = "base"


def offer(job: JobContext) -> Iterator[Line]:
    """Yield what there is for the work."""
    yield from _offered(job, BASE_PAY, _base(job), job.words.missing.base)
    yield from _offered(job, "bonus", _bonus(job), job.words.missing.bonus)
    yield from _offered(job, "benefits", _benefits(job), job.words.missing.benefits)


def terms(job: JobContext) -> Iterator[Line]:
    """Yield where, when and under which contract it is done."""
    choices, say, missing = job.choices, job.words.sentences, job.words.missing
    place = typed(job.details.place)
    yield from job.said(
        "place",
        _place(job, place or missing.place),
        known=bool(place or job.mode),
    )
    yield from job.said(
        "contract",
        say.contract.filled(contract=job.contract.text if job.contract else missing.contract),
        known=job.contract is not None,
    )
    yield from job.said("hours", _hours(job), known=choices.hours is not None)
    travel = (
        missing.travel
        if choices.travel is None
        else say.travel.filled(percent=str(choices.travel))
        if choices.travel
        else say.no_travel
    )
    yield from job.said("travel", travel, known=choices.travel is not None)
    ways = [one.text for one in job.words.flexibilities if one.id in choices.flexibility]
    yield from job.said(
        "flexibility",
        say.flexibility.filled(ways=joined(tuple(ways))) if ways else missing.flexibility,
        known=bool(ways),
    )


def recruiting(job: JobContext) -> Iterator[Line]:
    """Yield how one applies and what comes then."""
    choices, say, missing = job.choices, job.words.sentences, job.words.missing
    contact = say.contact.filled(employer=job.employer, contact=job.contact)
    yield from job.said("contact", contact, known=bool(job.details.employer or job.details.contact))
    if job.details.apply_by:
        yield Line(id="apply-by", text=say.apply_by.filled(date=_day(job, job.details.apply_by)))
    steps = [one.text for one in job.words.steps if one.id in choices.steps]
    if steps:
        meetings = job.counted("meetings", choices.meetings, missing.course)
        course = say.course.filled(meetings=meetings, steps=joined(tuple(steps), "; "))
        yield Line(id="course", text=course)
    answer = (
        missing.answer
        if choices.answer_days is None
        else say.answer.filled(days=job.words.counts.answer_days.counting(choices.answer_days))
    )
    yield from job.said("answer", answer, known=choices.answer_days is not None)
    if choices.adjustments:
        yield Line(id="adjustments", text=say.adjustments, kind=SENTENCE)


def privacy(job: JobContext) -> Iterator[Line]:
    """Yield the notice on personal data."""
    notice = words_of(job.words.privacies, job.choices.privacy)
    if notice:
        contract = job.terms
        keep = job.counted("keep_months", job.choices.keep_months, job.words.missing.keep)
        text = notice.filled(
            employer=job.employer,
            contact=job.contact,
            basis=contract.basis,
            months=keep,
        )
        yield Line(id="privacy", text=text, kind=SENTENCE)


def _offered(job: JobContext, kind: str, text: Text | None, missing: Text) -> Iterator[Line]:
    """Yield what was filled in, else the pattern's own line, else what is missing."""
    own = [one for one in job.pattern.offer if one.kind == kind]
    if text:
        yield Line(id=own[0].id if own else kind, text=text, kind=kind)
    elif own:
        yield from own
    else:
        yield from job.said(kind, missing, known=False)
    if kind == "benefits":
        known = {BASE_PAY, "bonus", "benefits"}
        yield from (one for one in job.pattern.offer if one.kind not in known)


def _base(job: JobContext) -> Text | None:
    low, high = job.choices.pay_min, job.choices.pay_max
    period = words_of(job.words.periods, job.choices.period)
    if (low is None and high is None) or period is None:
        return None
    return job.words.sentences.base.filled(
        range=_range(low, high),
        currency=Text(pl=_zloty(job.choices.currency), en=job.choices.currency),
        gross=job.contract.gross if job.contract else job.words.missing.gross,
        period=period,
        contract=job.contract.text if job.contract else job.words.missing.contract,
    )


def _bonus(job: JobContext) -> Text | None:
    choices, say, missing = job.choices, job.words.sentences, job.words.missing
    if choices.bonus is None:
        return None
    if choices.bonus == 0:
        return say.no_bonus
    return say.bonus.filled(
        percent=str(choices.bonus),
        paid=words_of(job.words.bonus_periods, choices.bonus_paid) or missing.bonus_rule,
        basis=words_of(job.words.bonus_bases, choices.bonus_for) or missing.bonus_rule,
    )


def _benefits(job: JobContext) -> Text | None:
    named = [one.text for one in job.words.benefits if one.id in job.choices.benefits]
    named += [job.in_both(one) for one in job.details.own.get(SectionId.OFFER, ())]
    if not named:
        return None
    return job.words.sentences.benefits.filled(benefits=joined(tuple(named), "; "))


def _place(job: JobContext, place: Text) -> Text:
    if job.mode and job.mode.remote:
        return job.mode.text
    days = job.counted("office_days", job.choices.office_days, job.words.missing.office_days)
    mode = job.mode.text.filled(days=days) if job.mode else job.words.missing.mode
    return job.words.sentences.place.filled(place=place, mode=mode)


def _hours(job: JobContext) -> Text:
    if job.choices.hours is None:
        return job.words.missing.hours
    hours = job.words.counts.hours.counting(job.choices.hours)
    contract = job.terms
    full = job.choices.hours >= FULL_TIME_HOURS
    return (contract.full_time if full else contract.part_time).filled(hours=hours)


def _day(job: JobContext, value: date) -> Text:
    month = job.words.months[value.month - 1]
    return Text(
        pl=f"{value.day} {month.pl} {value.year}", en=f"{value.day} {month.en} {value.year}"
    )


def _range(low: int | None, high: int | None) -> Text:
    """Return the amounts from *low* to *high*, thousands set apart as each language does."""
    amounts = dict.fromkeys(one for one in (low, high) if one is not None)
    english = "–".join(f"{one:,}" for one in amounts)
    return Text(pl=english.replace(",", "\N{NO-BREAK SPACE}"), en=english)


def _zloty(currency: str) -> str:
    return "zł" if currency == "PLN" else currency
