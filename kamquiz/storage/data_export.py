"""Everything that is kept under one secret, for the reader it belongs to."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Engine, Table, select

from kamquiz.domain.assessment.attempts import TimelineId
from kamquiz.storage.database import reading_one_moment
from kamquiz.storage.schema import attempts, metadata, timelines

#: What is not handed over, and why: a whole table, or one column of it.
WITHHELD = {
    "keys.hash": "a scrambled trace of a return link or codename; it opens nothing",
    "shares.hash": "a scrambled trace of a link given to somebody else; it opens nothing",
    "donations": "copies of ratings without anything that leads back to anybody",
    "limits": "how often something was done from somewhere; nobody is known by it",
    "limit_salts": "what makes it so; it is forgotten every day",
    "chores": "when the server last tidied up; it is about nobody",
    "banks": "the questions as they were asked; they are about nobody",
}

#: Columns in which a document is kept; they are handed over as what they hold.
DOCUMENTS = {"attempts.job", "plans.document"}


def everything_kept(engine: Engine, timeline: TimelineId) -> dict[str, Any]:
    """Return the rows of every table that belong to *timeline*, and what is withheld."""
    kept: dict[str, Any] = {}
    with reading_one_moment(engine) as connection:
        for table in metadata.sorted_tables:
            if table.name not in WITHHELD:
                query = (
                    select(table).where(_belongs_to(timeline, table)).order_by(*table.primary_key)
                )
                rows = connection.execute(query).mappings()
                kept[table.name] = [dict(_shown(table, row)) for row in rows]
    return kept | {"withheld": WITHHELD}


def _belongs_to(timeline: TimelineId, table: Table) -> ColumnElement[bool]:
    """Return what holds for the rows of *table* that belong to *timeline*."""
    if table is timelines:
        return timelines.c.id == timeline
    if "timeline" in table.columns:
        return table.c.timeline == timeline
    return table.c.attempt.in_(select(attempts.c.id).where(attempts.c.timeline == timeline))


def _shown(table: Table, row: Any) -> Iterator[tuple[str, object]]:
    for column in table.columns:
        name, value = f"{table.name}.{column.name}", row[column.name]
        if name in WITHHELD:
            continue
        if name in DOCUMENTS and value is not None:
            value = json.loads(value)
        yield column.name, value.isoformat() if isinstance(value, date) else value
