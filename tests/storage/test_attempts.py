"""Attempts are kept page by page, opened by secrets nobody can read back, and forgotten whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from kamquiz.domain.assessment.attempts import (
    Aim,
    AttemptNotFoundError,
    Judgement,
    PageSubmission,
    QuizLength,
    Stage,
)
from kamquiz.storage import NewAttempt, PageAlreadyServedError
from kamquiz.storage.keys import codename_hash, key_hash, new_codename, new_key
from tests.builders import NOON, rated
from tests.counting import statements

KEY = key_hash("the secret of the tests")
PAGE, NEXT = ("insight-1", "closer-1"), ("insight-2", "closer-2")


def later(**time):
    return NOON + timedelta(**time)


@pytest.fixture
def attempt(store):
    """An attempt with one page served, at noon."""
    store.start(NewAttempt(form=QuizLength.SHORT, bank="b1", first_page=PAGE), key=KEY, now=NOON)
    return store.get(KEY)


def test_an_attempt_comes_back_as_it_was_started(store):
    new = NewAttempt(
        form=QuizLength.FULL,
        bank="b1",
        first_page=PAGE,
        stage=Stage.NEW,
        aim=Aim(industry="steel", seniority="kam"),
        hours=3.5,
    )
    started = store.start(new, key=KEY, now=NOON)

    kept = store.get(KEY)

    assert (kept.id, kept.form, kept.bank, kept.started) == (started, QuizLength.FULL, "b1", NOON)
    assert (kept.stage, kept.aim, kept.hours) == (Stage.NEW, new.aim, 3.5)
    assert (kept.pages, kept.served) == ((PAGE,), (0,))
    assert kept.answers.ratings == {}
    assert not kept.finished


def test_what_was_not_told_stays_empty(attempt):
    assert (attempt.stage, attempt.aim, attempt.hours) == (None, Aim(), 2.0)


def test_a_page_keeps_its_answers_its_time_and_serves_the_next(store, attempt):
    turn = PageSubmission(page=1, ratings=rated(insight_1=4, closer_1=2), next_page=NEXT)
    store.record(attempt, turn, now=later(seconds=31))

    kept = store.get(KEY)

    assert kept.answers.ratings == rated(insight_1=4, closer_1=2)
    assert kept.answers.seconds == {1: 31}
    assert kept.pages == (PAGE, NEXT)
    assert kept.served == (0, 31)


def test_a_page_is_written_in_one_statement(store, attempt):
    turn = PageSubmission(page=1, ratings=rated(insight_1=4, closer_1=2), next_page=NEXT)

    with statements() as sent:
        store.record(attempt, turn, now=NOON)

    assert len(sent) == 1
    assert sent[0].startswith("INSERT INTO answers")


def test_an_attempt_is_read_in_one_statement(store, attempt):
    with statements() as sent:
        store.get(KEY)

    assert len(sent) == 1


def test_a_correction_replaces_the_answer_but_not_the_time_it_first_took(store, attempt):
    store.record(attempt, PageSubmission(page=1, ratings=rated(insight_1=4)), now=later(seconds=31))
    store.record(
        store.get(KEY), PageSubmission(page=1, ratings=rated(insight_1=1)), now=later(hours=2)
    )

    kept = store.get(KEY)

    assert kept.answers.ratings == rated(insight_1=1)
    assert kept.answers.seconds == {1: 31}


def test_what_was_left_out_is_kept_as_such_until_it_is_answered(store, attempt):
    first = PageSubmission(page=1, ratings=rated(insight_1=4), left_out=frozenset({"closer-1"}))
    store.record(attempt, first, now=NOON)
    assert store.get(KEY).left_out == {"closer-1"}
    assert store.get(KEY).answers.ratings == rated(insight_1=4)

    store.record(store.get(KEY), PageSubmission(page=1, ratings=rated(closer_1=2)), now=NOON)
    assert store.get(KEY).left_out == frozenset()
    assert store.get(KEY).answers.ratings == rated(insight_1=4, closer_1=2)


def test_serving_a_page_again_does_not_empty_its_answers(store, attempt):
    full = PageSubmission(page=1, ratings=rated(insight_1=4, closer_1=2), next_page=NEXT)
    store.record(attempt, full, now=NOON)
    store.record(store.get(KEY), PageSubmission(page=2, ratings=rated(insight_2=5)), now=NOON)

    store.record(attempt, full, now=later(minutes=5))

    assert store.get(KEY).answers.ratings == rated(insight_1=4, closer_1=2, insight_2=5)


def test_a_clock_that_was_set_back_makes_no_negative_time(store, attempt):
    store.record(
        attempt, PageSubmission(page=1, ratings=rated(insight_1=4)), now=NOON - timedelta(hours=1)
    )

    assert store.get(KEY).answers.seconds == {1: 0}


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(("team-1", "solver-1"), id="quite another page"),
        pytest.param(("team-1", "insight-2"), id="another first statement"),
        pytest.param(("insight-2", "team-1"), id="another last statement"),
    ],
)
def test_of_two_next_pages_the_first_stays_and_the_second_is_refused_whole(store, attempt, other):
    store.record(
        attempt, PageSubmission(page=1, ratings=rated(insight_1=4), next_page=NEXT), now=NOON
    )

    with pytest.raises(PageAlreadyServedError):
        store.record(
            attempt, PageSubmission(page=1, ratings=rated(insight_1=1), next_page=other), now=NOON
        )

    kept = store.get(KEY)
    assert kept.pages == (PAGE, NEXT)
    assert kept.answers.ratings == rated(insight_1=4)


def test_the_same_next_page_twice_is_no_race(store, attempt):
    turn = PageSubmission(page=1, ratings=rated(insight_1=4), next_page=NEXT)
    store.record(attempt, turn, now=NOON)
    store.record(attempt, turn, now=NOON)

    assert store.get(KEY).pages == (PAGE, NEXT)


def test_of_many_next_pages_at_the_same_moment_one_is_served(store, attempt):
    def serve(number):
        turn = PageSubmission(
            page=1,
            ratings=rated(insight_1=number % 5 + 1),
            next_page=(f"a{number}-1", f"b{number}-1"),
        )
        try:
            store.record(attempt, turn, now=NOON)
        except PageAlreadyServedError:
            return None
        return turn

    with ThreadPoolExecutor(8) as threads:
        served = [turn for turn in threads.map(serve, range(16)) if turn]

    assert len(served) == 1
    assert store.get(KEY).pages == (PAGE, served[0].next_page)
    assert store.get(KEY).answers.ratings == served[0].ratings


def test_one_more_page_can_be_served_behind_the_others(store, attempt):
    store.serve(attempt, NEXT, now=later(seconds=90))

    kept = store.get(KEY)
    assert (kept.pages, kept.served) == ((PAGE, NEXT), (0, 90))
    assert kept.answers.seconds == {}


def test_skills_are_kept_and_the_last_page_of_them_finishes(store, attempt):
    store.record_skills(attempt.id, {"english": 3}, ["analysis"])
    assert not store.get(KEY).finished

    store.finish(attempt, {"english": 4, "rhetoric": 1}, [], None)

    kept = store.get(KEY)
    assert kept.answers.skills == {"english": 4, "rhetoric": 1}
    assert kept.left_out == {"analysis"}
    assert kept.finished
    assert kept.answers.ratings == {}


def test_a_page_of_no_skills_may_finish_as_well(store, attempt):
    store.finish(attempt, {}, [], None)

    assert store.get(KEY).finished


def test_situations_are_kept_apart_from_everything_else(store, attempt):
    store.record_situations(attempt.id, {"s01": Judgement(best="a", worst="d")})
    store.record_situations(
        attempt.id,
        {"s01": Judgement(best="b", worst="c"), "s02": Judgement(best="d", worst="a")},
    )

    kept = store.get(KEY)
    assert kept.answers.situations == {
        "s01": Judgement(best="b", worst="c"),
        "s02": Judgement(best="d", worst="a"),
    }
    assert (kept.answers.ratings, kept.answers.skills, kept.pages) == ({}, {}, (PAGE,))


def test_the_aim_and_the_hours_can_be_changed_and_taken_back(store, attempt):
    store.aim(attempt.id, Aim(industry="steel", seniority="kam"), 5.0)
    kept = store.get(KEY)
    assert (kept.aim, kept.hours) == (Aim(industry="steel", seniority="kam"), 5.0)

    store.aim(attempt.id, Aim(), 1.0)
    assert (store.get(KEY).aim, store.get(KEY).hours) == (Aim(), 1.0)


def test_going_on_to_the_full_quiz_does_not_shorten_the_life_of_a_finished_attempt(store, attempt):
    store.finish(attempt, {"english": 3}, [], None)

    store.go_on_to_full(attempt.id)

    kept = store.get(KEY)
    assert (kept.form, kept.finished) == (QuizLength.FULL, True)


@pytest.mark.parametrize(
    ("finished", "days", "kept"),
    [
        pytest.param(False, 30, True, id="unfinished, the last day"),
        pytest.param(False, 31, False, id="unfinished, a day too old"),
        pytest.param(True, 31, True, id="finished a month ago"),
        pytest.param(True, 365, True, id="finished, the last day"),
        pytest.param(True, 366, False, id="finished, a day too old"),
    ],
)
def test_an_attempt_is_kept_as_long_as_the_privacy_page_says(store, attempt, finished, days, kept):
    if finished:
        store.finish(attempt, {"english": 3}, [], None)

    deleted = store.purge(later(days=days))

    assert deleted == (0 if kept else 1)
    if kept:
        assert store.get(KEY).id == attempt.id
    else:
        with pytest.raises(AttemptNotFoundError):
            store.get(KEY)


def test_a_wrong_key_opens_nothing(store, attempt):
    with pytest.raises(AttemptNotFoundError):
        store.get(key_hash("another secret"))


def test_two_attempts_do_not_see_each_other(store, attempt):
    other = key_hash("another secret")
    store.start(NewAttempt(form=QuizLength.FULL, bank="b1", first_page=PAGE), key=other, now=NOON)
    store.record(store.get(other), PageSubmission(page=1, ratings=rated(insight_1=1)), now=NOON)

    assert store.get(KEY).answers.ratings == {}
    store.delete(attempt.timeline)
    assert store.get(other).answers.ratings == rated(insight_1=1)


def test_a_deleted_attempt_opens_with_none_of_its_keys(store, attempt):
    second, codename = key_hash("the phone"), key_hash("six words")
    store.add_browser(attempt, second)
    store.set_codename(attempt, codename)
    assert store.get(second) == store.get(codename) == attempt

    store.delete(attempt.timeline)

    for key in (KEY, second, codename):
        with pytest.raises(AttemptNotFoundError):
            store.get(key)


def test_deleting_leaves_no_row_behind(store, attempt, engine):
    store.set_codename(attempt, key_hash("six words"))
    store.finish(attempt, {"english": 3}, [], None)

    store.delete(attempt.timeline)

    with engine.connect() as connection:
        for table in ("timelines", "attempts", "keys", "answers", "plans", "shares"):
            count = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            assert count.scalar_one() == 0, table


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(
            lambda store, attempt: store.record(
                attempt,
                PageSubmission(page=1, ratings=rated(insight_1=4), next_page=NEXT),
                now=NOON,
            ),
            id="a page",
        ),
        pytest.param(lambda store, attempt: store.serve(attempt, NEXT, now=NOON), id="a next page"),
        pytest.param(
            lambda store, attempt: store.finish(attempt, {"english": 3}, [], None),
            id="skills",
        ),
        pytest.param(
            lambda store, attempt: store.record_situations(
                attempt.id, {"s01": Judgement(best="a", worst="d")}
            ),
            id="situations",
        ),
        pytest.param(
            lambda store, attempt: store.add_browser(attempt, key_hash("the phone")), id="a key"
        ),
        pytest.param(
            lambda store, attempt: store.set_codename(attempt, key_hash("six words")),
            id="a codename",
        ),
    ],
)
def test_nothing_can_be_written_to_a_deleted_attempt(store, attempt, write):
    store.delete(attempt.timeline)

    with pytest.raises(AttemptNotFoundError):
        write(store, attempt)


def test_a_new_codename_replaces_the_older_one_and_leaves_links_alone(store, attempt):
    old, new = key_hash("old words"), key_hash("new words")
    store.set_codename(attempt, old)
    store.set_codename(attempt, new)

    assert store.get(new) == store.get(KEY) == attempt
    with pytest.raises(AttemptNotFoundError):
        store.get(old)


def test_only_hashes_reach_the_disk(store, engine):
    key, codename = new_key(), new_codename(("lipiec", "wawel", "sosna"))
    new = NewAttempt(form=QuizLength.FULL, bank="b1", first_page=PAGE)
    store.start(new, key=key_hash(key), now=NOON)
    store.set_codename(store.get(key_hash(key)), codename_hash(codename, pepper=b"pepper"))

    written = on_the_disk(engine)

    assert key_hash(key) in written
    assert key.encode() not in written
    assert codename.encode() not in written
    assert not any(word.encode() in written for word in codename.split())


def on_the_disk(engine):
    """Return what stands in the files of the database, or in PostgreSQL's journal."""
    if engine.dialect.name == "sqlite":
        return b"".join(one.read_bytes() for one in Path(engine.url.database).parent.iterdir())
    with engine.connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
        used = connection.exec_driver_sql("SELECT pg_walfile_name(pg_current_wal_lsn())")
        return (Path(folder) / "pg_wal" / used.scalar_one()).read_bytes()


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("łódka żuraw kość sęk ćma źdźbło", id="as it was given"),
        pytest.param("lodka zuraw kosc sek cma zdzblo", id="without Polish marks"),
        pytest.param("ŁÓDKA Żuraw KOŚĆ sęk ĆMA źdźbło", id="in capitals"),
        pytest.param("  łódka  żuraw\tkość\nsęk ćma źdźbło ", id="with more space"),
        pytest.param("łódka-żuraw-kość-sęk-ćma-źdźbło", id="with hyphens"),
        pytest.param(
            "ło\u0301dka z\u0307uraw kos\u0301c\u0301 se\u0328k c\u0301ma z\u0301dz\u0301bło",
            id="decomposed",
        ),
    ],
)
def test_a_codename_is_known_however_it_is_typed(typed):
    given = codename_hash("łódka żuraw kość sęk ćma źdźbło", pepper=b"pepper")

    assert codename_hash(typed, pepper=b"pepper") == given


