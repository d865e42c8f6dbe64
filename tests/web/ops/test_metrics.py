"""Figures for whoever watches the server, and for nobody else."""

from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families

from kamquiz.web import create_app
from tests.visitor import Visitor

TOKEN = "a token that nobody guesses"  # noqa: S105 - known to this test alone
KNOWN = {"Authorization": f"Bearer {TOKEN}"}

QUIZ = "/<language:language>/quiz/<int:page>"


@pytest.fixture
def watched(settings, content, clock):
    return create_app(replace(settings, metrics_token=TOKEN), content=content, clock=clock)


def figures(app):
    """Return every figure by its name and labels."""
    response = app.test_client().get("/metrics", headers=KNOWN)
    assert response.status_code == 200
    return {
        (sample.name, *sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(response.get_data(as_text=True))
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_there_is_no_such_page(app):
    assert app.test_client().get("/metrics", headers=KNOWN).status_code == 404


@pytest.mark.parametrize(
    "given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer ą"]
)
def test_without_the_token_nothing_is_told(watched, given):
    response = watched.test_client().get("/metrics", headers={"Authorization": given})

    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert b"kamquiz" not in response.data


def test_requests_are_counted_by_route_and_status_and_timed(watched):
    visitor = Visitor(watched)
    visitor.begin("short")
    visitor.open("quiz/1")
    visitor.open("nowhere", status=404)
    found = figures(watched)

    route = ("route", QUIZ)
    assert found["kamquiz_requests_total", ("method", "GET"), route, ("status", "200")] == 2
    assert found["kamquiz_request_seconds_count", route] == 2
    assert found["kamquiz_request_seconds_bucket", ("le", "+Inf"), route] == 2
    unknown = ("method", "GET"), ("route", "-"), ("status", "404")
    assert found[("kamquiz_requests_total", *unknown)] == 1


def test_quizzes_are_counted_when_they_begin_and_when_they_end(watched):
    Visitor(watched).begin("short")
    Visitor(watched).finish("3", form="short")
    found = figures(watched)

    assert found[("kamquiz_quizzes_started_total",)] == 2
    assert found[("kamquiz_quizzes_finished_total",)] == 1


def test_made_up_methods_make_no_new_figures(watched):
    for number in range(20):
        watched.test_client().open("/pl/", method=f"MADEUP{number}")

    methods = {dict(labels).get("method") for _name, *labels in figures(watched)}
    assert methods <= {"GET", "POST", "HEAD", "other", None}


def test_limits_that_were_reached_are_counted(watched):
    visitor = Visitor(watched)
    visitor.open("return")
    form = visitor.page.forms()[0]
    for _try in range(11):
        visitor.client.post(form.action, data=form.values | {"codename": "a"})

    assert figures(watched)["kamquiz_limits_reached_total", ("limit", "failed codenames")] == 1


def test_the_ages_of_purge_and_backup_are_told_and_nan_while_unknown(watched):
    found = figures(watched)

    for name in ("purge", "backup"):
        age = found[(f"kamquiz_{name}_age_seconds",)]
        assert age != age or age >= 0  # noqa: PLR0124 - NaN alone differs from itself
