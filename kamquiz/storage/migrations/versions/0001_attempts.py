"""Keep attempts, their answers, and answers given for calibration.

Revision: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

RowNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the four tables."""
    op.create_table(
        "attempts",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("bank", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=True),
        sa.Column("industry", sa.String(64), nullable=True),
        sa.Column("seniority", sa.String(64), nullable=True),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.Column("donated", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
    )
    op.create_index("ix_attempts_started_at", "attempts", ["started_at"])
    op.create_table(
        "keys",
        sa.Column("hash", sa.LargeBinary(32), nullable=False),
        sa.Column("attempt", RowNumber, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt"], ["attempts.id"], name="fk_keys_attempt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", name="pk_keys"),
    )
    op.create_index("ix_keys_attempt", "keys", ["attempt"])
    op.create_table(
        "answers",
        sa.Column("attempt", RowNumber, nullable=False),
        sa.Column("question", sa.String(80), nullable=False),
        sa.Column("value", sa.SmallInteger(), nullable=True),
        sa.Column("page", sa.SmallInteger(), nullable=True),
        sa.Column("place", sa.SmallInteger(), nullable=True),
        sa.Column("served", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt"], ["attempts.id"], name="fk_answers_attempt", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("attempt", "question", name="pk_answers"),
        sa.UniqueConstraint("attempt", "page", "place", name="uq_answers_attempt_page_place"),
    )
    op.create_table(
        "donations",
        sa.Column("id", RowNumber, autoincrement=True, nullable=False),
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("bank", sa.String(16), nullable=False),
        sa.Column("form", sa.String(8), nullable=False),
        sa.Column("confident", sa.Boolean(), nullable=False),
        sa.Column("ratings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_donations"),
    )


def downgrade() -> None:
    """Remove the four tables."""
    op.drop_table("donations")
    op.drop_table("answers")
    op.drop_index("ix_keys_attempt", "keys")
    op.drop_table("keys")
    op.drop_index("ix_attempts_started_at", "attempts")
    op.drop_table("attempts")
