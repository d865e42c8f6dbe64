"""The plan as an object: accepted, changed by plain forms, looked back upon, never lost."""

import pytest

from kamquiz.domain.plan.model import NOTE_LENGTH, SENTENCE_LENGTH
from tests.visitor import Visitor


@pytest.fixture
def planned(anyone):
    """Somebody who has accepted a plan and looks at it."""
    anyone.accept("3", "short", seniority="kam", industry="banking")
    return anyone


def first_priority(visitor):
    """Return the trait of the first priority of the page."""
    return next(one for one in visitor.page.ids() if one.startswith("priority-")).removeprefix(
        "priority-"
    )


def first_step(visitor):
    return next(one.action for one in visitor.page.forms() if "/plan/tick/" in one.action).rsplit(
        "/", 1
    )[1]


def test_a_suggestion_becomes_ones_own_only_when_it_is_accepted(anyone):
    anyone.finish("3", "short")
    anyone.open("plan")
    assert not [one for one in anyone.page.links().values() if one.endswith("/plan/steps")]

    anyone.send(to="/plan/accept", start="2026-12-07")

    assert anyone.page.address == f"/{anyone.language}/plan"
    assert [one for one in anyone.page.links().values() if one.endswith("/plan/steps")]
    assert not [one for one in anyone.page.forms() if one.action.endswith("/plan/accept")]


