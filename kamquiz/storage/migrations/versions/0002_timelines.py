"""Join attempts into timelines; keep plans, and links with which others may read.

Revision: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RowNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Give every attempt a timeline of its own, and its keys to the timeline."""
    op.create_table(
        "timelines",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_timelines"),
    )
    op.execute("INSERT INTO timelines (id) SELECT id FROM attempts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('timelines', 'id'),"
            " coalesce(max(id), 0) + 1, false) FROM timelines"
        )
    # Written out: a table that others point to cannot be made anew on SQLite without
    # taking their rows along, so its new columns are added in place.
    number = "BIGINT" if op.get_bind().dialect.name == "postgresql" else "INTEGER"
    op.execute(
        f"ALTER TABLE attempts ADD COLUMN timeline {number}"
        " CONSTRAINT fk_attempts_timeline REFERENCES timelines (id) ON DELETE CASCADE"
    )
    op.add_column("attempts", sa.Column("only", sa.String(400), nullable=True))
    op.add_column("attempts", sa.Column("job", sa.Text(), nullable=True))
    op.execute("UPDATE attempts SET timeline = id")
    op.create_index("ix_attempts_timeline", "attempts", ["timeline"])

    with op.batch_alter_table("keys") as keys:
        keys.add_column(sa.Column("timeline", RowNumber, nullable=True))
    op.execute("UPDATE keys SET timeline = attempt")
    with op.batch_alter_table("keys") as keys:
        keys.drop_index("ix_keys_attempt")
        keys.drop_constraint("fk_keys_attempt", type_="foreignkey")
        keys.drop_column("attempt")
        keys.alter_column("timeline", existing_type=RowNumber, nullable=False)
        keys.create_foreign_key(
            "fk_keys_timeline", "timelines", ["timeline"], ["id"], ondelete="CASCADE"
        )
        keys.create_index("ix_keys_timeline", ["timeline"])

    op.create_table(
        "plans",
        sa.Column("timeline", RowNumber, nullable=False),
        sa.Column("number", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["timeline"], ["timelines.id"], name="fk_plans_timeline", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("timeline", "number", name="pk_plans"),
    )
    op.create_table(
        "shares",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("timeline", RowNumber, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("result", sa.Boolean(), nullable=False),
        sa.Column("plan", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["timeline"], ["timelines.id"], name="fk_shares_timeline", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_shares"),
    )
    op.create_index("ix_shares_timeline", "shares", ["timeline"])


def downgrade() -> None:
    """Give keys back to the newest attempt of their timeline; plans and links go."""
    op.drop_index("ix_shares_timeline", "shares")
    op.drop_table("shares")
    op.drop_table("plans")

    with op.batch_alter_table("keys") as keys:
        keys.add_column(sa.Column("attempt", RowNumber, nullable=True))
    op.execute(
        "UPDATE keys SET attempt ="
        " (SELECT max(attempts.id) FROM attempts WHERE attempts.timeline = keys.timeline)"
    )
    op.execute("DELETE FROM keys WHERE attempt IS NULL")
    with op.batch_alter_table("keys") as keys:
        keys.drop_index("ix_keys_timeline")
        keys.drop_constraint("fk_keys_timeline", type_="foreignkey")
        keys.drop_column("timeline")
        keys.alter_column("attempt", existing_type=RowNumber, nullable=False)
        keys.create_foreign_key(
            "fk_keys_attempt", "attempts", ["attempt"], ["id"], ondelete="CASCADE"
        )
        keys.create_index("ix_keys_attempt", ["attempt"])

    op.drop_index("ix_attempts_timeline", "attempts")
    for column in ("job", "only", "timeline"):
        op.drop_column("attempts", column)
    op.drop_table("timelines")
