"""Count requests for the limits, by a hash that is salted anew each day.

Revision: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "limits",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_limits"),
    )
    op.create_index("ix_limits_until", "limits", ["until"])
    op.create_table(
        "limit_salts",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_limit_salts"),
    )


def downgrade() -> None:
    """Remove the two tables; what they hold is worth a day at most."""
    op.drop_table("limit_salts")
    op.drop_index("ix_limits_until", "limits")
    op.drop_table("limits")
