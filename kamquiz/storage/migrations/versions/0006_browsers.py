"""Tell keys that were made for a browser by a codename from return links.

Revision: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; keys that are there may be return links, and stay."""
    op.add_column("keys", sa.Column("number", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Remove the column; the keys of browsers become links, as they were."""
    op.execute("UPDATE keys SET kind = 'link' WHERE kind = 'browser'")
    op.drop_column("keys", "number")
