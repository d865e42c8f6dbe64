"""Two measurements of one person: real, too close to call, no sign of a change."""

import math

import pytest

from kamquiz.domain.assessment.change import Verdict, compare
from tests.builders import a_profile, a_scale, a_score

SCALE = a_scale()


def changed(before: float, after: float, **changes):
    (change,) = compare(
        a_profile(a_score("closer", before, **changes)),
        a_profile(a_score("closer", after, **changes)),
        SCALE,
    )
    return change


#: The uncertainty of a difference between two positions of sd .4, and its 80 % margin.
UNCERTAINTY = math.sqrt(0.4**2 + 0.4**2)
MARGIN = 1.2816 * UNCERTAINTY


@pytest.mark.parametrize(
    ("difference", "verdict"),
    [
        pytest.param(0.0, Verdict.NONE, id="the same"),
        pytest.param(0.49 * UNCERTAINTY, Verdict.NONE, id="less than half the uncertainty"),
        pytest.param(0.51 * UNCERTAINTY, Verdict.UNSURE, id="more than half of it"),
        pytest.param(MARGIN - 0.001, Verdict.UNSURE, id="just within the margin"),
        pytest.param(MARGIN + 0.001, Verdict.REAL, id="just outside"),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_change_is_real_when_its_margin_leaves_out_zero(difference, verdict, sign):
    change = changed(0.0, sign * difference)

    assert change.verdict is verdict
    assert (change.low > 0 or change.high < 0) is (verdict is Verdict.REAL)


def test_difference_and_margin_are_points_of_the_scale():
    change = changed(-0.5, 0.5)

    assert change.difference == pytest.approx(16)
    assert (change.low, change.high) == pytest.approx((16 * (1 - MARGIN), 16 * (1 + MARGIN)))
    assert change.is_up


def test_traits_are_joined_by_id_whatever_their_order():
    before = a_profile(a_score("closer", -1.0), a_score("team", 1.0))
    after = a_profile(a_score("team", 1.0), a_score("closer", 1.0), a_score("new", 0.0))

    changes = compare(before, after, SCALE)

    assert [(one.trait.id, one.verdict) for one in changes] == [
        ("closer", Verdict.REAL),
        ("team", Verdict.NONE),
    ]


def test_only_the_traits_that_were_asked_anew_are_compared():
    before = a_profile(closer=-1.0, team=0.0)
    after = a_profile(closer=1.0, team=0.1)

    assert [one.trait.id for one in compare(before, after, SCALE, asked=["team"])] == ["team"]


def test_a_trait_without_a_score_at_either_time_has_no_change():
    scored, unscored = a_score("closer"), a_score("closer", answered=1)

    assert compare(a_profile(scored), a_profile(unscored), SCALE) == ()
    assert compare(a_profile(unscored), a_profile(scored), SCALE) == ()
