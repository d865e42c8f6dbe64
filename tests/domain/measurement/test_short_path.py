"""Which statements come next, and when it is enough."""

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.domain.measurement import (
    PLAIN,
    SHORT_PATH,
    Items,
    Rules,
    certainty,
    choose,
    items_owed,
    may_stop,
    next_page,
    page_size,
    posterior,
)
from kamquiz.domain.measurement.information import expected_information, gains, narrowed, stakes
from kamquiz.domain.measurement.simulation import (
    draw_bank,
    draw_people,
    draw_responses,
    only,
    share_found,
    short_paths,
)

BANK = draw_bank(np.random.default_rng(1))
TRAIT = BANK.items.trait
PRIOR = np.zeros(19), BANK.covariance


def a_page(*, asked=(), chance=1, count=5, at=PRIOR, bank=BANK, **more):
    return next_page(
        bank.items,
        *at,
        asked=asked,
        follows=asked[-1] if len(asked) else None,
        count=count,
        rng=np.random.default_rng(chance),
        reverse=bank.reverse,
        **more,
    )


def walked(people=40, rules=SHORT_PATH, bank=BANK, seed=3):
    rng = np.random.default_rng(seed)
    theta = draw_people(rng, bank.covariance, people)
    responses = draw_responses(rng, theta, bank.items)
    return short_paths(
        responses, bank.items, bank.covariance, rng=rng, reverse=bank.reverse, rules=rules
    )


def test_every_trait_is_asked_about_once_before_any_is_asked_about_twice():
    for path in walked():
        assert sorted(TRAIT[path[:19]]) == list(range(19))


def test_a_first_item_is_one_of_the_three_best_of_its_trait():
    told = expected_information(BANK.items, *PRIOR)
    rules = Rules(chance=0.0)
    seen = set()
    for chance in range(60):
        first = int(a_page(chance=chance, count=1, rules=rules)[0])
        own = np.flatnonzero(TRAIT[first] == TRAIT)
        seen.add((int(TRAIT[first]), int((told[own] > told[first]).sum())))

    assert {rank for _, rank in seen} == {0, 1, 2}
    assert len({trait for trait, _ in seen}) > 10


def test_the_path_ends_with_two_items_or_more_about_every_trait():
    for path in walked():
        assert (np.bincount(TRAIT[path], minlength=19) >= 2).all()


def test_the_path_ends_with_a_reverse_item_for_every_other_trait():
    for path in walked():
        assert set(range(0, 19, 2)) <= set(TRAIT[path][BANK.reverse[path]])


def test_no_two_neighbours_share_a_trait_across_pages_either():
    paths = walked()

    assert (TRAIT[paths[:, 1:]] != TRAIT[paths[:, :-1]]).all()


def test_nothing_is_asked_twice():
    assert all(len(set(path)) == 57 for path in walked())


def test_about_one_item_in_ten_is_left_to_chance():
    aimed = Rules(opening=False, least=0, chance=0.0)
    mixed = Rules(opening=False, least=0, chance=0.1)
    best = a_page(count=1, rules=aimed)
    other = [a_page(count=1, rules=mixed, chance=chance) != best for chance in range(600)]

    assert np.mean(other) == pytest.approx(0.1, abs=0.03)


def test_the_same_chance_gives_the_same_page():
    assert (a_page(chance=8) == a_page(chance=8)).all()


def test_only_allowed_items_are_asked():
    allowed = list(range(3, 114, 7))

    assert set(a_page(allowed=allowed, count=30)) == set(allowed)


def test_the_last_items_are_asked_even_if_they_share_a_trait():
    assert set(a_page(asked=list(range(111)), count=6)) == {111, 112, 113}


def test_there_is_no_page_after_the_last_item():
    assert len(a_page(asked=list(range(114)))) == 0


def test_aim_goes_where_the_third_and_the_fourth_weakest_part():
    mean = np.array([-2.0, -1.0, -0.4, -0.2, 1.5, 2.5])
    weights = stakes(mean, np.eye(6) * 0.2)

    assert set(np.argsort(-weights)[:2]) == {2, 3}
    assert weights[5] < 0.001 * weights.max()


def test_every_trait_is_at_stake_when_all_are_among_the_weakest():
    assert (stakes(np.array([0.0, 1.0, 2.0]), np.eye(3)) == 1.0).all()


def test_the_target_moves_the_aim():
    items = Items(np.full(24, 1.5), [[-1.0, 0.0, 1.0]] * 24, np.repeat(np.arange(6), 4))
    mean, spread = np.array([-2.0, -1.0, -0.4, -0.2, 1.5, 2.5]), np.eye(6) * 0.2
    aimed = Rules(opening=False, least=0, chance=0.0)

    def first(target):
        page = next_page(
            items, mean, spread, asked=[], follows=None, count=2,
            rng=np.random.default_rng(1), target=target, rules=aimed,
        )  # fmt: skip
        return set(items.trait[page])

    assert first(None) <= {2, 3}
    assert first([0, 0, 0, 0, 2.1, 3.1]) & {4, 5}


def test_a_gain_is_what_the_weighted_variances_lose():
    told = expected_information(BANK.items, *PRIOR)
    weights = np.linspace(0.1, 1.0, 19)
    gain = gains(BANK.items, told, BANK.covariance, weights)

    for item in (0, 50, 113):
        after = narrowed(BANK.covariance, int(TRAIT[item]), told[item])
        lost = np.diag(BANK.covariance) - np.diag(after)
        assert gain[item] == pytest.approx(weights @ lost)


