"""How much one reader may keep; held in the transaction that would keep more."""

from enum import StrEnum

from sqlalchemy import Connection, Table, func, select

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, TimelineId
from kamquiz.storage.schema import attempts, plans, shares, timelines


class Cap(StrEnum):
    """What one reader may keep only so much of."""

    ATTEMPTS = "attempts"
    PLANS = "plans"
    SHARES = "shares"
    BROWSERS = "browsers"
    PLAN_BYTES = "plan bytes"


#: Every three weeks for a year; attempts go when they are 12 months old.
MAX_ATTEMPTS = 20

#: Twelve weeks each: nearly three years.
MAX_PLANS = 12

#: A mentor, a manager, two friends; more links than this are not looked after.
MAX_SHARES = 10

#: Browsers that were let in by a codename.
MAX_BROWSERS = 20

#: A plan as it comes is 10 kB; with a page of notes for each of its priorities 60.
MAX_PLAN_BYTES = 250_000

CAPS = {
    Cap.ATTEMPTS: MAX_ATTEMPTS,
    Cap.PLANS: MAX_PLANS,
    Cap.SHARES: MAX_SHARES,
    Cap.BROWSERS: MAX_BROWSERS,
    Cap.PLAN_BYTES: MAX_PLAN_BYTES,
}

_TABLES: dict[Cap, Table] = {Cap.ATTEMPTS: attempts, Cap.PLANS: plans, Cap.SHARES: shares}


class CapReachedError(Exception):
    """A reader keeps as much already as one may; nothing was written."""

    def __init__(self, cap: Cap) -> None:
        """Keep what there is too much of."""
        self.cap = cap
        super().__init__(f"no more than {CAPS[cap]} {cap}")


def require_room(connection: Connection, timeline: TimelineId, cap: Cap) -> None:
    """Let the transaction of *connection* add one more to *timeline*.

    Until it ends no other adds anything to it. Raises CapReachedError, and
    AttemptNotFoundError if the timeline was deleted.
    """
    lock(connection, timeline)
    table = _TABLES[cap]
    there = select(func.count()).select_from(table).where(table.c.timeline == timeline)
    if connection.execute(there).scalar_one() >= CAPS[cap]:
        raise CapReachedError(cap)


def lock(connection: Connection, timeline: TimelineId) -> None:
    """Have others who lock *timeline* wait for this transaction; raises AttemptNotFoundError.

    On SQLite a transaction that writes has the database to itself.
    """
    row = select(timelines.c.id).where(timelines.c.id == timeline).with_for_update()
    if connection.execute(row).first() is None:
        raise AttemptNotFoundError
