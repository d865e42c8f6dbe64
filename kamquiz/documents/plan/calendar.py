"""A plan as a calendar file by RFC 5545: check-ins, first steps, the hour of the week."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from kamquiz.documents.wording import wording
from kamquiz.domain.plan.model import DAYS, WEEKS, Plan, Priority
from kamquiz.domain.text import Language

#: Where the readers are: an hour of the week stays the same hour there all year round.
ZONE = ZoneInfo("Europe/Warsaw")

#: A longer stretch is not worked through in one day beside the job.
HOURS_A_DAY = 4.0

PRODUCT = "-//kamquiz//plan//PL"


def plan_calendar(plan: Plan, language: Language, *, now: datetime, revision: int = 0) -> bytes:
    """Return *plan* as a calendar file.

    Every entry has a name of its own (UID) that stays the same, so that importing the
    file again updates the entries; *revision* grows with each change. *now* is naive UTC.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", wording(language).gettext("Development plan for 12 weeks"))
    calendar.add_component(_zone())
    for event in _Entries(plan, language).all():
        event.add("dtstamp", now.replace(tzinfo=UTC))
        event.add("last-modified", now.replace(tzinfo=UTC))
        event.add("sequence", revision)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    """Return the rule of the clocks there: one hour on from the last Sunday in March to October.

    Written as a rule: lists of dates, which libraries write, are read by few of them.
    """
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    for part, name, month, began, offsets in (
        (TimezoneDaylight(), "CEST", 3, datetime.fromisoformat("1970-03-29T02:00"), (1, 2)),
        (TimezoneStandard(), "CET", 10, datetime.fromisoformat("1970-10-25T03:00"), (2, 1)),
    ):
        before, after = (timedelta(hours=hours) for hours in offsets)
        part.add("dtstart", began)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("tzname", name)
        zone.add_component(part)
    return zone


class _Entries:
    """The entries of one plan in one language."""

    def __init__(self, plan: Plan, language: Language) -> None:
        self._plan = plan
        self._language = language
        self._ = wording(language).gettext
        self._uid = plan.uid or _uid_of(plan)

    def all(self) -> Iterator[Event]:
        for place, priority in enumerate(self._plan.priorities, start=1):
            if not priority.first_step.is_empty:
                yield self._first_step(place, priority)
        for week in range(1, WEEKS + 1):
            yield from self._blocks(week)
        for check_in in self._plan.check_ins:
            event = self._event(
                f"check-in-{check_in.week}",
                self._("Look back at the plan: %(week)s weeks") % {"week": check_in.week},
                "\n".join(self._lines()),
            )
            yield _on(event, check_in.day)

    def _first_step(self, place: int, priority: Priority) -> Event:
        """Return the first step of a priority, on the day its own weeks begin."""
        begins = [self._plan.starts(one) for one in self._plan.steps_for(priority.trait.id)]
        event = self._event(
            f"first-step-{place}",
            self._("First step: %(step)s") % {"step": priority.first_step.text.to(self._language)},
            priority.trait.name.to(self._language),
        )
        return _on(event, min(begins, default=self._plan.start))

    def _blocks(self, week: int) -> Iterator[Event]:
        """Yield the hours of *week*; more than HOURS_A_DAY go on on the days after."""
        plan = self._plan
        steps = [one for one in plan.active_steps if one.first_week <= week <= one.last_week]
        titles = "\n".join("– " + one.title.text.to(self._language) for one in steps)
        monday = plan.start + timedelta(weeks=week - 1)
        first = monday + timedelta(days=(plan.rhythm.weekday - monday.weekday()) % DAYS)
        left, place = plan.hours, 0
        while left > 0:
            hours = min(left, HOURS_A_DAY)
            event = self._event(
                f"week-{week}-{place + 1}",
                self._("Time for my plan: week %(week)s") % {"week": week},
                titles,
            )
            begins = at(first + timedelta(days=place), plan.rhythm.time)
            event.add("dtstart", begins)
            event.add("duration", timedelta(hours=hours))
            yield event
            left -= hours
            place += 1

    def _lines(self) -> Iterator[str]:
        for one in self._plan.priorities:
            yield f"{one.trait.name.to(self._language)}: {one.if_then.text.to(self._language)}"

    def _event(self, name: str, summary: str, description: str) -> Event:
        event = Event()
        event.add("uid", f"{self._uid}-{name}@kamquiz")
        event.add("summary", summary)
        event.add("description", description)
        event.add("transp", "TRANSPARENT" if "week-" not in name else "OPAQUE")
        return event


def at(day: date, hour: time) -> datetime:
    """Return *hour* on *day* as clocks show it there.

    In the night the clocks go forward an hour does not exist: what falls into it begins
    when it is over.
    """
    wanted = datetime.combine(day, hour, tzinfo=ZONE)
    real = wanted.astimezone(UTC).astimezone(ZONE)
    return wanted if real.time() == wanted.time() else real


def _on(event: Event, day: date) -> Event:
    """Return *event* for the whole of *day*."""
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return event


def _uid_of(plan: Plan) -> str:
    """Return a name for a plan nobody accepted: the same one for the same plan."""
    parts = (plan.start.isoformat(), *(one.trait.id for one in plan.priorities))
    return sha256(" ".join(parts).encode()).hexdigest()[:32]