def test_expected_information_is_the_average_over_the_posterior():
    rng = np.random.default_rng(2)
    mean, spread = np.array([0.7]), np.array([[0.3]])
    items = draw_bank(rng, traits=1).items
    step = 10 / 200
    theta = rng.normal(0.7, np.sqrt(0.3), 20_000)
    nearest = np.clip(np.round((theta + 10) / (2 * step)).astype(int), 0, 200)

    assert expected_information(items, mean, spread) == pytest.approx(
        items.information_curves[:, nearest].mean(axis=1), rel=0.03
    )


def test_plain_selection_takes_what_lowers_all_variances_most():
    answers = np.full(114, -1)
    answers[[0, 40, 80]] = 4
    mean, spread = posterior(answers, BANK.items, BANK.covariance)
    told = expected_information(BANK.items, mean[0], spread[0])
    gain = gains(BANK.items, told, spread[0], np.ones(19))
    gain[[0, 40, 80]] = 0
    rng = np.random.default_rng(1)
    chosen = choose(answers, BANK.items, BANK.covariance, count=1, rng=rng, focus=False)

    assert chosen.tolist() == [int(np.argmax(gain))]


@pytest.mark.parametrize("focus", [True, False])
@pytest.mark.parametrize("count", [0, 1, 5, 57, 114, 500])
def test_choose_returns_as_many_new_items_as_there_are(focus, count):
    answers = np.full(114, -1)
    answers[:4] = 2
    rng = np.random.default_rng(1)
    chosen = choose(answers, BANK.items, BANK.covariance, count=count, rng=rng, focus=focus)

    assert len(set(chosen.tolist())) == len(chosen) == min(count, 110)
    assert not set(chosen.tolist()) & {0, 1, 2, 3}


@settings(deadline=None, max_examples=25)
@given(seed=st.integers(0, 10_000), traits=st.integers(1, 6), statements=st.integers(1, 5))
def test_any_bank_can_be_walked_to_its_end(seed, traits, statements):
    bank = draw_bank(np.random.default_rng(seed), traits=traits, statements=statements)
    paths = walked(people=2, bank=bank, seed=seed)

    assert paths.shape == (2, min(57, traits * statements))
    assert all(len(set(path)) == len(path) for path in paths)


def test_debts_are_counted_until_they_are_paid():
    reverse = BANK.reverse
    plain = [int(np.flatnonzero((t == TRAIT) & ~reverse)[n]) for n in (0, 1) for t in range(19)]

    assert items_owed(BANK.items, asked=[], reverse=reverse) == 38
    assert items_owed(BANK.items, asked=plain[:19], reverse=reverse) == 19
    assert items_owed(BANK.items, asked=plain, reverse=reverse) == 10
    assert items_owed(BANK.items, asked=walked(people=1)[0].tolist(), reverse=reverse) == 0
    assert items_owed(BANK.items, asked=[], reverse=reverse, rules=PLAIN) == 0


WELL, BADLY = np.full(19, 0.5), np.array([0.5] * 18 + [0.6])


@pytest.mark.parametrize(
    ("sd", "served", "gained", "owed", "stop"),
    [
        pytest.param(WELL, 45, 0.0, 0, True, id="known well, nothing to gain"),
        pytest.param(WELL, 45, 0.02, 0, False, id="still learning"),
        pytest.param(WELL, 5, None, 0, False, id="nothing to compare with"),
        pytest.param(BADLY, 45, 0.0, 0, False, id="one trait badly known"),
        pytest.param(WELL, 45, 0.0, 1, False, id="a trait still due its item"),
        pytest.param(BADLY, 57, 0.5, 1, True, id="half the bank"),
    ],
)
def test_the_path_stops_when_it_has_done_its_work(sd, served, gained, owed, stop):
    assert may_stop(sd, served=served, gained=gained, owed=owed) is stop


def test_certainty_is_the_expected_share_of_true_ones():
    assert certainty([0.9, 0.1, 0.8, 0.7, 0.5]) == pytest.approx(0.8)


@pytest.mark.parametrize("left", [57, 38, 114, 9, 8])
def test_pages_have_four_to_six_statements(left):
    sizes = []
    while left:
        sizes.append(page_size(left))
        left -= sizes[-1]

    assert set(sizes) <= {4, 5, 6}


def test_half_of_the_bank_well_chosen_finds_the_weakest_better_than_all_of_it_by_sums():
    rng = np.random.default_rng(5)
    theta = draw_people(rng, BANK.covariance, 250)
    responses = draw_responses(rng, theta, BANK.items)
    sums = np.stack([responses[:, trait == TRAIT].sum(axis=1) for trait in range(19)], axis=1)
    paths = short_paths(responses, BANK.items, BANK.covariance, rng=rng, reverse=BANK.reverse)
    seen = only(responses, paths)
    mean, _ = posterior(seen, BANK.items, BANK.covariance)
    standardised = (sums - sums.mean(axis=0)) / sums.std(axis=0)

    assert share_found(mean, theta).mean() > share_found(standardised, theta).mean()


def test_the_next_page_is_chosen_faster_than_by_trying_every_item():
    told = expected_information(BANK.items, *PRIOR)

    def plain_loop():
        spread = BANK.covariance
        for _ in range(5):
            lost = [
                np.trace(spread) - np.trace(narrowed(spread, int(trait), one))
                for trait, one in zip(TRAIT, told, strict=True)
            ]
            best = int(np.argmax(lost))
            spread = narrowed(spread, int(TRAIT[best]), told[best])

    a_page()
    started = time.perf_counter()
    for _ in range(10):
        plain_loop()
    plain = time.perf_counter() - started
    started = time.perf_counter()
    for _ in range(10):
        a_page()
    ours = time.perf_counter() - started

    assert ours < plain
