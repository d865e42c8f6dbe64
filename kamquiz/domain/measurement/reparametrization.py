"""Item parameters without bounds: log slope, centre and log gaps of the thresholds."""

from dataclasses import dataclass

import numpy as np

from kamquiz.domain.measurement.arrays import Floats, Ints
from kamquiz.domain.measurement.graded_response import log_probabilities
from kamquiz.domain.measurement.items import Items


@dataclass(frozen=True, slots=True)
class Shape:
    """Any numbers in here make valid items.

    values: (items, categories); column 0 the log slope, column 1 the mean
    threshold, the rest the logarithms of the gaps between thresholds.
    """

    values: Floats

    @property
    def slopes(self) -> Floats:
        """Return the slopes, (items,)."""
        return np.asarray(np.exp(self.values[:, 0]), dtype=np.float64)

    @property
    def thresholds(self) -> Floats:
        """Return the thresholds, (items, categories - 1)."""
        about_centre = np.exp(self.values[:, 2:]) @ self._spread.T
        return np.asarray(self.values[:, 1:2] + about_centre, dtype=np.float64)

    @property
    def _spread(self) -> Floats:
        """Return how gaps move thresholds about their centre: (thresholds, gaps)."""
        thresholds = self.values.shape[1] - 1
        below = np.tri(thresholds, thresholds - 1, -1, dtype=np.float64)
        return np.asarray(below - below.mean(axis=0), dtype=np.float64)

    def items(self, trait: Ints) -> Items:
        """Return the items with these parameters."""
        return Items(self.slopes, self.thresholds, trait)

    def moved(self, step: Floats) -> "Shape":
        """Return the shape *step* further."""
        return Shape(self.values + step)

    def derivatives(self, nodes: Floats) -> tuple[Floats, Floats]:
        """Return log P and its derivatives by the parameters, at *nodes*.

        Returns (items, categories, nodes) and (items, categories, nodes, parameters).
        With P = s(u) s(-v) (1 - exp(v - u)), u and v the steps into and out of a
        category: d log P / du = 1 - s(u) + h, d log P / dv = -s(v) - h, where
        h = 1 / (exp(u - v) - 1); nothing is divided by a small P.
        """
        slopes, thresholds = self.slopes, self.thresholds
        steps = slopes[:, None, None] * (nodes - thresholds[:, :, None])
        above = (1 + np.tanh(steps / 2)) / 2
        apart = 1 / np.expm1(slopes[:, None] * np.exp(self.values[:, 2:]))[:, :, None]

        into, out = 1 - above, -above
        into[:, :-1] += apart
        out[:, 1:] -= apart
        by_parameter = self._steps_by_parameter(steps)
        derivative = np.zeros((*steps.shape[:1], steps.shape[1] + 1, *by_parameter.shape[2:]))
        derivative[:, 1:] += into[..., None] * by_parameter
        derivative[:, :-1] += out[..., None] * by_parameter
        return log_probabilities(nodes, slopes, thresholds), derivative

    def _steps_by_parameter(self, steps: Floats) -> Floats:
        """Return d a(theta - b) / d parameter: (items, thresholds, nodes, parameters)."""
        by_parameter = np.empty((*steps.shape, self.values.shape[1]))
        by_parameter[..., 0] = steps
        by_parameter[..., 1] = -self.slopes[:, None, None]
        by_parameter[..., 2:] = (
            -self.slopes[:, None, None, None] * (self.thresholds_by_gaps[:, :, None, :])
        )
        return by_parameter

    @property
    def thresholds_by_gaps(self) -> Floats:
        """Return d threshold / d log gap: (items, thresholds, gaps)."""
        return np.asarray(self._spread * np.exp(self.values[:, None, 2:]), dtype=np.float64)


def shape_of(items: Items) -> Shape:
    """Return the shape of *items*."""
    centre = items.thresholds.mean(axis=1)
    gaps = np.log(np.diff(items.thresholds, axis=1))
    return Shape(np.column_stack([np.log(items.slopes), centre, gaps]))
