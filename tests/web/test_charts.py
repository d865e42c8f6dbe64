"""Charts: every place in a drawing is the number it stands for, and is said in words too."""

import re
from dataclasses import replace
from datetime import date

import pytest

from kamquiz.domain.assessment.change import compare
from kamquiz.domain.plan.build import build_plan
from kamquiz.web.charts import Standing, View, changed_places, dot_and_band
from kamquiz.web.plan.timeline import timeline
from tests.builders import a_profile, a_scale, a_score
from tests.speed import best_of
from tests.visitor import Visitor


def a_row(**changes):
    (_group, rows), *_others = dot_and_band([a_score("closer", **changes)], a_scale()).groups
    return rows[0]


@pytest.mark.parametrize(("score", "place"), [(0, 2), (50, 50), (100, 98)])
def test_a_dot_stands_where_its_score_is_and_never_at_the_very_edge(score, place):
    assert a_row(score=score).dot == place


def test_a_band_reaches_from_its_lower_to_its_upper_end():
    row = a_row(low=25, score=50, high=75)

    assert (row.left, row.left + row.length) == (26, 74)


@pytest.mark.parametrize(
    ("low", "high", "standing"),
    [
        pytest.param(50, 60, Standing.REACHED, id="just reached"),
        pytest.param(49.9, 60, Standing.OPEN, id="the margin holds what is asked"),
        pytest.param(40, 50, Standing.OPEN, id="up to what is asked"),
        pytest.param(40, 49.9, Standing.BELOW, id="surely below"),
    ],
)
def test_the_margin_decides_how_a_trait_stands_to_what_is_asked(low, high, standing):
    assert a_row(low=low, high=high).standing is standing


def test_groups_hold_every_trait_once_and_keep_the_order_within():
    low = {"low": 10, "high": 20, "score": 15}
    high = {"low": 70, "high": 80, "score": 75}
    scores = [a_score("a", **high), a_score("b", **low), a_score("c", **high)]

    chart = dot_and_band(scores, a_scale(), View.GROUPED)

    assert [(one, [row.id for row in rows]) for one, rows in chart.groups] == [
        (Standing.REACHED, ["a", "c"]),
        (Standing.BELOW, ["b"]),
    ]
    assert chart.counts == {Standing.REACHED: 2, Standing.OPEN: 0, Standing.BELOW: 1}


@pytest.mark.parametrize("name", ["", "sorted", "radar", "GROUPED", "x" * 9000])
def test_any_other_view_is_the_sorted_one(name):
    assert View.called(name) is View.SORTED


def test_a_change_stands_between_its_two_places():
    changes = compare(a_profile(closer=-1.0), a_profile(closer=1.0), a_scale())

    (row,) = changed_places(changes)

    assert row.before < 50 < row.after


def test_a_step_lies_on_its_weeks(catalogue, instrument):
    plan = a_plan(catalogue)
    line = timeline(plan)

    assert len(line.bars) == len(plan.active_steps) > 0
    for bar in line.bars:
        assert bar.left == pytest.approx(100 * (bar.step.first_week - 1) / 12, abs=0.01)
        assert bar.left + bar.length == pytest.approx(100 * bar.step.last_week / 12, abs=0.02)
    assert [round(look * 12 / 100) for look in line.looks] == [2, 6, 12]


def a_plan(catalogue):
    scores = [
        replace(a_score(trait, theta=-1.0), trait=trait, among_weakest=1 - place / 100)
        for place, trait in enumerate(catalogue.traits)
    ]
    return build_plan(a_profile(*scores), catalogue, start=date(2026, 11, 30), hours=2, ratings={})


def test_the_plan_shows_its_weeks_and_a_table_says_the_same(anyone):
    anyone.finish("3", "short")
    page = anyone.open("plan")

    (figure,) = page.all("figure")
    rows = [one for one in figure.iter("li") if "strip" in {p.get("class") for p in one}]
    table = next(element for element in page.all("table") if element.get("class") == "stacked")
    assert len(rows) == len(table.findall("tbody/tr")) >= 3
    for row, twin in zip(rows, table.findall("tbody/tr"), strict=True):
        weeks = " ".join("".join(twin[1].itertext()).split())
        assert weeks in " ".join("".join(row.itertext()).split())
        assert re.search(r"\d", weeks)


def test_the_chart_of_a_result_takes_two_milliseconds(app, instrument, catalogue):
    scores = [replace(a_score(trait), trait=trait) for trait in catalogue.traits]
    with app.test_request_context("/pl/result"):
        macro = app.jinja_env.get_template("macros/charts.html").module.profile_chart

        def draw():
            macro(dot_and_band(scores, catalogue.scale), "profile", "/pl/result")

        taken = best_of(20, draw)

    print(f"chart {taken:.2f} ms")  # noqa: T201 - shown with pytest -rP
    assert taken < 4 * 2


# Intervals in words.


@pytest.mark.parametrize(
    ("low", "high", "polish", "english"),
    [
        pytest.param(12.4, 40.6, "12–41", "12–41", id="in the middle"),
        pytest.param(0, 0.6, "0–1", "0–1", id="just above the lower end"),
        pytest.param(0, 0.4, "0 lub mniej", "0 or below", id="at the lower end"),
        pytest.param(99.5, 100, "100 lub więcej", "100 or above", id="at the upper end"),
        pytest.param(99.4, 100, "99–100", "99–100", id="just below the upper end"),
    ],
)
def test_an_interval_at_an_end_of_the_scale_is_said_in_words(app, low, high, polish, english):
    for language, said in (("pl", polish), ("en", english)):
        with app.test_request_context(f"/{language}/"):
            shown = app.jinja_env.from_string("{{ score|interval }}")
            found = shown.render(score=a_score("closer", low=low, high=high))
            assert found.replace("\xa0", " ") == said


def test_charts_and_tables_never_show_an_interval_of_one_number_at_an_end(app, catalogue):
    """Every place that writes an interval uses the same filter."""
    visitor = Visitor(app, "en")
    visitor.finish("5")

    assert not re.search(r"\b(0–0|100–100|from 0 to 0|from 100 to 100)\b", visitor.page.html)
