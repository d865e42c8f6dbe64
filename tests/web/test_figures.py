"""What a page costs: statements to the database, and time in the process.

Counted is what SQLAlchemy sends (see tests.counting: neither BEGIN nor the PRAGMAs of a
new connection). The first request of a process also brings the schema up to date; that
is done before the counting begins. The limits of time leave a noisy machine its share:
four times what was measured on a quiet one.
"""

import sys
import time
from contextlib import contextmanager

import pytest
from flask import request, request_finished, request_started

from benchmarks.skeleton import create
from tests.counting import statements
from tests.speed import best_of
from tests.visitor import Visitor
from tests.walker import InsideWalker

#: A page reads the attempt, and a form writes in one or two statements more.
MAX_STATEMENTS = 3

#: Where a page does more: a beginning makes the timeline and its key as well, evidence may
#: stand in the answers and in the plan.
MORE = {"POST quiz.start 303": 4, "POST evidence.evidence 303": 4}

#: What stands under a limit for one reader alone is counted as well, in one statement.
MORE |= {"POST resume.make_codename 303": 4}

#: What one reader may keep only so much of is locked and counted in its transaction.
MORE |= {"POST sharing.shares 303": 5, "POST planning.accept 303": 5}

#: A try of a codename is counted per address and in all, and given back if it opens something;
#: the page also says what the browser holds, and what it holds already gets no second key.
MORE |= {"POST resume.come_back 303": 7, "POST resume.come_back 422": 5}

#: The last page of skills of somebody who ticked the box also counts and writes the donation.
WITH_A_DONATION = {"POST quiz.skills 303": 5}

QUESTION_PAGE_MS, ANSWERED_PAGE_MS, RESULT_PAGE_MS = 4 * 2.5, 4 * 4, 30


@contextmanager
def counted(app):
    """Give a table that fills with the most statements each kind of request has made."""
    most: dict[str, int] = {}
    with statements() as sent:

        def begin(_app, **_rest):
            sent.clear()

        def end(_app, response, **_rest):
            kind = f"{request.method} {request.endpoint} {response.status_code}"
            most[kind] = max(most.get(kind, 0), len(sent))

        with request_started.connected_to(begin, app), request_finished.connected_to(end, app):
            yield most


def whole_journey(visitor: Visitor, **ticked: str) -> None:
    """Do everything a reader can do, with slips."""
    visitor.begin("short", industry="banking", seniority="kam", stage="new")
    visitor.send(status=422)
    visitor.send(button=visitor.page.forms()[0].buttons[1][2])
    while "/result" not in visitor.page.address:
        given = dict.fromkeys(visitor.page.questions(), "4")
        visitor.send(**given, **(ticked if 'name="donate"' in visitor.page.html else {}))
    visitor.open("")
    visitor.open("situations/1")
    visitor.answer_page("a", status=422)
    while "/situations/" in visitor.page.address:
        names = visitor.page.questions()
        visitor.send(**{name: "a" if name.endswith("-best") else "d" for name in names})
    for address in ("plan", "quiz", "quiz/1", "quiz/99", "skills/1", "role", "method", "privacy"):
        visitor.open(address)
    visitor.open("plan")
    visitor.send(to="/plan", hours="3", industry="steel", seniority="senior")
    visitor.send(to="/plan", hours="99", status=422)
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    for name, sent in (
        ("settings", {"hours": "3", "anew": "y"}),
        ("priorities", {}),
        ("steps", {"title": "2027", "hours": "1"}),
        ("check-in/2", {}),
    ):
        visitor.open(f"plan/{name}")
        outcomes = [
            question for question in visitor.page.questions() if question.startswith("outcome-")
        ]
        visitor.send(**sent, **dict.fromkeys(outcomes, "done"))
    trait = next(
        identifier for identifier in visitor.page.ids() if identifier.startswith("priority-")
    )
    visitor.open(f"plan/priority/{trait.removeprefix('priority-')}")
    visitor.send(note="2027")
    for file in ("plan.md", "plan.ics", "plan.pdf", "plan.docx", "plan.json", "job.md"):
        visitor.client.get(f"/pl/{file}")
    for address in ("plan/history", "plan/manager", "evidence", "again", "share"):
        visitor.open(address)
    visitor.send(to="/share")
    link = next(one for one in visitor.page.all("input") if one.get("id") == "link").get("value")
    visitor.open(link.removeprefix("http://localhost"))
    visitor.open("evidence")
    visitor.send()
    visitor.open("keep")
    visitor.send()
    codename = next(one.text for one in visitor.page.all("p") if one.get("class") == "codename")
    link = next(
        element for element in visitor.page.all("input") if element.get("id") == "link"
    ).get("value")
    visitor.open("return")
    visitor.send(codename="six words that are not kept", status=422)
    visitor.send(codename=codename)
    visitor.come_back(link)
    visitor.open("result")
    for place, form in enumerate(visitor.page.forms()):
        if form.action.endswith("/quiz/full"):
            visitor.send(nth=place)
    visitor.answer_page("2")
    visitor.open("nowhere", status=404)
    visitor.open("delete")
    visitor.send()
    visitor.open("result", status=404)