@pytest.mark.parametrize(
    ("typed", "pepper"),
    [
        pytest.param("żuraw łódka kość", b"pepper", id="another order"),
        pytest.param("łódka żuraw", b"pepper", id="a word short"),
        pytest.param("łódkażuraw kość", b"pepper", id="words run together"),
        pytest.param("łódka żuraw kość", b"salt", id="another server"),
    ],
)
def test_another_codename_is_another(typed, pepper):
    assert codename_hash(typed, pepper=pepper) != codename_hash(
        "łódka żuraw kość", pepper=b"pepper"
    )


def test_keys_are_long_and_never_the_same():
    keys = {new_key() for _again in range(100)}

    assert len(keys) == 100
    assert min(len(key) for key in keys) >= 43


def test_a_codename_has_six_words_and_is_drawn_anew(catalogue):
    drawn = [new_codename(catalogue.codewords.pl) for _again in range(20)]

    assert {len(one.split()) for one in drawn} == {6}
    assert len(set(drawn)) == 20


def test_eight_threads_write_at_once_and_nothing_is_lost(store):
    def write(number):
        key = key_hash(f"thread {number}")
        store.start(NewAttempt(form=QuizLength.FULL, bank="b1", first_page=PAGE), key=key, now=NOON)
        for turn in range(24):
            given = rated(insight_1=turn % 5 + 1, closer_1=number % 5 + 1)
            store.record(store.get(key), PageSubmission(page=1, ratings=given), now=NOON)
        return key

    with ThreadPoolExecutor(8) as threads:
        keys = list(threads.map(write, range(8)))

    for number, key in enumerate(keys):
        assert store.get(key).answers.ratings == rated(insight_1=4, closer_1=number % 5 + 1)
