"""From the last question to what changed after twelve weeks, through real forms."""

import json

import icalendar
import vobject

from tests.visitor import Visitor

FORMATS = ("pdf", "docx", "ics", "md", "json")


def test_somebody_carries_out_a_plan_and_sees_what_changed(anyone, clock, catalogue, app):
    weak = {"closer", "team", "listener"}
    anyone.begin("full", seniority="kam", industry="banking")
    answered(anyone, catalogue, lambda trait: 1 if trait in weak else 4)
    while "/skills/" in anyone.page.address:
        anyone.answer_page("3")

    anyone.open("plan")
    anyone.send(to="/plan/accept", start="2026-11-30")
    priorities = [
        one.removeprefix("priority-") for one in anyone.page.ids() if one.startswith("priority-")
    ]
    assert set(priorities) == weak

    intention = {"pl": "Jeśli klient pyta, to słucham.", "en": "If they ask, then I listen."}
    anyone.open(f"plan/priority/{priorities[0]}")
    anyone.send(if_then__own=intention[anyone.language], repeated="y")
    assert intention[anyone.language] in anyone.page.text.replace("\xa0", " ")

    files = {one: exported(anyone, one) for one in FORMATS}
    assert files["pdf"].startswith(b"%PDF-")
    assert files["docx"].startswith(b"PK")
    assert intention[anyone.language] in files["md"].decode()
    assert json.loads(files["json"])["priorities"][0]["if_then"] == intention[anyone.language]
    assert same_events(files["ics"]) == 3 + 3 + 12

    clock.pass_(weeks=3)
    back = Visitor(app, anyone.language)
    back.come_back(return_link(anyone))
    assert back.page.address.endswith("/plan/check-in/2")
    outcomes = [one for one in back.page.questions() if one.startswith("outcome-")]
    back.send(**dict(zip(outcomes, ("done", "partly", "not"), strict=True)))
    assert back.page.address.startswith(f"/{anyone.language}/plan")

    clock.pass_(weeks=10)
    back.open("again")
    assert {one for one in back.page.checked() if one.startswith("trait-")} == {
        f"trait-{one}" for one in weak
    }
    back.send(to="/again")
    asked = answered(back, catalogue, lambda _trait: 4)
    assert len(asked) == 18

    changes = [one.get("class") for one in back.page.all("tr") if one.get("class")]
    assert changes == ["real"] * 3


def answered(visitor, catalogue, points):
    """Answer each statement so that it earns the *points* of its trait; return what was asked."""
    asked = []
    while "/quiz/" in visitor.page.address:
        statements = [catalogue.statement_by_id[one] for one in visitor.page.questions()]
        asked += statements
        visitor.send(
            **{
                one.id: str(6 - points(one.trait) if one.reverse else points(one.trait))
                for one in statements
            }
        )
    return asked


def exported(visitor, form):
    response = visitor.client.get(f"/{visitor.language}/plan/file?format={form}")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"].endswith(f'{visitor.language}.{form}"')
    return response.data


def return_link(visitor):
    visitor.open("keep")
    link = next(one for one in visitor.page.all("input") if one.get("id") == "link")
    return link.get("value").removeprefix("http://localhost")


def same_events(calendar):
    """Return how many events two libraries read, after making sure they read the same."""
    ours = {
        str(one["uid"]): (one.decoded("dtstart"), str(one["summary"]))
        for one in icalendar.Calendar.from_ical(calendar).walk("VEVENT")
    }
    theirs = {
        one.uid.value: (one.dtstart.value, one.summary.value)
        for one in vobject.readOne(calendar.decode()).vevent_list
    }
    assert ours == theirs
    return len(ours)