def test_no_page_of_the_whole_journey_makes_more_than_three_statements(app):
    visitor = Visitor(app)
    warm_up(visitor, app)

    with counted(app) as most:
        whole_journey(visitor)

    for kind, count in sorted(most.items(), key=lambda one: -one[1]):
        print(f"{count}  {kind}")  # noqa: T201 - shown with pytest -rP
    assert {"POST quiz.rate 303", "GET results.result 200", "POST resume.delete 303"} <= set(most)
    assert len(most) >= 25
    assert above_the_limit(most) == MORE


def test_giving_ones_answers_for_calibration_costs_one_statement_more(app):
    visitor = Visitor(app)
    warm_up(visitor, app)

    with counted(app) as most:
        whole_journey(visitor, donate="y")

    assert above_the_limit(most) == MORE | WITH_A_DONATION


def warm_up(visitor, app):
    """Do what only the first request of a process or of a day has to do."""
    visitor.client.get("/readyz")
    now = app.extensions["kamquiz"].now()
    app.extensions["kamquiz"].limits.count({"a try": now}, today=now.date())
    # The questions are kept before the first quiz of a process.
    app.extensions["kamquiz"].keep_bank()


def above_the_limit(most):
    return {kind: count for kind, count in most.items() if count > MAX_STATEMENTS}


@pytest.fixture
def finished(app):
    visitor = Visitor(app)
    visitor.finish("4", "short", seniority="kam")
    return visitor


def test_a_result_page_takes_less_than_30_ms(finished):
    taken = best_of(20, lambda: finished.client.get("/pl/result"))

    print(f"result page {taken:.1f} ms")  # noqa: T201 - shown with pytest -rP
    assert taken < RESULT_PAGE_MS


def test_a_question_page_and_its_answers_take_a_few_milliseconds(app):
    visitor = Visitor(app)
    visitor.begin("full")
    form = visitor.page.forms()[0]
    values = form.values | dict.fromkeys(visitor.page.questions(), "4")

    asked = best_of(20, lambda: visitor.client.get("/pl/quiz/1"))
    answered = best_of(20, lambda: visitor.client.post(form.action, data=values))

    print(f"question page {asked:.1f} ms, its answers {answered:.1f} ms")  # noqa: T201 - shown with pytest -rP
    assert asked < QUESTION_PAGE_MS
    assert answered < ANSWERED_PAGE_MS


#: Times what a bare Flask and Jinja quiz takes for the same questions and the same writes.
#: Measured are 2.4 and 1.8; the limits leave a busy machine its share.
QUESTION_PAGE_TIMES, ANSWERED_PAGE_TIMES = 4, 4


def test_a_question_page_costs_a_few_times_what_a_bare_one_does(app, tmp_path, monkeypatch):
    monkeypatch.setenv("KAMQUIZ_SECRET_KEY", "a secret of the tests")
    ours, bare = (
        InsideWalker(one, form="full", seed=1)
        for one in (app, create(f"sqlite:///{tmp_path / 'bare.sqlite'}"))
    )
    for walker in (ours, bare):
        steps = walker.walk()
        for _page in range(4):
            next(steps)

    asked = times(lambda one: one.request("GET", one.path), ours, bare)
    answered = times(lambda one: one.post(one.choices()), ours, bare)

    print(f"question page {asked:.1f} times a bare one, answers {answered:.1f}")  # noqa: T201 - shown with pytest -rP
    assert asked < QUESTION_PAGE_TIMES
    assert answered < ANSWERED_PAGE_TIMES


def times(act, ours, bare):
    """Return how many times longer *act* takes with *ours*; they take turns, the least counts."""
    counting = sys.gettrace()
    sys.settrace(None)  # counting lines costs more than the page
    taken = [(seconds(act, ours), seconds(act, bare)) for _again in range(80)]
    sys.settrace(counting)
    return min(one for one, _ in taken) / min(other for _, other in taken)


def seconds(act, walker):
    began = time.thread_time()
    act(walker)
    return time.thread_time() - began
