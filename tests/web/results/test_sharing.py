"""A link for a mentor: it opens what was ticked, changes nothing, and can be withdrawn."""

import pytest

from tests.stored import reached
from tests.visitor import Visitor


@pytest.fixture
def planned(anyone):
    """Somebody with an accepted plan and a private note in it."""

    def walk():
        anyone.accept("3", "short")
        trait = next(
            identifier for identifier in anyone.page.ids() if identifier.startswith("priority-")
        )
        anyone.open(f"plan/priority/{trait.removeprefix('priority-')}")
        anyone.send(note="PRIVATE-2027", if_then__own="INTENTION-2027")

    reached(anyone, "with a note", walk=walk)
    return anyone


def share(visitor, **ticks):
    """Make a link that opens what is ticked and return its address."""
    visitor.open("share")
    visitor.send(to="/share", **{"result": None, "plan": None, "notes": None} | ticks)
    link = next(element for element in visitor.page.all("input") if element.get("id") == "link")
    return link.get("value").removeprefix("http://localhost")


@pytest.fixture
def mentor(app, planned):
    return Visitor(app, planned.language)


def test_a_mentor_reads_result_and_plan_without_an_account(planned, mentor):
    link = share(planned, result="y", plan="y")

    mentor.open(link)

    assert mentor.page.address == f"/{planned.language}/shared"
    assert len(mentor.page.all("circle")) == 19
    assert "INTENTION-2027" in mentor.page.text
    assert not mentor.page.forms()


@pytest.mark.parametrize(
    ("ticks", "circles", "plan"),
    [
        pytest.param({"result": "y"}, 19, False, id="the result only"),
        pytest.param({"plan": "y"}, 0, True, id="the plan only"),
    ],
)
def test_a_link_opens_what_was_ticked_and_nothing_else(planned, mentor, ticks, circles, plan):
    mentor.open(share(planned, **ticks))

    assert len(mentor.page.all("circle")) == circles
    assert ("INTENTION-2027" in mentor.page.text) is plan
    for page in ("result", "plan", "answers", "plan/history", "again", "evidence", "share", "keep"):
        mentor.open(page, status=404)


@pytest.mark.parametrize(("notes", "shown"), [(None, False), ("y", True)])
def test_private_notes_go_along_only_when_that_is_ticked(planned, mentor, notes, shown):
    mentor.open(share(planned, result="y", plan="y", notes=notes))

    assert ("PRIVATE-2027" in mentor.page.text) is shown


def test_a_withdrawn_link_opens_nothing_any_more(planned, mentor):
    link = share(planned, plan="y")
    mentor.open(link)

    planned.send(to="/share/revoke")

    mentor.open(link, status=404)
    mentor.open("shared", status=404)


def test_a_link_nobody_made_says_what_to_do(mentor):
    mentor.open("share/" + "x" * 43, status=404)

    assert mentor.page.heading in {
        "Ten link już niczego nie otwiera",
        "This link opens nothing any more",
    }


def test_the_link_is_shown_once_in_the_browser_that_made_it(planned, app):
    share(planned, plan="y")
    planned.open("keep")
    back = next(one for one in planned.page.all("input") if one.get("id") == "link").get("value")
    elsewhere = Visitor(app, planned.language)
    elsewhere.come_back(back)

    elsewhere.open("share")

    assert not [element for element in elsewhere.page.all("input") if element.get("id") == "link"]
    assert elsewhere.page.form_to("/share/revoke")


def test_a_mentor_keeps_a_quiz_of_their_own(planned, mentor):
    mentor.begin("full")
    mentor.answer_page("4")

    mentor.open(share(planned, plan="y"))

    assert mentor.open("quiz").address.endswith("/quiz/2")


def test_nobody_can_withdraw_the_link_of_somebody_else(planned, app):
    link = share(planned, plan="y")
    form = planned.page.form_to("/share/revoke")
    other = Visitor(app, planned.language)
    other.begin("full")
    token = other.open("delete").forms()[0].values["csrf_token"]

    other.post(form.action, {"csrf_token": token, "share": form.values["share"]})

    assert Visitor(app, planned.language).open(link).status == 200


def test_a_link_needs_something_to_open_and_there_are_ten_at_most(planned):
    planned.open("share")
    planned.send(to="/share", result=None, plan=None, status=422)
    assert list(planned.page.summary().values()) == ["#result"]

    for _link in range(10):
        share(planned, plan="y")

    assert not [form for form in planned.page.forms() if form.action.endswith("/share")]


def test_deleting_the_answers_withdraws_every_link(planned, mentor):
    link = share(planned, plan="y")
    planned.open("delete")
    planned.send()

    mentor.open(link, status=404)


def test_evidence_climbs_from_claimed_to_shown_to_confirmed(planned, catalogue):
    planned.open("evidence")
    names = list(planned.page.questions())
    assert len(names) == 19 + 3
    assert set(planned.page.checked().values()) == {"1"}

    planned.send(**dict.fromkeys(names, "2") | {names[0]: "3"})

    checked = planned.open("evidence").checked()
    assert checked == dict.fromkeys(names, "2") | {names[0]: "3"}
    ladder = [
        element
        for element in planned.open("result").all("strong")
        if element.get("class") == "rung-2"
    ]
    assert ladder
