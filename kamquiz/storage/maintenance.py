"""What has to be done again and again, and when it was last done.

Old answers are deleted every hour and backups are made every day. If that stops, no page
shows it, so the time of each is kept, for whoever watches the server.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, Engine, select

from kamquiz.storage.database import put
from kamquiz.storage.schema import chores


class Chore(StrEnum):
    """Something that has to be done again and again."""

    PURGE = "purge"
    BACKUP = "backup"


#: Two days without, and what the pages promise is no longer true.
OVERDUE_AFTER = timedelta(hours=48)


class ChoreLog:
    """When each chore was last done. Times are passed in."""

    def __init__(self, engine: Engine) -> None:
        """Read the times in the database behind *engine*."""
        self._engine = engine

    def age(self, chore: Chore, now: datetime) -> timedelta | None:
        """Return how long ago *chore* was last done; None if it never was."""
        query = select(chores.c.done_at).where(chores.c.name == chore.value)
        with self._engine.connect() as connection:
            done = connection.execute(query).scalar_one_or_none()
        return None if done is None else now - done

    def is_overdue(self, chore: Chore, now: datetime, *, never: bool = True) -> bool:
        """Tell whether *chore* was not done for too long; *never* is the answer if it never was."""
        age = self.age(chore, now)
        return never if age is None else age > OVERDUE_AFTER


def note(connection: Connection, chore: Chore, now: datetime) -> None:
    """Keep, in the transaction of *connection*, that *chore* was done *now*."""
    new = put(connection, chores).values(name=chore.value, done_at=now)
    connection.execute(
        new.on_conflict_do_update(index_elements=["name"], set_={"done_at": new.excluded.done_at})
    )
