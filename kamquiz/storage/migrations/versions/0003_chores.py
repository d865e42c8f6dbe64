"""Note when old answers were last deleted and when a backup was last made; forget hours.

Revision: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of chores; of a finished attempt only the day it was begun stays."""
    op.create_table(
        "chores",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_chores"),
    )
    if op.get_bind().dialect.name == "postgresql":
        day = "date_trunc('day', started_at)"
    else:
        day = "strftime('%Y-%m-%d 00:00:00.000000', started_at)"
    op.execute(f"UPDATE attempts SET started_at = {day} WHERE finished")
    op.execute("UPDATE answers SET served = 0 WHERE value IS NOT NULL AND served IS NOT NULL")


def downgrade() -> None:
    """Remove the table; what was forgotten stays forgotten."""
    op.drop_table("chores")
