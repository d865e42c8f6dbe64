"""Retention: how long attempts are stored, and their deletion afterwards."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from kamquiz.storage.schema import attempts, timelines

#: The privacy page states both periods.
UNFINISHED_KEPT = timedelta(days=30)
FINISHED_KEPT = timedelta(days=365)


def delete_expired(connection: Connection, now: datetime) -> int:
    """Delete expired attempts and empty timelines; return the number of attempts."""
    unfinished = attempts.c.finished.is_(False) & (attempts.c.started_at < now - UNFINISHED_KEPT)
    expired = unfinished | (attempts.c.started_at < start_of_day(now - FINISHED_KEPT))
    remaining = select(attempts.c.id).where(attempts.c.timeline == timelines.c.id)
    count = connection.execute(delete(attempts).where(expired)).rowcount
    connection.execute(delete(timelines).where(~remaining.exists()))
    return count


def start_of_day(moment: datetime) -> datetime:
    """Return midnight of the day of *moment*; a finished attempt stores only that."""
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
