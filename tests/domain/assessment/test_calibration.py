"""From donated answers to the next parameters, and back from the file they are written to."""

import shutil
import tomllib
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kamquiz.content import load
from kamquiz.documents.parameters import parameters_toml
from kamquiz.domain.assessment.calibration import (
    TooFewPeopleError,
    UnsteadyError,
    calibrate_bank,
    require_steady,
    usable,
)
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.bank.catalogue import Rating
from kamquiz.settings import ROOT
from tests.builders import answers, some_donations

TODAY = date(2027, 3, 1)


def calibrated(content, donations):
    return calibrate_bank(donations, content.authors, version=1, today=TODAY)


@pytest.fixture(scope="module")
def from_60(content):
    return calibrated(content, some_donations(content.catalogue, 60))


@pytest.fixture(scope="module")
def from_100(content):
    return calibrated(content, some_donations(content.catalogue, 100))


@pytest.mark.parametrize("people", [0, 1, 59])
def test_below_60_people_the_authors_know_more(content, people):
    with pytest.raises(TooFewPeopleError, match=f"{people} people gave .* needs 60"):
        calibrated(content, some_donations(content.catalogue, people))


def test_answers_with_low_confidence_do_not_count(content):
    doubtful = some_donations(content.catalogue, 60, confident=False)

    assert usable(doubtful, content.authors).shape == (0, 114)
    with pytest.raises(TooFewPeopleError):
        calibrated(content, doubtful)


def test_flat_answers_and_the_same_answers_again_do_not_count(content):
    honest = some_donations(content.catalogue, 3)
    flat = dict.fromkeys(honest[0].ratings, Rating(4))
    nearly = flat | {"insight-1": Rating(1)}
    script = some_donations(content.catalogue, 90, ratings=honest[2].ratings)

    assert len(usable(honest, content.authors)) == 3
    assert len(usable([*script, *honest], content.authors)) == 3
    for ratings in (flat, nearly):
        scripted = some_donations(content.catalogue, 90, ratings=ratings)
        assert (
            usable([*scripted, *honest], content.authors) == usable(honest, content.authors)
        ).all()


def test_ninety_scripted_donors_change_nothing(content, from_60):
    honest = some_donations(content.catalogue, 60)
    flat = dict.fromkeys(honest[0].ratings, Rating(5))
    script = some_donations(content.catalogue, 90, ratings=flat)

    assert calibrated(content, [*script, *honest]) == from_60


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_honest_donors_whoever_is_the_newest_are_steady(content, seed):
    donations = some_donations(content.catalogue, 60, seed=seed)

    require_steady(donations, content.authors, calibrated(content, donations))


def test_a_twentieth_who_claim_the_best_of_everything_are_noticed(content):
    """Not flat: half of the statements are reverse, so they tick both ends."""
    honest = some_donations(content.catalogue, 114)
    rng = np.random.default_rng(1)
    script = [
        replace(
            honest[0],
            ratings={
                one.id: (Rating(points).reversed() if one.reverse else Rating(points))
                for one in content.catalogue.statements
                if (points := int(rng.integers(4, 6)))
            },
        )
        for _donor in range(6)
    ]
    donations = [*script, *honest]

    with pytest.raises(UnsteadyError, match="the newest 6 of 120 people move all curves"):
        require_steady(donations, content.authors, calibrated(content, donations))


def test_a_twentieth_who_bend_one_trait_are_noticed_and_it_is_named(content):
    honest = some_donations(content.catalogue, 60)
    bent = [
        replace(
            one,
            ratings=dict(one.ratings)
            | {f"closer-{number}": Rating(5 if number % 2 else 1) for number in range(1, 7)},
        )
        for one in some_donations(content.catalogue, 4, seed=9)
    ]

    with pytest.raises(UnsteadyError, match="the curves of closer"):
        require_steady([*bent, *honest], content.authors, calibrated(content, [*bent, *honest]))


def test_from_60_people_on_every_statement_has_its_own_curve(content, from_60):
    assert (from_60.version, from_60.people, from_60.date) == (1, 60, TODAY)
    assert set(from_60.curves) == set(content.catalogue.statement_by_id)
    for curve in from_60.curves.values():
        assert curve.slope > 0
        assert list(curve.thresholds) == sorted(curve.thresholds)
    assert from_60.correlations == {}


def test_from_100_people_on_the_correlations_are_estimated_too(content, from_100):
    ids = [one.id for one in content.catalogue.traits]

    assert len(from_100.correlations) == 19 * 18
    for one in ids:
        assert (one, one) not in from_100.correlations
    assert from_100.correlation_of(ids[0], ids[1]) == from_100.correlation_of(ids[1], ids[0])


def test_enough_people_make_the_margins_as_narrow_as_they_are(content, from_60, catalogue):
    before = content.authors
    after = Instrument(catalogue=catalogue, parameters=from_60)

    assert (before.widening, after.widening) == (1.25, 1.0)


def test_an_answer_to_a_statement_the_bank_has_lost_is_passed_over(content):
    (given,) = some_donations(content.catalogue, 1)
    ratings = dict(given.ratings) | {"lost-1": given.ratings["insight-1"]}
    (with_lost,) = some_donations(content.catalogue, 1, ratings=ratings)

    assert (usable([with_lost], content.authors) == usable([given], content.authors)).all()


@pytest.mark.parametrize("which", ["from_60", "from_100"])
def test_what_is_written_is_read_again_as_the_newest_version(which, request, content, tmp_path):
    fitted = request.getfixturevalue(which)
    questions = tmp_path / "questions"
    shutil.copytree(ROOT / "questions", questions)
    text = parameters_toml(fitted)
    (questions / "parameters" / "1.toml").write_text(text, encoding="utf-8")

    kept = load(questions)

    assert tomllib.loads(text)["people"] == fitted.people
    newest = kept.parameters[-1]
    assert (newest.version, newest.people, newest.date) == (1, fitted.people, TODAY)
    fresh = Instrument(catalogue=kept.catalogue, parameters=fitted)
    assert np.allclose(kept.instrument.items.slopes, fresh.items.slopes, atol=1e-5)
    assert np.allclose(kept.instrument.items.thresholds, fresh.items.thresholds, atol=1e-5)
    assert np.allclose(kept.instrument.covariance, fresh.covariance, atol=1e-5)
    assert kept.catalogue.version == content.catalogue.version
    means, _spread = kept.instrument.posterior(answers({"insight-1": 5}).ratings)
    assert np.isfinite(means).all()
