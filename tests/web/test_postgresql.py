"""The pages with PostgreSQL behind them: away and back again, and letters it does not take."""

from dataclasses import replace

import pytest

from kamquiz.web import create_app


@pytest.fixture
def app(settings, content, clock, emptied_address):
    app = create_app(replace(settings, database_url=emptied_address), content=content, clock=clock)
    yield app
    app.extensions["kamquiz"].close()


def test_while_the_server_is_away_nothing_typed_is_lost_and_then_it_goes_on(
    visitor, postgres, clock
):
    visitor.begin("full")
    form = visitor.page.forms()[0]
    answers = form.values | dict.fromkeys(visitor.page.questions(), "2")
    postgres.stop()
    try:
        visitor.post(form.action, answers, status=503)
        assert int(visitor.page.headers["Retry-After"]) > 0
        assert visitor.client.get("/readyz").status_code == 503
        assert visitor.client.get("/healthz").status_code == 200
    finally:
        postgres.start()

    visitor.post(form.action, answers)
    clock.pass_(seconds=10)

    assert visitor.page.address.endswith("/quiz/2")
    assert set(visitor.open("quiz/1").checked().values()) == {"2"}
    assert visitor.client.get("/readyz").status_code == 200


def test_a_crash_of_the_server_between_two_pages_is_not_seen_by_the_reader(visitor, postgres):
    visitor.begin("full")
    visitor.answer_page("3")

    postgres.restart("immediate")

    visitor.answer_page("3")
    assert visitor.page.address.endswith("/quiz/3")


def test_whatever_is_typed_in_a_plan_never_breaks_a_page(visitor):
    visitor.finish("3", "short")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    trait = next(
        identifier for identifier in visitor.page.ids() if identifier.startswith("priority-")
    )
    for typed in ("before\x00after", "zażółć \U0001f600 \u202e", "x" * 400):
        visitor.open(f"plan/priority/{trait.removeprefix('priority-')}")
        shown = visitor.page.forms()[0]
        values = shown.values | {"note": typed, "if_then-own": typed}

        assert visitor.client.post(shown.action, data=values).status_code in {303, 422}
