"""The tables. Scores are derived, never stored; no name, address or e-mail has a column."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

#: SQLite counts rows by itself only in a column declared INTEGER.
RowNumber = BigInteger().with_variant(Integer, "sqlite")

attempts = Table(
    "attempts",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("form", String(8), nullable=False),
    Column("bank", String(16), nullable=False),
    Column("stage", String(16), nullable=True),
    Column("industry", String(64), nullable=True),
    Column("seniority", String(64), nullable=True),
    Column("hours", Float, nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("donated", Boolean, nullable=False),
    # Once it is finished only the day stays.
    Column("started_at", DateTime, nullable=False, index=True),
    # Every attempt has one; SQLite adds a column to a table with data only if it may be empty.
    Column("timeline", RowNumber, ForeignKey("timelines.id", ondelete="CASCADE"), index=True),
    # The traits that are measured again, with commas between; empty: all of them.
    Column("only", String(400), nullable=True),
    # The job somebody measures against, as JSON, if it came from a file or a posting.
    Column("job", Text, nullable=True),
)

#: What one person keeps under one secret: attempts, plans, links for others.
timelines = Table(
    "timelines", metadata, Column("id", RowNumber, primary_key=True, autoincrement=True)
)


def _timeline(*, primary_key: bool = False, index: bool | None = None) -> Column[int]:
    """Return a column that names a timeline; its rows go when the timeline goes."""
    return Column(
        "timeline",
        RowNumber,
        ForeignKey("timelines.id", ondelete="CASCADE"),
        nullable=False,
        primary_key=primary_key,
        index=index,
    )


#: What opens a timeline: its return link, a codename, the cookie of another device.
#: Only hashes are kept: who reads the database cannot open anybody's answers.
keys = Table(
    "keys",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    _timeline(index=True),
    Column("kind", String(8), nullable=False),
    # Counts the keys a codename made for browsers; empty for all others.
    Column("number", Integer, nullable=True),
)

#: The plans of a timeline, numbered; the last one is worked on. *revision* counts the
#: changes, so that two tabs cannot overwrite each other unseen.
plans = Table(
    "plans",
    metadata,
    _timeline(primary_key=True),
    Column("number", SmallInteger, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
    Column("document", Text, nullable=False),
)

#: Links with which somebody else may read a result, a plan, or both.
shares = Table(
    "shares",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    _timeline(index=True),
    Column("made_on", Date, nullable=False),
    Column("result", Boolean, nullable=False),
    Column("plan", Boolean, nullable=False),
    Column("notes", Boolean, nullable=False),
)

#: One row a question that was put or answered. *page* and *place* say where a
#: statement was put; *value* is empty while it waits, 0 if it was left out,
#: else the answer (a rating, a level, or the number of an option from 1).
#: *served* and *seconds* count from the start of the attempt and from the serving; *served*
#: is forgotten (0) with the answer, or it would tell the hour.
answers = Table(
    "answers",
    metadata,
    Column("attempt", RowNumber, ForeignKey("attempts.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(80), primary_key=True),
    Column("value", SmallInteger, nullable=True),
    Column("page", SmallInteger, nullable=True),
    Column("place", SmallInteger, nullable=True),
    Column("served", Integer, nullable=True),
    Column("seconds", Float, nullable=True),
    # Two tabs that would serve different next pages collide here; the later one reads again.
    UniqueConstraint("attempt", "page", "place"),
)

#: Answers given for calibration. Nothing here leads back to an attempt: no key, no
#: time but the month, no target; so nothing here can be found or deleted either.
donations = Table(
    "donations",
    metadata,
    Column("id", RowNumber, primary_key=True, autoincrement=True),
    Column("month", String(7), nullable=False),
    Column("bank", String(16), nullable=False),
    Column("form", String(8), nullable=False),
    Column("confident", Boolean, nullable=False),
    Column("ratings", Text, nullable=False),
)

#: Tables that are worth a day: no backup holds them, and nobody is known by them.
PASSING = frozenset({"limits", "limit_salts"})

#: How often something was done until the end of a window. The key is a salted hash of
#: who did what; no address is kept, and windows that are over are deleted.
limits = Table(
    "limits",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("until", DateTime, nullable=False, index=True),
    Column("count", Integer, nullable=False),
)

#: The salt of the day, one row that is overwritten: with the salt of yesterday gone,
#: its hashes lead back to nobody.
limit_salts = Table(
    "limit_salts",
    metadata,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("salt", LargeBinary(32), nullable=False),
)

#: When each thing that has to be done again and again was last done.
chores = Table(
    "chores",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("done_at", DateTime, nullable=False),
)

#: The wordings attempts were begun with, each as the question files it was loaded from,
#: with the newest parameters it had. Nothing here is about anybody.
banks = Table(
    "banks",
    metadata,
    Column("version", String(16), primary_key=True),
    Column("parameters", Integer, nullable=False),
    Column("files", LargeBinary, nullable=False),
)