@pytest.mark.parametrize(
    "start",
    [
        pytest.param("2026-11-22", id="yesterday"),
        pytest.param("1999-01-01", id="long ago"),
        pytest.param("2028-01-01", id="in more than a year"),
        pytest.param("2027-02-30", id="a day that is not"),
        pytest.param("soon", id="no day"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_day_that_cannot_be_the_first_comes_back_as_it_was_typed(anyone, start):
    anyone.finish("3", "short")
    anyone.open("plan")

    anyone.send(to="/plan/accept", start=start, status=422)

    assert anyone.page.form_to("/plan/accept").values["start"] == start
    assert list(anyone.page.summary().values()) == ["#start"]


def test_every_part_of_a_priority_can_be_written_in_ones_own_words(planned):
    trait = first_priority(planned)
    own = {
        f"{part}-own": f"{part} 2027 zażółć" if planned.language == "pl" else f"{part} 2027"
        for part in (
            "behaviour",
            "if_then",
            "obstacle",
            "second",
            "first_step",
            "artefact",
            "goal",
        )
    }
    planned.open(f"plan/priority/{trait}")

    planned.send(**own, hearer="mentor", evidence_level="2", note="2027", repeated="y")

    for words in own.values():
        assert words in planned.page.text
    planned.open(f"plan/priority/{trait}")
    form = planned.page.forms()[0]
    assert {name: form.values[name] for name in own} == own
    assert (form.values["hearer"], form.values["evidence_level"], form.values["note"]) == (
        "mentor",
        "2",
        "2027",
    )
    assert form.values["repeated"] == "y"
    assert form.values["behaviour"] == "own"


def test_a_suggestion_can_be_picked_and_is_shown_in_either_language(planned, catalogue):
    trait = first_priority(planned)
    planned.open(f"plan/priority/{trait}")
    picked = planned.page.questions()["if_then"][2]
    obstacle = catalogue.obstacles[0]

    planned.send(if_then=picked, obstacle=obstacle.id)

    action = catalogue.action_by_id[picked.removesuffix("/if-then")]
    for language in ("pl", "en"):
        page = planned.open(f"/{language}/plan")
        text = page.text.replace("\xa0", " ")
        assert getattr(action.if_then.text, language) in text
        assert getattr(obstacle.name, language) in text


def test_words_count_where_the_choice_was_left_as_it_was(planned):
    trait = first_priority(planned)
    planned.open(f"plan/priority/{trait}")

    planned.send(goal__own="2027")

    planned.open(f"plan/priority/{trait}")
    assert planned.page.forms()[0].values["goal"] == "own"
    assert planned.page.forms()[0].values["goal-own"] == "2027"


@pytest.mark.parametrize("written", ["2027", "2028"], ids=["left as they were", "changed too"])
def test_a_suggestion_that_is_picked_after_own_words_were_saved_counts(planned, written):
    trait = first_priority(planned)
    planned.open(f"plan/priority/{trait}")
    picked = planned.page.questions()["goal"][0]
    planned.send(goal="own", goal__own="2027")
    planned.open(f"plan/priority/{trait}")

    planned.send(goal=picked, goal__own=written)

    planned.open(f"plan/priority/{trait}")
    assert planned.page.forms()[0].values["goal"] == picked
    assert planned.page.forms()[0].values["goal-own"] == ""


def test_nothing_yet_can_be_picked_after_own_words_were_saved(planned):
    trait = first_priority(planned)
    planned.open(f"plan/priority/{trait}")
    planned.send(obstacle="own", obstacle__own="2027")
    planned.open(f"plan/priority/{trait}")

    planned.send(obstacle="")

    planned.open(f"plan/priority/{trait}")
    assert planned.page.forms()[0].values["obstacle"] == ""


def test_own_words_that_are_missing_or_too_long_are_named_and_nothing_is_lost(planned):
    planned.open(f"plan/priority/{first_priority(planned)}")
    long = "x" * (SENTENCE_LENGTH + 1)

    planned.send(behaviour="own", if_then__own=long, note="y" * (NOTE_LENGTH + 1), status=422)

    assert set(planned.page.summary().values()) == {"#behaviour-own", "#if_then-own", "#note"}
    assert planned.page.forms()[0].values["if_then-own"] == long
    assert planned.page.forms()[0].values["behaviour"] == "own"


def test_what_was_written_before_can_be_read_later(planned, clock):
    trait = first_priority(planned)
    for words in ("first 2027", "second 2027"):
        planned.open(f"plan/priority/{trait}")
        planned.send(if_then__own=words)
        clock.pass_(days=1)

    planned.open("plan/history")

    assert "first 2027" in planned.page.text
    assert "second 2027" not in planned.page.text


def test_a_new_intention_has_to_be_repeated_anew(planned):
    trait = first_priority(planned)
    planned.open(f"plan/priority/{trait}")
    planned.send(repeated="y")
    planned.open(f"plan/priority/{trait}")
    assert planned.page.forms()[0].values["repeated"] == "y"

    planned.send(if_then__own="2027")

    planned.open(f"plan/priority/{trait}")
    assert "repeated" not in planned.page.forms()[0].values


def test_priorities_are_swapped_dropped_and_turned_round(planned):
    planned.open("plan/priorities")
    before = dict(planned.page.forms()[0].values)
    other = next(
        one for one in planned.page.forms()[0].lists["first"] if one and one not in before.values()
    )

    planned.send(first=before["second"], second=other, third="")

    shown = [one for one in planned.page.ids() if one.startswith("priority-")]
    assert shown == [f"priority-{before['second']}", f"priority-{other}"]


@pytest.mark.parametrize(
    ("chosen", "target"),
    [
        pytest.param(("", "", ""), ["#first"], id="none"),
        pytest.param(("closer", "closer", ""), ["#first", "#second"], id="one twice"),
    ],
)
def test_priorities_that_cannot_be_are_named(planned, chosen, target):
    planned.open("plan/priorities")

    planned.send(**dict(zip(("first", "second", "third"), chosen, strict=True)), status=422)

    assert list(planned.page.summary().values()) == target


def test_a_trait_nobody_offered_is_refused_whole(planned):
    planned.open("plan/priorities")

    planned.send(first="king", status=400)


def test_steps_are_moved_ticked_off_removed_and_added(planned):
    planned.open("plan/steps")
    names = [one for one in planned.page.forms()[0].values if one.startswith("week-")]
    moved, dropped = names[0].removeprefix("week-"), names[1].removeprefix("week-")
    library = planned.page.forms()[0].lists["add"][1]

    planned.send(
        **{f"week-{moved}": "9", f"done-{moved}": "y", f"drop-{dropped}": "y"},
        add=library,
        title="2027 własny krok" if planned.language == "pl" else "2027 own step",
        hours="1,5",
        week="3",
    )

    assert f"step-{library}" in planned.page.ids()
    assert f"step-{dropped}" not in planned.page.ids()
    assert "step-own-1" in planned.page.ids()
    planned.open("plan/steps")
    values = planned.page.forms()[0].values
    assert (values[f"week-{moved}"], values[f"done-{moved}"]) == ("9", "y")
    assert (values["week-own-1"], values["title"]) == ("3", "")


@pytest.mark.parametrize("hours", ["", "0", "0.4", "40.5", "200", "many"])
def test_a_step_of_ones_own_needs_hours_that_can_be(planned, hours):
    planned.open("plan/steps")

    planned.send(title="2027", hours=hours, status=422)

    assert list(planned.page.summary().values()) == ["#hours"]
    assert planned.page.forms()[0].values["title"] == "2027"
    assert planned.page.forms()[0].values["hours"] == hours


def test_a_step_is_ticked_off_with_one_button_and_the_tick_taken_back(planned):
    step = first_step(planned)
    planned.send(to=f"/tick/{step}")
    done = [one for one in planned.page.all("li") if one.get("class") == "done"]
    assert [one.get("id") for one in done] == [f"step-{step}"]

    planned.send(to=f"/tick/{step}")

    assert not [one for one in planned.page.all("li") if one.get("class") == "done"]


def test_the_start_the_hours_and_the_hour_of_the_week_can_be_changed(planned):
    planned.open("plan/settings")

    planned.send(start="2027-02-01", hours="1", weekday="2", time="07:15", anew="y")

    values = planned.open("plan/settings").forms()[0].values
    assert (values["start"], values["hours"]) == ("2027-02-01", "1")
    assert (values["weekday"], values["time"]) == ("2", "07:15")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("start", "2026-01-01"),
        ("start", "2027-02-30"),
        ("hours", "0"),
        ("hours", "200"),
        ("time", "25:00"),
    ],
)
def test_settings_that_cannot_be_come_back_as_they_were_typed(planned, field, typed):
    planned.open("plan/settings")

    planned.send(**{field: typed}, status=422)

    assert list(planned.page.summary().values()) == [f"#{field}"]
    assert planned.page.forms()[0].values[field] == typed


def test_a_first_day_that_has_come_and_gone_may_stay(planned, clock):
    clock.pass_(days=40)
    planned.open("plan/settings")

    planned.send(hours="3")

    assert planned.page.address.startswith(f"/{planned.language}/plan")


def test_two_tabs_that_change_the_same_part_lose_nothing(planned):
    address = f"plan/priority/{first_priority(planned)}"
    first_tab = planned.open(address).forms()[0]
    planned.send(note="from the other tab" if planned.language == "en" else "z drugiej karty")

    planned.post(
        first_tab.action,
        {k: v for k, v in first_tab.values.items() if v} | {"note": "2027"},
        status=409,
    )

    shown = planned.page.forms()[0]
    assert shown.values["note"] == "2027"
    planned.send()
    assert "2027" in planned.page.text


def test_two_tabs_that_change_different_parts_both_count(planned):
    trait = first_priority(planned)
    tab = planned.open(f"plan/priority/{trait}").forms()[0]
    planned.open("plan")
    planned.send(to=f"/tick/{first_step(planned)}")

    planned.post(tab.action, {k: v for k, v in tab.values.items() if v} | {"note": "2027"})

    assert "2027" in planned.page.text
    assert [one for one in planned.page.all("li") if one.get("class") == "done"]


def test_a_plan_accepted_in_two_tabs_is_one_plan(anyone):
    anyone.finish("3", "short")
    tab = anyone.open("plan").form_to("/plan/accept")
    anyone.send(to="/plan/accept", start="2026-12-07")

    anyone.post(tab.action, tab.values | {"start": "2026-12-14"})

    assert anyone.open("plan/settings").forms()[0].values["start"] == "2026-12-07"


def test_a_check_in_asks_a_tap_a_priority_and_is_seen_on_the_plan(planned, clock):
    clock.pass_(weeks=3)
    assert "/plan/check-in/2" in str(planned.open("plan").links().values())
    planned.open("plan/check-in/2")
    traits = [one.removeprefix("outcome-") for one in planned.page.questions() if "outcome" in one]
    outcomes = dict(
        zip([f"outcome-{one}" for one in traits], ("done", "partly", "not"), strict=True)
    )

    planned.send(
        **outcomes, **{f"obstacle-{traits[1]}": "2027 a", f"if_then-{traits[1]}": "2027 b"}
    )

    assert "2027 a" in planned.page.text
    assert "2027 b" in planned.page.text
    shown = planned.open("plan/check-in/2")
    assert {k: v for k, v in shown.checked().items() if k.startswith("outcome")} == outcomes


def test_a_check_in_without_an_answer_names_each_priority(planned):
    planned.open("plan/check-in/2")

    planned.send(status=422)

    assert len(planned.page.summary()) == 3


def test_a_step_added_in_another_tab_stays_when_the_check_in_is_sent(planned):
    tab = planned.open("plan/check-in/2").forms()[0]
    outcomes = dict.fromkeys([one for one in tab.options if "outcome" in one], "done")
    planned.open("plan/steps")
    planned.send(title="2027", hours="1")

    planned.post(tab.action, {k: v for k, v in tab.values.items() if v} | outcomes)

    assert "step-own-1" in planned.page.ids()
    shown = planned.open("plan/check-in/2").checked()
    assert {k: v for k, v in shown.items() if k.startswith("outcome")} == outcomes


def test_the_return_link_leads_to_a_check_in_whose_day_has_come(planned, clock, app):
    planned.open("keep")
    link = next(one for one in planned.page.all("input") if one.get("id") == "link").get("value")
    elsewhere = Visitor(app, planned.language)
    assert elsewhere.come_back(link).address.endswith("/result")

    clock.pass_(weeks=3)

    assert elsewhere.come_back(link).address.endswith("/check-in/2")


@pytest.mark.parametrize("week", ["1", "3", "99"])
def test_other_weeks_have_no_check_in(planned, week):
    planned.open(f"plan/check-in/{week}", status=404)


@pytest.mark.parametrize(
    "page",
    ["plan/settings", "plan/steps", "plan/priorities", "plan/check-in/2", "plan/history"],
)
def test_before_a_plan_is_accepted_its_pages_are_not_there(anyone, page):
    anyone.finish("3", "short")

    anyone.open(page, status=404)


def test_words_of_ones_own_are_shown_and_never_run(planned):
    trait = first_priority(planned)
    planned.open(f"plan/priority/{trait}")
    hostile = "<script>alert(1)</script> ${7*7} \u202e =cmd \x00\x07 😀"

    planned.post(
        planned.page.forms()[0].action,
        {k: v for k, v in planned.page.forms()[0].values.items() if v} | {"goal-own": hostile},
    )

    assert "<script>" not in planned.page.html.replace("<script src", "")
    assert "&lt;script&gt;alert(1)" in planned.page.html
    assert "\x07" not in planned.page.html


def test_another_twelve_weeks_begin_from_the_newest_result_and_the_old_plan_is_kept(planned, clock):
    planned.open(f"plan/priority/{first_priority(planned)}")
    planned.send(if_then__own="2027 old")
    clock.pass_(weeks=14)
    assert "/plan/new" in str(planned.open("plan").links().values())
    planned.open("plan/new")

    planned.send(to="/plan/accept")

    assert "2027 old" not in planned.page.text
    assert "2027 old" in planned.open("plan/history").text
