"""What a profile says in words: bands, targets, gaps, strengths, judgement."""

import pytest

from kamquiz.domain.assessment.attempts import Aim, Judgement
from kamquiz.domain.assessment.scoring import Band, SkillScore, judge, target_for
from tests.builders import (
    EDGES,
    a_catalogue,
    a_profile,
    a_score,
    a_seniority,
    a_situation,
    a_skill,
    an_industry,
)


@pytest.mark.parametrize(
    ("theta", "band"),
    [
        pytest.param(-9.0, Band.STARTING, id="far below"),
        pytest.param(-1.2001, Band.STARTING, id="just below developing"),
        pytest.param(-1.2, Band.DEVELOPING, id="lowest developing"),
        pytest.param(-0.4001, Band.DEVELOPING, id="just below steady"),
        pytest.param(-0.4, Band.STEADY, id="lowest steady"),
        pytest.param(0.0, Band.STEADY, id="what the authors expect"),
        pytest.param(0.3999, Band.STEADY, id="just below strong"),
        pytest.param(0.4, Band.STRONG, id="lowest strong"),
        pytest.param(1.1999, Band.STRONG, id="just below exemplary"),
        pytest.param(1.2, Band.EXEMPLARY, id="lowest exemplary"),
        pytest.param(9.0, Band.EXEMPLARY, id="far above"),
    ],
)
def test_the_band_follows_from_the_position_and_an_edge_belongs_to_the_band_above(theta, band):
    assert Band.at(theta, EDGES) is band


def test_the_shipped_scale_has_the_edges_the_method_page_promises(catalogue):
    assert catalogue.scale.band_edges == EDGES
    assert (catalogue.scale.centre, catalogue.scale.spread) == (50, 16)
    assert (catalogue.scale.widening, catalogue.scale.widened_below) == (1.25, 60)


def test_bands_are_called_by_five_ids():
    assert [one.id for one in Band] == ["starting", "developing", "steady", "strong", "exemplary"]


@pytest.mark.parametrize(
    ("theta", "aim"), [(-2.0, Band.DEVELOPING), (0.0, Band.STRONG), (2.0, Band.EXEMPLARY)]
)
def test_the_next_level_is_one_up_and_the_highest_stays(theta, aim):
    assert a_score("closer", theta).next_band is aim


@pytest.mark.parametrize(
    ("theta", "sd", "between"),
    [
        pytest.param(0.0, 0.3, False, id="inside a band"),
        pytest.param(0.35, 0.3, True, id="near an edge"),
        pytest.param(0.0, 0.9, True, id="wider than a band"),
    ],
)
def test_an_interval_over_an_edge_lies_between_two_levels(theta, sd, between):
    assert a_score("closer", theta, sd=sd).is_between_bands is between


@pytest.mark.parametrize(
    ("aim", "traits", "skills"),
    [
        pytest.param(Aim(), {}, {}, id="no target"),
        pytest.param(Aim(seniority="kam"), {"closer": 0.25}, {"english": 3}, id="seniority"),
        pytest.param(
            Aim(industry="steel"), {"closer": 0.5, "team": 0.5}, {"english": 2}, id="industry"
        ),
        pytest.param(
            Aim(seniority="kam", industry="steel"),
            {"closer": 0.75, "team": 0.5},
            {"english": 3},
            id="both",
        ),
        pytest.param(Aim(seniority="king", industry="circus"), {}, {}, id="lost from the bank"),
    ],
)
def test_an_industry_raises_what_the_seniority_asks(aim, traits, skills):
    bank = a_catalogue(
        "closer",
        "team",
        seniorities=(a_seniority("kam", traits={"closer": 0.25}, skills={"english": 3}),),
        industries=(
            an_industry("steel", traits={"closer": 0.5, "team": 0.5}, skills={"english": 2}),
        ),
    )

    target = target_for(aim, bank)

    assert (target.traits, target.skills) == (traits, skills)


@pytest.mark.parametrize(("level", "asked", "gap"), [(2, 4, 2), (4, 4, 0), (5, 4, 0), (1, None, 0)])
def test_a_skill_gap_is_what_is_missing_never_less_than_nothing(level, asked, gap):
    assert SkillScore(skill=a_skill("english"), level=level, asked=asked).gap == gap


def test_scored_traits_stand_strongest_first_and_the_others_apart():
    profile = a_profile(a_score("solver", 2.0, answered=1), closer=-1.0, team=1.0, insight=0.0)

    assert [one.trait.id for one in profile.scored] == ["team", "insight", "closer"]
    assert [one.trait.id for one in profile.unscored] == ["solver"]


def test_a_strength_is_what_most_surely_reaches_the_target():
    profile = a_profile(
        a_score("closer", 0.5, reaches_target=0.79),
        a_score("team", 0.4, reaches_target=0.8),
        a_score("insight", 0.1, reaches_target=0.95),
        a_score("solver", 2.0, reaches_target=0.9),
        a_score("learner", 2.0, reaches_target=0.85),
        a_score("service", 2.0, reaches_target=0.99, answered=1),
    )

    assert [one.trait.id for one in profile.strengths] == ["insight", "solver", "learner"]


def test_a_trait_with_fewer_than_two_answers_is_never_a_priority():
    profile = a_profile(
        a_score("closer", -2.0, among_weakest=0.9, answered=1),
        a_score("team", -1.0, among_weakest=0.5, answered=2),
        a_score("insight", -1.0, among_weakest=0.6, answered=2),
        a_score("solver", -3.0, among_weakest=0.8, answered=0),
    )

    assert [one.trait.id for one in profile.priorities] == ["insight", "team"]


@pytest.mark.parametrize(("scored", "clear"), [(0, False), (3, False), (4, True)])
def test_three_priorities_mean_something_from_four_scored_traits_on(scored, clear):
    traits = [a_score(f"trait{place}", answered=6 if place < scored else 1) for place in range(6)]

    assert a_profile(*traits).is_clear is clear


def test_a_trait_the_bank_does_not_have_has_no_score():
    with pytest.raises(KeyError, match="ghost"):
        a_profile(closer=0.0).trait("ghost")


@pytest.mark.parametrize(
    ("picked", "score"),
    [
        pytest.param([("a", "d")], 100, id="both as keyed"),
        pytest.param([("a", "b")], 75, id="only the best"),
        pytest.param([("b", "d")], 75, id="only the worst"),
        pytest.param([("b", "c")], 50, id="neither"),
        pytest.param([("d", "b")], 25, id="the worst taken for the best"),
        pytest.param([("d", "a")], 0, id="the wrong way round"),
        pytest.param([("a", "d"), ("d", "a")], 50, id="one right, one wrong"),
    ],
)
def test_judgement_counts_keyed_acts_and_takes_off_for_mixing_them_up(picked, score):
    names = [f"s{number:02}" for number in range(len(picked))]
    bank = a_catalogue("closer", situations=tuple(a_situation(name) for name in names))
    acts = {
        name: Judgement(best=best, worst=worst)
        for name, (best, worst) in zip(names, picked, strict=True)
    }

    judged = judge(acts, bank)

    assert (judged.score, judged.answered) == (score, len(picked))


def test_there_is_no_judgement_before_a_situation_is_answered():
    bank = a_catalogue("closer", situations=(a_situation("s01"),))

    assert judge({}, bank) is None
    assert judge({"lost": Judgement(best="a", worst="d")}, bank) is None
