"""When the short path has done its work."""

from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.ranking import WEAKEST

#: Every trait is known this well, in standard units, before the path may stop.
WELL_ENOUGH = 0.55

#: Five more items that add less certainty than this about the weakest have no use.
WORTHWHILE = 0.01

#: Half the bank: longer, and the short path would not deserve its name.
LONGEST = 57


def certainty(among_weakest: ArrayLike, k: int = WEAKEST) -> float:
    """Return the expected share of true ones among the k most probable weakest traits.

    among_weakest: (T,) probabilities, see the function of that name.
    """
    ordered = np.sort(np.asarray(among_weakest, dtype=np.float64))
    return float(ordered[-k:].mean())


def may_stop(sd: ArrayLike, *, served: int, gained: float | None, owed: int = 0) -> bool:
    """Return whether the short path has done its work.

    sd: (T,) of the posterior, in standard units and not widened; served: items
    so far; gained: certainty now less certainty five items (or a page) ago,
    None while there is nothing to compare with; owed: items the rules still
    demand, see `items_owed`.
    """
    if served >= LONGEST:
        return True
    if owed:
        return False
    known = bool((np.asarray(sd, dtype=np.float64) <= WELL_ENOUGH).all())
    return known and gained is not None and gained < WORTHWHILE


def page_size(left: int) -> int:
    """Return how many of the *left* items the next page takes: 4 to 6 while it can.

    57 make two pages of six and nine of five.
    """
    pages = max(round(left / 5), ceil(left / 6), 1)
    return ceil(left / pages)
