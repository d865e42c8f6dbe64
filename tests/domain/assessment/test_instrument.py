"""From answers to numbers: what the instrument promises whatever is answered."""

from dataclasses import replace

import numpy as np
import pytest

from kamquiz.domain.assessment.attempts import Answers
from kamquiz.domain.assessment.instrument import Instrument, UnknownStatementsError
from kamquiz.domain.assessment.scoring import Target
from kamquiz.domain.bank.catalogue import Difficulty, Rating
from kamquiz.domain.bank.parameters import Curve, ParametersDoNotFitError
from tests.builders import a_catalogue, all_rated, an_instrument, answers, rated, some_parameters

NO_TARGET = Target()


def profile(instrument, ratings, target=NO_TARGET):
    return instrument.profile(answers(ratings), target)


def some_ratings(catalogue, seed=1):
    """Answers of one invented person to everything, the same for the same seed."""
    drawn = np.random.default_rng(seed).integers(1, 6, len(catalogue.statements))
    return {
        one.id: Rating(int(rating)) for one, rating in zip(catalogue.statements, drawn, strict=True)
    }


def test_agreeing_with_a_reverse_statement_costs_points():
    instrument = an_instrument("insight")

    agreed = profile(instrument, rated(insight_6=5)).trait("insight")
    denied = profile(instrument, rated(insight_6=1)).trait("insight")

    assert (agreed.mean, denied.mean) == (1.0, 5.0)
    assert agreed.theta < 0 < denied.theta


def test_the_plain_mean_is_that_of_the_points_and_leaves_the_unanswered_out():
    given = rated(insight_1=4, insight_2=3, insight_6=2)

    insight, closer = profile(an_instrument("insight", "closer"), given).traits

    assert insight.mean == pytest.approx((4 + 3 + 4) / 3)
    assert (insight.answered, closer.answered) == (3, 0)
    assert closer.mean is None


def test_without_an_answer_nothing_is_known_beyond_what_the_authors_expect(instrument):
    for one in profile(instrument, {}).traits:
        assert one.theta == pytest.approx(0, abs=1e-9)
        assert one.sd == pytest.approx(1.25)
        assert one.score == pytest.approx(50)
        assert (one.low, one.high) == pytest.approx((50 - 16 * 1.2816 * 1.25, 75.632))
        assert one.among_weakest == pytest.approx(3 / 19, abs=0.01)
        assert not one.is_scored


def test_score_and_interval_follow_from_position_and_uncertainty(instrument, catalogue):
    for one in profile(instrument, some_ratings(catalogue)).traits:
        assert one.score == pytest.approx(50 + 16 * one.theta)
        assert one.low == pytest.approx(50 + 16 * (one.theta - 1.2816 * one.sd))
        assert one.high == pytest.approx(50 + 16 * (one.theta + 1.2816 * one.sd))
        assert one.low < one.score < one.high


def test_an_interval_ends_at_the_ends_of_the_scale():
    scale = replace(an_instrument("insight").catalogue.scale, spread=40.0)
    bank = a_catalogue("insight", scale=scale)
    instrument = Instrument(catalogue=bank, parameters=some_parameters())

    best = profile(instrument, all_rated(bank, 5)).trait("insight")
    worst = profile(instrument, all_rated(bank, 1)).trait("insight")

    assert best.high == 100.0
    assert worst.low == 0.0


@pytest.mark.parametrize(
    ("people", "factor"),
    [
        pytest.param(0, 1.25, id="set by the authors"),
        pytest.param(59, 1.25, id="one too few"),
        pytest.param(60, 1.0, id="just enough"),
        pytest.param(5000, 1.0, id="plenty"),
    ],
)
def test_the_uncertainty_is_widened_while_fewer_than_60_people_stand_behind_it(
    people, factor, catalogue, content
):
    parameters = replace(content.parameters[0], people=people)
    instrument = Instrument(catalogue=catalogue, parameters=parameters)
    ratings = some_ratings(catalogue)

    mean, spread = instrument.posterior(ratings)
    scores = profile(instrument, ratings)

    assert instrument.widening == factor
    assert scores.people == people
    assert [one.theta for one in scores.traits] == pytest.approx(list(mean))
    assert [one.sd for one in scores.traits] == pytest.approx(
        list(factor * np.sqrt(np.diagonal(spread)))
    )


def test_the_order_of_the_answers_does_not_matter(instrument, catalogue):
    given = some_ratings(catalogue)
    turned = dict(reversed(given.items()))

    assert profile(instrument, given) == profile(instrument, turned)


def test_the_same_answers_give_the_same_numbers_again(content):
    ratings = some_ratings(content.catalogue)
    first, second = (
        Instrument(catalogue=content.catalogue, parameters=content.parameters[0])
        for _again in range(2)
    )

    assert profile(first, ratings) == profile(second, ratings)


@pytest.mark.parametrize("statement", ["closer-1", "closer-6", "insight-3"])
def test_a_better_answer_never_lowers_its_trait(instrument, catalogue, statement):
    one = catalogue.statement_by_id[statement]
    ratings = some_ratings(catalogue, seed=2)

    thetas = []
    for points in Rating:
        rating = points.reversed() if one.reverse else points
        scored = profile(instrument, ratings | {statement: rating})
        thetas.append(scored.trait(one.trait).theta)

    assert thetas == sorted(thetas)
    assert thetas[0] < thetas[-1]


