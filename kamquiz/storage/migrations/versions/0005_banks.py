"""Keep the question files attempts were begun with.

Revision: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table; attempts begun before it are scored on the newest bank, as they were."""
    op.create_table(
        "banks",
        sa.Column("version", sa.String(16), nullable=False),
        sa.Column("parameters", sa.Integer(), nullable=False),
        sa.Column("files", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_banks"),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("banks")
