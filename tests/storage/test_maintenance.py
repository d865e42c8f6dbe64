"""What must be done again and again is noted when it is done, and missed when it is not."""

from datetime import timedelta

import pytest

from kamquiz.storage import Chore, ChoreLog
from kamquiz.storage.backups import note_backup
from tests.builders import NOON


@pytest.fixture
def log(engine):
    return ChoreLog(engine)


def test_what_was_never_done_has_no_age_and_is_overdue(log):
    assert log.age(Chore.PURGE, NOON) is None
    assert log.is_overdue(Chore.PURGE, NOON)


def test_a_purge_is_noted_even_if_there_was_nothing_to_delete(log, store):
    store.purge(NOON)
    store.purge(NOON + timedelta(hours=1))

    assert log.age(Chore.PURGE, NOON + timedelta(hours=3)) == timedelta(hours=2)
    assert log.age(Chore.BACKUP, NOON) is None


@pytest.mark.parametrize(
    ("hours", "overdue"),
    [pytest.param(48, False, id="just in time"), pytest.param(49, True, id="an hour late")],
)
def test_a_chore_is_overdue_after_two_days(log, engine, hours, overdue):
    note_backup(engine, NOON)

    assert log.is_overdue(Chore.BACKUP, NOON + timedelta(hours=hours)) is overdue
