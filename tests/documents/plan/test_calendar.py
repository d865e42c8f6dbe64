"""The plan in a calendar: the same entries for every reader, updated and never doubled."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from kamquiz.documents.plan.calendar import HOURS_A_DAY, at, plan_calendar
from kamquiz.domain.assessment.scoring import Target
from kamquiz.domain.plan.build import build_plan
from kamquiz.domain.plan.edit import with_priority
from kamquiz.domain.plan.model import WEEKS, Phrase, Rhythm
from kamquiz.domain.text import Language
from tests.builders import NOON, all_rated, answers
from tests.speed import best_of

WARSAW = ZoneInfo("Europe/Warsaw")

#: Spring comes in week 12 of a plan that begins here.
MONDAY = date(2027, 1, 11)

ICS_MS = 20


@pytest.fixture(scope="module")
def plan(instrument, catalogue):
    ratings = all_rated(catalogue, 4, closer=1, team=2, solver=3)
    profile = instrument.profile(answers(ratings), Target())
    made = build_plan(profile, catalogue, start=MONDAY, hours=2.0, ratings=ratings)
    return replace(made, uid="of-the-test")


def entries(plan, language=Language.PL, **options):
    """Read the file with the library that did not write it."""
    written = plan_calendar(plan, language, **{"now": NOON} | options)
    calendar = vobject.readOne(written.decode())
    return {one.uid.value: one for one in calendar.vevent_list}


def test_there_is_an_entry_for_each_check_in_first_step_and_week(plan):
    names = [one.removeprefix("of-the-test-").split("@")[0] for one in entries(plan)]

    assert [one for one in names if one.startswith("check-in")] == [
        "check-in-2",
        "check-in-6",
        "check-in-12",
    ]
    assert len([one for one in names if one.startswith("first-step")]) == 3
    assert [one for one in names if one.startswith("week")] == [
        f"week-{week}-1" for week in range(1, WEEKS + 1)
    ]


def test_a_second_library_reads_the_same_entries_as_the_one_that_wrote_them(plan):
    written = plan_calendar(plan, Language.PL, now=NOON)
    ours = {
        str(one["uid"]): (one.decoded("dtstart"), str(one["summary"]), str(one["description"]))
        for one in icalendar.Calendar.from_ical(written).walk("VEVENT")
    }

    theirs = {
        uid: (one.dtstart.value, one.summary.value, one.description.value)
        for uid, one in entries(plan).items()
    }

    assert len(ours) == 18
    assert theirs == ours


def test_the_hour_of_the_week_stays_the_same_hour_when_the_clocks_change(plan):
    plan = replace(plan, rhythm=Rhythm(weekday=0, time=time(9, 0)))

    weeks = [one for uid, one in entries(plan).items() if uid.startswith("of-the-test-week")]

    begins = [one.dtstart.value for one in weeks]
    assert [one.replace(tzinfo=None) for one in begins] == [
        datetime.combine(MONDAY, time(9)) + timedelta(weeks=week) for week in range(WEEKS)
    ]
    offsets = {one.astimezone(WARSAW).utcoffset() for one in begins}
    assert offsets == {timedelta(hours=1), timedelta(hours=2)}


@pytest.mark.parametrize(
    ("day", "hour", "begins"),
    [
        pytest.param(date(2027, 3, 28), time(1, 30), "01:30+0100", id="before the change"),
        pytest.param(date(2027, 3, 28), time(2, 30), "03:30+0200", id="an hour there is not"),
        pytest.param(date(2027, 3, 28), time(3, 0), "03:00+0200", id="after the change"),
        pytest.param(date(2026, 10, 25), time(2, 30), "02:30+0200", id="an hour there is twice"),
        pytest.param(date(2026, 10, 26), time(9, 0), "09:00+0100", id="winter"),
    ],
)
def test_in_the_night_of_the_change_every_hour_exists(day, hour, begins):
    assert at(day, hour).strftime("%H:%M%z") == begins


def test_a_week_of_many_hours_is_spread_over_days(plan):
    found = entries(replace(plan, hours=10.0))

    days = [one for uid, one in found.items() if "-week-1-" in uid]
    assert [one.duration.value for one in days] == [
        timedelta(hours=HOURS_A_DAY),
        timedelta(hours=HOURS_A_DAY),
        timedelta(hours=2),
    ]
    assert len({one.dtstart.value.date() for one in days}) == 3


def test_importing_again_after_a_change_updates_the_same_entries(plan):
    changed = with_priority(
        replace(plan, start=MONDAY + timedelta(weeks=1)),
        replace(plan.priorities[0], first_step=Phrase.own("Call them first.")),
    )

    before, after = entries(plan, revision=1), entries(changed, revision=2)

    assert set(before) == set(after)
    assert {one.sequence.value for one in after.values()} == {"2"}
    assert "Call them first." in after["of-the-test-first-step-1@kamquiz"].summary.value


def test_a_plan_nobody_accepted_gets_the_same_names_each_time(plan):
    nameless = replace(plan, uid="")

    assert set(entries(nameless)) == set(entries(nameless, language=Language.EN))
    assert set(entries(nameless)).isdisjoint(entries(plan))


@pytest.mark.parametrize(
    "words",
    [
        "BEGIN:VEVENT\nSUMMARY:another\nEND:VEVENT",
        "a; b, c \\n d",
        "=cmd|' /C calc'!A0",
        "\u202egnp.exe </w:t> <script>",
        "😀 zażółć gęślą jaźń " * 200,
    ],
)
def test_words_of_ones_own_stay_words(plan, words):
    hostile = with_priority(plan, replace(plan.priorities[0], first_step=Phrase.own(words)))

    found = entries(hostile)

    assert len(found) == len(entries(plan))
    assert words in found["of-the-test-first-step-1@kamquiz"].summary.value


def test_a_calendar_takes_a_few_milliseconds(plan):
    taken = best_of(10, lambda: plan_calendar(plan, Language.PL, now=NOON))

    print(f"calendar {taken:.1f} ms")  # noqa: T201 - shown with pytest -rP
    assert taken < ICS_MS
