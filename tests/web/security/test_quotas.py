"""At the end of what one reader may keep a page says what to do, and pages are no slower."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from sqlalchemy import insert, select

from kamquiz.domain.plan.model import MAX_HISTORY, MAX_HISTORY_BYTES, NOTE_LENGTH
from kamquiz.storage.quotas import MAX_ATTEMPTS, MAX_BROWSERS, MAX_PLAN_BYTES, MAX_PLANS, MAX_SHARES
from kamquiz.storage.schema import answers, attempts, plans
from kamquiz.web.results.retake import MAX_COMPARISONS
from tests.speed import best_of
from tests.visitor import Page, Visitor, check_promises


@pytest.fixture
def planned(anyone):
    """Somebody with a result and an accepted plan."""
    anyone.finish("3", "full")
    anyone.open("plan")
    anyone.send(to="/plan/accept")
    return anyone


def fill(app, *, history=True):
    """Let the only reader have as many results and plans as there may be, and as long ones."""
    with app.extensions["kamquiz"].database.begin() as connection:
        (attempt,) = connection.execute(select(attempts)).mappings().all()
        given = connection.execute(select(answers)).mappings().all()
        for number in range(2, MAX_ATTEMPTS + 1):
            connection.execute(insert(attempts).values({**attempt, "id": number}))
            connection.execute(insert(answers), [{**value, "attempt": number} for value in given])
        (plan,) = connection.execute(select(plans)).mappings().all()
        document = json.loads(plan["document"])
        if history:
            size = MAX_HISTORY_BYTES // MAX_HISTORY // 2
            trait = document["priorities"][0]["trait"]
            document["history"] = [
                ["2026-11-23", trait, "note", f"{one:{size}}", f"{one:{size}}"]
                for one in range(MAX_HISTORY)
            ]
            document["dropped"] = 3
        connection.execute(plans.update().values(document=json.dumps(document)))
        for number in range(2, MAX_PLANS + 1):
            connection.execute(
                insert(plans).values({**plan, "number": number, "document": json.dumps(document)})
            )


PAGES = ("result", "plan", "plan/history", "again", "plan/manager", "share", "keep", "answers")


def test_pages_take_about_as_long_at_the_limits_as_with_one_of_each(app):
    visitor = Visitor(app)
    visitor.finish("3", "full")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    visitor.open("plan")

    def times():
        for page in PAGES:
            visitor.open(page)
        return {page: best_of(3, partial(visitor.client.get, f"/pl/{page}")) for page in PAGES}

    before = times()
    fill(app)
    after = times()

    ratios = {page: after[page] / before[page] for page in PAGES}
    print({page: f"{ratio:.1f}" for page, ratio in ratios.items()})  # noqa: T201 - for pytest -rP
    assert {page: ratio for page, ratio in ratios.items() if ratio > 5} == {}


def test_with_as_many_results_as_there_may_be_the_page_says_what_to_do(planned, app):
    planned.open("again")
    form = planned.page.form_to("/again")
    fill(app)

    page = planned.open("again")
    assert not [one for one in page.forms() if one.action.endswith("/again")]
    assert f"{MAX_ATTEMPTS}" in page.text
    sent = planned.client.post(form.action, data=form.values | {"extent": "full"})
    assert sent.status_code == 409
    check_promises(Page(sent))
    with app.extensions["kamquiz"].database.connect() as connection:
        assert len(connection.execute(select(attempts.c.id)).all()) == MAX_ATTEMPTS


def test_older_changes_are_shown_one_by_one(planned, app):
    fill(app)

    page = planned.open("again")
    assert len(page.all("details")) >= MAX_COMPARISONS
    assert page.html.count('id="changes-') == MAX_COMPARISONS
    links = [element.get("href") for element in page.all("a")]
    older = [link for link in links if link.rpartition("?")[2].startswith("change=")]
    assert len(older) == MAX_ATTEMPTS - 1 - MAX_COMPARISONS, links
    assert planned.open(older[0]).html.count('id="changes-') == 1
    for unknown in ("again?change=1", "again?change=99", "again?change=x", "again?change=-1"):
        assert planned.open(unknown).html.count('id="changes-') == MAX_COMPARISONS


def test_one_plan_too_many_is_refused_on_a_page_that_says_what_to_do(planned, app):
    fill(app)
    planned.open("plan/new")

    planned.send(to="/plan/accept", status=409)

    assert f"{MAX_PLANS}" in planned.page.heading
    check_promises(planned.page)


def test_links_made_in_one_moment_are_ten_and_the_others_are_told_what_to_do(planned):
    planned.open("share")
    form = planned.page.form_to("/share")
    sent = {**form.values, "result": "y"}
    with ThreadPoolExecutor(8) as threads:
        answered = list(
            threads.map(lambda _: planned.client.post(form.action, data=sent), range(16))
        )

    assert [one.status_code for one in answered].count(303) == MAX_SHARES
    refused = next(one for one in answered if one.status_code != 303)
    page = Page(refused)
    assert (page.status, f"{MAX_SHARES}" in page.heading) == (409, True)
    check_promises(page)
    planned.open("share")
    assert len([one for one in planned.page.forms() if one.action.endswith("revoke")]) == MAX_SHARES


def test_a_plan_with_too_many_words_is_refused_and_stays_as_it_was(planned, app):
    trait = next(
        identifier for identifier in planned.page.ids() if identifier.startswith("priority-")
    )
    with app.extensions["kamquiz"].database.begin() as connection:
        document = json.loads(connection.execute(select(plans.c.document)).scalar_one())
        document["shelved"] = [
            {**document["priorities"][0], "note": "x" * (MAX_PLAN_BYTES - 12_000)}
        ]
        connection.execute(plans.update().values(document=json.dumps(document)))
    planned.open(f"plan/priority/{trait.removeprefix('priority-')}")

    planned.send(note="ż" * NOTE_LENGTH, goal__own="ż" * 590, status=409)

    assert "250 kB" in planned.page.text
    assert "żżż" not in planned.open("plan").html


def test_the_history_says_that_something_was_dropped(planned, app):
    assert not [
        one for one in planned.open("plan/history").all("p") if one.get("class") == "notice"
    ]
    fill(app)

    page = planned.open("plan/history")

    (told,) = [element for element in page.all("p") if element.get("class") == "notice"]
    assert f"{MAX_HISTORY}" in "".join(told.itertext())


@pytest.mark.parametrize("page", ["keep", "my-results"])
def test_a_return_link_shown_in_a_browser_let_in_by_a_codename_opens_for_good(planned, app, page):
    planned.open("keep")
    planned.send()
    codename = (
        planned.page.html.partition('class="codename"')[2].partition(">")[2].partition("<")[0]
    )

    def let_in():
        browser = Visitor(app, planned.language)
        browser.open("return")
        browser.send(codename=codename)
        return browser

    shown = let_in()
    shown.open(page)
    link = next(
        element for element in shown.page.all("input") if element.get("class") == "secret"
    ).get("value")
    first = let_in()
    for _browser in range(MAX_BROWSERS):
        let_in()

    first.open("result", status=404)
    shown.open("result")
    planned.open("result")
    assert Visitor(app, planned.language).client.get(link).status_code in {200, 303}
