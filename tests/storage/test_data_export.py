"""A reader gets every column of every table that is about them, or the reason why not."""

import pytest

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, QuizLength
from kamquiz.storage import AttemptStore, NewAttempt
from kamquiz.storage.data_export import WITHHELD, everything_kept
from kamquiz.storage.keys import key_hash
from kamquiz.storage.schema import metadata
from tests.builders import NOON

KEY = key_hash("reader 2")


@pytest.fixture
def kept(filled):
    return everything_kept(filled, AttemptStore(filled).get(KEY).timeline)


def test_every_column_is_handed_over_or_named_with_a_reason(kept):
    for table in metadata.sorted_tables:
        if table.name in WITHHELD:
            continue
        (row, *_more) = kept[table.name]
        for column in table.columns:
            assert column.name in row or f"{table.name}.{column.name}" in WITHHELD, column
    assert kept["withheld"] == WITHHELD


def test_what_is_withheld_exists(kept):
    columns = {f"{table.name}.{c.name}" for table in metadata.sorted_tables for c in table.columns}

    assert set(WITHHELD) <= columns | set(metadata.tables)


def test_nothing_of_anybody_else_is_handed_over(kept):
    assert len(kept["timelines"]) == len(kept["attempts"]) == 1
    assert {row["attempt"] for row in kept["answers"]} == {kept["attempts"][0]["id"]}
    assert {row["timeline"] for name in ("keys", "plans", "shares") for row in kept[name]} == {
        kept["timelines"][0]["id"]
    }


def test_answers_come_as_they_were_given_and_documents_as_what_they_hold(kept):
    given = {row["question"]: row["value"] for row in kept["answers"]}

    assert given["insight-1"] == 4
    assert given["skill/analysis"] == 0
    assert kept["plans"][0]["document"]["uid"] == "zażółć 😀"


def test_whoever_has_no_plan_and_no_share_gets_empty_lists(engine):
    store = AttemptStore(engine)
    new = NewAttempt(form=QuizLength.SHORT, bank="b1", first_page=("insight-1",))
    store.start(new, key=KEY, now=NOON)
    timeline = store.get(KEY).timeline

    kept = everything_kept(engine, timeline)
    assert (kept["plans"], kept["shares"]) == ([], [])

    store.delete(timeline)
    with pytest.raises(AttemptNotFoundError):
        store.get(KEY)
    assert not any(everything_kept(engine, timeline)[name] for name in ("timelines", "answers"))
