"""Keeping the links with which somebody else may read a result or a plan."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, TimelineId
from kamquiz.storage.database import writing
from kamquiz.storage.quotas import Cap, require_room
from kamquiz.storage.schema import shares


class ShareNotFoundError(LookupError):
    """Nothing is shared under that link, or not any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one link opens for reading, and since when."""

    hash: bytes
    timeline: TimelineId
    made_on: date
    result: bool
    plan: bool
    notes: bool


class ShareStore:
    """The links people gave to others; only their hashes are kept."""

    def __init__(self, engine: Engine) -> None:
        """Keep shares in the database behind *engine*."""
        self._engine = engine

    def add(self, share: Share) -> None:
        """Let the link with the hash of *share* open what it names; raises CapReachedError."""
        try:
            with writing(self._engine) as connection:
                require_room(connection, share.timeline, Cap.SHARES)
                connection.execute(
                    insert(shares).values(
                        hash=share.hash,
                        timeline=share.timeline,
                        made_on=share.made_on,
                        result=share.result,
                        plan=share.plan,
                        notes=share.notes,
                    )
                )
        except IntegrityError as error:
            raise AttemptNotFoundError from error

    def get(self, key: bytes) -> Share:
        """Return what the link with the hash *key* opens; raises ShareNotFoundError."""
        with self._engine.connect() as connection:
            row = connection.execute(select(shares).where(shares.c.hash == key)).first()
        if row is None:
            raise ShareNotFoundError
        return Share(**row._mapping)

    def all(self, timeline: TimelineId) -> tuple[Share, ...]:
        """Return the links of *timeline*, oldest first."""
        query = select(shares).where(shares.c.timeline == timeline)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(shares.c.made_on, shares.c.hash))
            return tuple(Share(**row._mapping) for row in rows)

    def revoke(self, timeline: TimelineId, key: bytes) -> None:
        """Let the link with the hash *key* open nothing any more."""
        with writing(self._engine) as connection:
            connection.execute(
                delete(shares).where(shares.c.timeline == timeline, shares.c.hash == key)
            )
