"""Counting the SQL statements that reach a database.

What SQLAlchemy sends is counted. The PRAGMAs of a new connection and BEGIN are not:
they go to SQLite past it, once a connection or with a statement that is counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def statements() -> Iterator[list[str]]:
    """Give the list of statements sent inside the block, to any database."""
    sent: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)
