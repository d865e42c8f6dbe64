"""Hours into weeks: never more than there are, never fewer weeks than a step needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamquiz.domain.plan.model import ROUNDING, WEEKS
from kamquiz.domain.plan.schedule import Room

WANTED = st.lists(
    st.tuples(st.floats(0.5, 40), st.integers(1, WEEKS), st.integers(1, WEEKS)), max_size=12
)


@given(hours=st.floats(1, 20), wanted=WANTED)
def test_whatever_is_wished_for_no_week_holds_more_than_there_is(hours, wanted):
    room, load = Room(hours), [0.0] * WEEKS
    for needed, weeks, earliest in wanted:
        placed = room.place(needed, weeks=weeks, earliest=earliest)
        if placed:
            first, last = placed
            assert earliest <= first <= last <= WEEKS
            assert last - first + 1 >= weeks
            for week in range(first, last + 1):
                load[week - 1] += needed / (last - first + 1)

    assert max(load) <= hours + ROUNDING * (len(wanted) + 1)


@pytest.mark.parametrize(
    ("hours", "weeks", "placed"),
    [
        pytest.param(2, 1, (1, 1), id="a week's hours"),
        pytest.param(3, 1, (1, 2), id="more than a week's hours"),
        pytest.param(2, 4, (1, 4), id="a little each week for a month"),
        pytest.param(24, 1, (1, 12), id="everything there is"),
        pytest.param(24.1, 1, None, id="more than there is"),
        pytest.param(1, 13, None, id="longer than the plan"),
    ],
)
def test_a_step_ends_as_soon_as_it_can(hours, weeks, placed):
    assert Room(2.0).place(hours, weeks=weeks) == placed


def test_what_does_not_fit_takes_nothing():
    room = Room(2.0)
    assert room.place(100) is None

    assert room.place(24) == (1, 12)


def test_a_step_may_be_kept_within_its_own_weeks():
    assert Room(1.0).place(4, earliest=5, latest=8, until=8) == (5, 8)
    assert Room(1.0).place(5, earliest=5, latest=8, until=8) is None
