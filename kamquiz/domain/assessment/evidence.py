"""How far the evidence for something has come."""

from enum import IntEnum


class EvidenceLevel(IntEnum):
    """A rung of the evidence ladder: claimed, shown, confirmed by somebody else."""

    CLAIMED = 1
    SHOWN = 2
    CONFIRMED = 3
