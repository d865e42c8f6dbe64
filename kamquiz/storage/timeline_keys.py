"""Keys that open a timeline: return links, codenames, and browsers admitted by a codename."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from kamquiz.domain.assessment.attempts import TimelineId
from kamquiz.storage.quotas import MAX_BROWSERS, Cap, CapReachedError, lock
from kamquiz.storage.schema import keys

#: The kinds of keys.
LINK, CODENAME, BROWSER = "link", "codename", "browser"


def insert_link(connection: Connection, timeline: TimelineId, key: bytes) -> None:
    """Let the return link with the hash *key* open *timeline*."""
    connection.execute(insert(keys).values(hash=key, timeline=timeline, kind=LINK))


def replace_codename(connection: Connection, timeline: TimelineId, codename: bytes) -> None:
    """Let the hash *codename* open *timeline* in place of an earlier codename."""
    connection.execute(delete(keys).where(keys.c.timeline == timeline, keys.c.kind == CODENAME))
    connection.execute(insert(keys).values(hash=codename, timeline=timeline, kind=CODENAME))


def insert_browser(connection: Connection, timeline: TimelineId, key: bytes) -> None:
    """Let a browser with the hash *key* open *timeline*; remove the oldest over the limit.

    Raises CapReachedError and AttemptNotFoundError.
    """
    lock(connection, timeline)
    for removed in _removable_browsers(connection, timeline):
        connection.execute(delete(keys).where(keys.c.hash == removed))
    number = select(func.coalesce(func.max(keys.c.number), 0) + 1).where(
        keys.c.timeline == timeline
    )
    connection.execute(
        insert(keys).values(
            hash=key, timeline=timeline, kind=BROWSER, number=number.scalar_subquery()
        )
    )


def _removable_browsers(connection: Connection, timeline: TimelineId) -> Iterable[bytes]:
    """Return the hashes of the keys to remove for one more browser, the oldest first.

    Keys that were shown as a return link stay. Raises CapReachedError if only those are left.
    """
    numbered = select(keys.c.hash, keys.c.kind).where(
        keys.c.timeline == timeline, keys.c.number.is_not(None)
    )
    rows = connection.execute(numbered.order_by(keys.c.number)).all()
    excess = len(rows) - MAX_BROWSERS + 1
    removable = [bytes(row.hash) for row in rows if row.kind == BROWSER]
    if excess > len(removable):
        raise CapReachedError(Cap.BROWSERS)
    return removable[: max(0, excess)]


def has_browsers(connection: Connection, hashes: Iterable[bytes]) -> bool:
    """Return True if one of *hashes* is the key of a browser."""
    query = select(keys.c.hash).where(_browsers(hashes))
    return connection.execute(query).first() is not None


def turn_browsers_into_links(connection: Connection, hashes: Iterable[bytes]) -> None:
    """Make the keys of browsers among *hashes* return links, which are never removed."""
    connection.execute(update(keys).where(_browsers(hashes)).values(kind=LINK))


def _browsers(hashes: Iterable[bytes]) -> ColumnElement[bool]:
    return keys.c.hash.in_(list(hashes)) & (keys.c.kind == BROWSER)
