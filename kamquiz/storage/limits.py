"""Counting requests for the limits, for all processes together; no address is kept.

What is counted is known by a hash under a key of the day, made from the server's secret
and a salt. Without the secret the database tells nobody's address: all could be tried out.
When the day is over the salt is overwritten, and not even with the secret can anybody
tell any more whose hash it was.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import Engine, delete, select, update

from kamquiz.storage.database import put, writing
from kamquiz.storage.schema import limit_salts, limits

SALT_BYTES = 32

#: There is one salt at a time.
_ONLY_ROW = 1


class LimitStore:
    """How often something was done within a stretch of time."""

    def __init__(self, engine: Engine, *, pepper: bytes) -> None:
        """Count in the database behind *engine*; *pepper* is the server's part of the hashes."""
        self._engine = engine
        self._pepper = pepper
        self._key: tuple[date, bytes] | None = None

    def count(self, windows: Mapping[str, datetime], *, today: date) -> dict[str, int]:
        """Count once more what each key of *windows* names, until the window's end.

        Returns how often each was counted by now, this time included, from one statement.
        """
        key = self._key_of(today)
        names = {_hash(key, one, until): one for one, until in windows.items()}
        rows = [{"key": key, "until": windows[names[key]], "count": 1} for key in sorted(names)]
        with writing(self._engine) as connection:
            new = put(connection, limits).values(rows)
            counted = new.on_conflict_do_update(
                index_elements=["key"], set_={"count": limits.c["count"] + 1}
            ).returning(limits.c.key, limits.c["count"])
            counts = connection.execute(counted).all()
        return {names[bytes(key)]: count for key, count in counts}

    def take(self, name: str, until: datetime, *, most: int, today: date) -> bool:
        """Count *name* once more, unless it stands at *most* already; tell whether it was counted.

        However many ask in one moment, no more than *most* of them are counted.
        """
        if most < 1:
            return False
        row = {"key": _hash(self._key_of(today), name, until), "until": until, "count": 1}
        with writing(self._engine) as connection:
            counted = (
                put(connection, limits)
                .values(row)
                .on_conflict_do_update(
                    index_elements=["key"],
                    set_={"count": limits.c["count"] + 1},
                    where=limits.c["count"] < most,
                )
                .returning(limits.c["count"])
            )
            return connection.execute(counted).first() is not None

    def give_back(self, windows: Mapping[str, datetime], *, today: date) -> None:
        """Count what each key of *windows* names once less."""
        key = self._key_of(today)
        names = [_hash(key, name, until) for name, until in windows.items()]
        less = update(limits).where(limits.c.key.in_(names), limits.c["count"] > 0)
        with writing(self._engine) as connection:
            connection.execute(less.values(count=limits.c["count"] - 1))

    def counted(self, name: str, until: datetime, *, today: date) -> int:
        """Return how often *name* was counted by now."""
        key = _hash(self._key_of(today), name, until)
        with self._engine.connect() as connection:
            found = connection.execute(select(limits.c["count"]).where(limits.c.key == key))
            return found.scalar_one_or_none() or 0

    def forget(self, now: datetime) -> int:
        """Forget windows that are over; return how many."""
        with writing(self._engine) as connection:
            return connection.execute(delete(limits).where(limits.c.until <= now)).rowcount

    def _key_of(self, today: date) -> bytes:
        """Return the key of *today*; the first process of a day makes its salt for all."""
        if self._key is None or self._key[0] != today:
            with writing(self._engine) as connection:
                new = put(connection, limit_salts).values(
                    id=_ONLY_ROW, day=today, salt=secrets.token_bytes(SALT_BYTES)
                )
                connection.execute(
                    new.on_conflict_do_update(
                        index_elements=["id"],
                        set_={"day": new.excluded.day, "salt": new.excluded.salt},
                        # Not a later day: a clock that runs behind must not bring the old
                        # salt round.
                        where=limit_salts.c.day < new.excluded.day,
                    )
                )
                salt = connection.execute(select(limit_salts.c.salt)).scalar_one()
            self._key = (today, hmac.digest(self._pepper, salt, hashlib.sha256))
        return self._key[1]


def _hash(key: bytes, name: str, until: datetime) -> bytes:
    return hmac.digest(key, f"{until.isoformat()} {name}".encode(), hashlib.sha256)
