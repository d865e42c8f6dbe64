"""Plans are kept whole, numbered, and never overwritten unseen."""

from dataclasses import replace
from datetime import date

import pytest

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, QuizLength
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.plan.build import build_plan
from kamquiz.domain.plan.edit import (
    own_step,
    rechosen,
    revised,
    with_check_in,
    with_priority,
    with_step,
)
from kamquiz.domain.plan.model import Outcome, Phrase, Report, Witness
from kamquiz.storage import (
    NewAttempt,
    PlanChangedError,
    PlanStore,
    Share,
    ShareNotFoundError,
    ShareStore,
)
from kamquiz.storage.keys import key_hash
from kamquiz.storage.plan_documents import read_plan, write_plan
from tests.builders import NOON, a_catalogue, a_profile, an_action, an_if_then

TRAITS = ("closer", "team", "solver", "insight")
PROFILE = a_profile(closer=-2.0, team=-1.0, solver=-0.5, insight=1.0)
BANK = a_catalogue(
    *TRAITS, actions=tuple(an_action(one, 2, if_then=an_if_then("review")) for one in TRAITS)
)
DAY = date(2027, 1, 20)


@pytest.fixture
def plan():
    """A plan in which everything was touched that can be."""
    made = build_plan(PROFILE, BANK, start=date(2027, 1, 4), hours=2.0)
    made = rechosen(made, ["team", "closer"], PROFILE, BANK, {})
    written = replace(
        made.priorities[0],
        behaviour=Phrase.own("</w:t> \u202e 😀 „zażółć”\nnew line"),
        obstacle=Phrase.own("no time"),
        hearer=Witness.CLOSE,
        evidence_level=EvidenceLevel.SHOWN,
        repeated=True,
        note="private",
    )
    made = revised(made, with_priority(made, written), day=DAY)
    made = with_step(made, own_step(made, "call", hours=1.5, week=3, serves=""))
    return with_check_in(
        replace(made, uid="abc"), 2, [Report(trait="team", outcome=Outcome.NOT)], {}, day=DAY
    )


@pytest.fixture
def timeline(store):
    new = NewAttempt(form=QuizLength.FULL, bank="b1", first_page=("closer-1",))
    store.start(new, key=key_hash("key"), now=NOON)
    return store.get(key_hash("key")).timeline


@pytest.fixture
def plans(engine):
    return PlanStore(engine, BANK)


def test_a_plan_comes_back_exactly_as_it_was_kept(plan):
    assert read_plan(write_plan(plan), BANK) == replace(plan, skills=())


def test_a_trait_that_left_the_bank_takes_its_priority_along_and_nothing_else(plan):
    smaller = a_catalogue("team", "solver", actions=BANK.actions)

    kept = read_plan(write_plan(plan), smaller)

    assert [one.trait.id for one in kept.priorities] == ["team"]
    assert len(kept.steps) == len(plan.steps)


def test_an_action_that_left_the_bank_stays_a_step_with_its_title(plan):
    kept = read_plan(write_plan(plan), a_catalogue(*TRAITS))

    assert [one.title for one in kept.steps] == [one.title for one in plan.steps]
    assert {one.action for one in kept.steps} == {None}


def test_the_plan_that_is_worked_on_is_the_last_one(plans, timeline, plan):
    assert plans.find(timeline) is None
    plans.accept(timeline, plan, number=1)
    plans.accept(timeline, replace(plan, hours=3.0), number=2)

    assert [(one.number, one.plan.hours) for one in plans.all(timeline)] == [(1, 2.0), (2, 3.0)]
    assert plans.find(timeline).number == 2


def test_a_change_counts_and_an_older_one_is_refused(plans, timeline, plan):
    plans.accept(timeline, plan, number=1)
    first = plans.find(timeline)
    plans.save(timeline, first, replace(plan, hours=3.0))

    with pytest.raises(PlanChangedError):
        plans.save(timeline, first, replace(plan, hours=4.0))

    kept = plans.find(timeline)
    assert (kept.plan.hours, kept.revision) == (3.0, first.revision + 1)


def test_the_same_plan_cannot_be_accepted_twice(plans, timeline, plan):
    plans.accept(timeline, plan, number=1)

    with pytest.raises(PlanChangedError):
        plans.accept(timeline, replace(plan, hours=9.0), number=1)
    assert plans.find(timeline).plan.hours == 2.0


def test_nothing_is_kept_for_answers_that_are_gone(store, plans, timeline, plan, engine):
    plans.accept(timeline, plan, number=1)
    kept = plans.find(timeline)
    ShareStore(engine).add(a_share(timeline))
    store.delete(timeline)

    assert plans.all(timeline) == ()
    with pytest.raises(AttemptNotFoundError):
        plans.accept(timeline, plan, number=1)
    with pytest.raises(PlanChangedError):
        plans.save(timeline, kept, plan)
    with pytest.raises(ShareNotFoundError):
        ShareStore(engine).get(key_hash("share"))
    with pytest.raises(AttemptNotFoundError):
        ShareStore(engine).add(a_share(timeline))


def a_share(timeline, **changes):
    return replace(
        Share(
            hash=key_hash("share"),
            timeline=timeline,
            made_on=DAY,
            result=True,
            plan=False,
            notes=False,
        ),
        **changes,
    )


def test_a_share_opens_until_it_is_withdrawn_by_its_owner(engine, timeline):
    shares = ShareStore(engine)
    share = a_share(timeline)
    shares.add(share)
    shares.revoke(timeline + 1, share.hash)
    assert shares.get(share.hash) == share
    assert shares.all(timeline) == (share,)

    shares.revoke(timeline, share.hash)

    with pytest.raises(ShareNotFoundError):
        shares.get(share.hash)
