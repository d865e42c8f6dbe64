"""What every part of measurement accepts, and how it refuses the rest."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Mask = NDArray[np.bool_]

#: Marks a statement nobody asked; any other negative number is refused.
NOT_ASKED = -1

#: A covariance read back from a file is rounded; this much asymmetry or
#: negative curvature is rounding, more is a mistake.
ROUNDING = 1e-6


def checked_responses(responses: ArrayLike, *, items: int, categories: int | None) -> Ints:
    """Return *responses* as whole numbers, (people, items).

    A single row stands for one person.  Raises ValueError naming the first
    cell that is not a whole number from -1 (not asked) to categories - 1;
    with *categories* None there is no upper bound.
    """
    table = _whole_numbers(responses)
    if table.shape[1] != items:
        raise ValueError(f"responses have {table.shape[1]} columns, but there are {items} items")
    wrong = table < NOT_ASKED
    if categories is not None:
        wrong |= table >= categories
    if wrong.any():
        highest = "above" if categories is None else f"to {categories - 1}"
        raise ValueError(
            f"{_first(table, wrong)}: responses go from 0 {highest}, or {NOT_ASKED} for not asked"
        )
    return table


def checked_table(responses: ArrayLike) -> Ints:
    """Return *responses* as whole numbers with as many items as they bring."""
    table = _whole_numbers(responses)
    return checked_responses(table, items=table.shape[1], categories=None)


def checked_covariance(covariance: ArrayLike, *, traits: int) -> Floats:
    """Return *covariance* as (T, T) floats, where T is at least *traits*.

    Raises ValueError unless it is square, finite, symmetric and positive
    semidefinite with positive variances.
    """
    matrix = np.array(covariance, dtype=np.float64)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"covariance has shape {matrix.shape}, it must be square")
    if matrix.shape[0] < traits:
        raise ValueError(f"covariance covers {matrix.shape[0]} traits, the items have {traits}")
    if not np.isfinite(matrix).all():
        raise ValueError("covariance holds a value that is not finite")
    if (np.diag(matrix) <= 0).any():
        raise ValueError(f"trait {int(np.argmin(np.diag(matrix)))} has no positive variance")
    scale = float(np.diag(matrix).max())
    if np.abs(matrix - matrix.T).max() > ROUNDING * scale:
        raise ValueError("covariance is not symmetric")
    if float(np.linalg.eigvalsh(matrix)[0]) < -ROUNDING * scale:
        raise ValueError("covariance is not positive semidefinite")
    return np.asarray((matrix + matrix.T) / 2, dtype=np.float64)


def places_since_change(values: Ints) -> Ints:
    """Return how many places before it in its row hold the same value without a break.

    values: (people, places).  Returns an array like it.
    """
    place = np.broadcast_to(np.arange(values.shape[1]), values.shape)
    begins = np.diff(values, axis=1, prepend=-1) != 0
    last = np.maximum.accumulate(np.where(begins, place, 0), axis=1)
    return np.asarray(place - last, dtype=np.intp)


def _whole_numbers(responses: ArrayLike) -> Ints:
    table: NDArray[Any] = np.asarray(responses)
    if table.ndim == 1:
        table = table[None, :]
    if table.ndim != 2:
        raise ValueError(f"responses have {table.ndim} dimensions, they must be (people, items)")
    if table.dtype.kind in "biu":
        return table.astype(np.intp)
    if table.dtype.kind != "f":
        raise ValueError(f"responses are of type {table.dtype}, they must be whole numbers")
    # NaN and infinity are caught before the comparison that they would upset.
    wrong = ~np.isfinite(table)
    wrong[~wrong] = table[~wrong] != np.floor(table[~wrong])
    if wrong.any():
        raise ValueError(f"{_first(table, wrong)}: responses must be whole numbers")
    return table.clip(-2, np.iinfo(np.int32).max).astype(np.intp)


def _first(table: NDArray[Any], wrong: Mask) -> str:
    person, item = (int(place) for place in np.argwhere(wrong)[0])
    return f"person {person}, item {item} is {table[person, item]}"