def test_a_skipped_trait_borrows_from_its_neighbours_but_less_surely():
    instrument = an_instrument("insight", "closer", "team")
    strong = all_rated(instrument.catalogue, 5)
    skipped = {one: rating for one, rating in strong.items() if not one.startswith("closer")}

    scores = profile(instrument, skipped)

    assert 0 < scores.trait("closer").theta < scores.trait("insight").theta
    assert scores.trait("closer").sd > scores.trait("insight").sd
    assert scores.unscored == (scores.trait("closer"),)


@pytest.mark.parametrize(("answered", "scored"), [(0, False), (1, False), (2, True), (6, True)])
def test_a_trait_is_scored_from_two_answers_on(answered, scored):
    instrument = an_instrument("insight", "closer")
    given = rated(**{f"insight_{number}": 3 for number in range(1, answered + 1)})

    assert profile(instrument, given).trait("insight").is_scored is scored


def test_answers_to_statements_of_another_bank_are_refused_by_name(instrument):
    with pytest.raises(UnknownStatementsError, match=r"alien-1, insight-99$"):
        profile(instrument, {"insight-99": 3, "insight-1": 3, "alien-1": 4})


def test_priorities_are_the_three_most_probable_weakest_surest_first(instrument, catalogue):
    given = all_rated(catalogue, 4, closer=1, team=2, solver=3)

    scores = profile(instrument, given)

    assert [one.trait.id for one in scores.priorities] == ["closer", "team", "solver"]
    odds = sorted((one.among_weakest for one in scores.traits), reverse=True)
    assert [one.among_weakest for one in scores.priorities] == odds[:3]
    assert sum(odds) == pytest.approx(3, abs=0.02)


def test_a_target_that_asks_more_of_a_trait_makes_it_a_priority(instrument, catalogue):
    given = all_rated(catalogue, 4, closer=1, team=2, solver=3)
    demanding = Target(traits={"insight": 3.0, "learner": 3.0})

    plain, aimed = profile(instrument, given), profile(instrument, given, demanding)

    assert "insight" not in {one.trait.id for one in plain.priorities}
    assert {"insight", "learner"} < {one.trait.id for one in aimed.priorities}
    assert [one.theta for one in plain.traits] == [one.theta for one in aimed.traits]
    assert aimed.trait("insight").target == 3.0
    assert aimed.trait("insight").reaches_target < plain.trait("insight").reaches_target


def test_the_odds_of_reaching_the_target_are_even_on_the_target():
    instrument = an_instrument("insight", "closer", "team", "solver")
    given = all_rated(instrument.catalogue, 4)
    theta = profile(instrument, given).trait("insight").theta

    aimed = profile(instrument, given, Target(traits={"insight": theta}))

    assert aimed.trait("insight").reaches_target == pytest.approx(0.5)


def test_skills_and_situations_leave_the_traits_alone(instrument, catalogue):
    given = some_ratings(catalogue)
    skill = catalogue.skills[0].id
    more = Answers(ratings=given, skills={skill: 2})

    with_skill = instrument.profile(more, Target(skills={skill: 4}))

    assert with_skill.traits == profile(instrument, given).traits
    assert [(one.skill.id, one.level, one.asked, one.gap) for one in with_skill.skills] == [
        (skill, 2, 4, 2)
    ]


def test_a_profile_names_the_versions_behind_it(instrument, catalogue):
    scores = profile(instrument, {})

    assert (scores.bank, scores.parameters, scores.people) == (catalogue.version, 0, 0)


def test_traits_that_cannot_be_told_apart_are_named_together(instrument, catalogue):
    even = profile(instrument, all_rated(catalogue, 4))
    apart = profile(instrument, all_rated(catalogue, 5, closer=1))

    assert any(len(group) > 1 for group in even.indistinct)
    assert not any({"closer", "team"} <= set(group) for group in apart.indistinct)


def test_what_was_estimated_from_people_replaces_what_the_authors_expected():
    sharp = Curve(slope=3.0, thresholds=(-1.0, 0.0, 1.0, 2.0))
    parameters = some_parameters(
        curves={"insight-1": sharp}, correlations={("insight", "closer"): 0.7}
    )

    assert parameters.curve("insight-1", Difficulty.EASY) == sharp
    assert parameters.curve("insight-2", Difficulty.EASY) == parameters.expected[Difficulty.EASY]
    assert parameters.correlation_of("insight", "closer") == 0.7
    assert parameters.correlation_of("insight", "team") == 0.3


def test_parameters_of_another_bank_are_refused_by_name():
    curve = Curve(slope=1.0, thresholds=(-1.0, 0.0, 1.0, 2.0))
    parameters = some_parameters(
        version=3, curves={"alien-1": curve}, correlations={("insight", "ghost"): 0.5}
    )

    with pytest.raises(ParametersDoNotFitError, match=r"parameters 3 .*: alien-1, ghost$"):
        parameters.require_fit(a_catalogue("insight"))
    some_parameters(correlations={("insight", "insight"): 1.0}).require_fit(a_catalogue("insight"))
