"""Where honest people end: limits for the numbers of `person_fit`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, Ints, Mask
from kamquiz.domain.measurement.careless import Quiz
from kamquiz.domain.measurement.person_fit import Signs

#: Half a short path, a whole one, the whole bank; between them limits are interpolated.
LENGTHS = (30, 57, 114)

#: How many honest people may get each flag.
NOTED: Mapping[str, float] = {
    "run": 0.005,
    "narrow": 0.005,
    "uneven": 0.01,
    "misfit": 0.04,
    "changed": 0.04,
    "unturned": 0.01,
}

#: Honest people may be of low confidence once in twenty; the rest is for banks
#: and people that differ from the simulated ones.
LOW = 0.04

#: The two flags that share what LOW leaves: the careless patterns that are hard to
#: tell from honesty show there, and nowhere else.
TUNED = ("misfit", "changed")

#: Never flagged, and never counted double, below this.  Simulated people have no
#: leaning of their own to the middle or to agreement; real ones do, and the
#: patterns looked for are further out still.
AT_LEAST: Mapping[str, tuple[float, float]] = {
    "run": (8.0, 15.0),
    "narrow": (-1.0, -0.85),
    "uneven": (0.0, np.inf),
    "misfit": (-np.inf, -np.inf),
    "changed": (-np.inf, -np.inf),
    "unturned": (2.5, 4.0),
}

#: Two flags, or one counted double.
ENOUGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a number must exceed to be flagged (*once*) and to count double (*twice*).

    Both: by name, one limit for each of *lengths*, which are numbers of answers.
    """

    lengths: tuple[int, ...] = LENGTHS
    once: Mapping[str, tuple[float, ...]]
    twice: Mapping[str, tuple[float, ...]]

    def weights(self, signs: Signs, count: ArrayLike) -> dict[str, Ints]:
        """Return by name what each flag weighs, 0, 1 or 2: (people,).

        count: (people,) of answers; below the least of *lengths* nothing is flagged.
        """
        answers = np.asarray(count)
        enough = answers >= self.lengths[0]
        found = {}
        for name, values in by_name(signs).items():
            flagged = enough & (values > self._at(answers, self.once[name]))
            double = flagged & (values > self._at(answers, self.twice[name]))
            found[name] = flagged.astype(np.intp) + double
        return found

    def _at(self, count: Floats, limits: Sequence[float]) -> Floats:
        return np.asarray(np.interp(count, self.lengths, limits), dtype=np.float64)


def by_name(signs: Signs) -> dict[str, Floats]:
    """Return the numbers by their names."""
    return {one.name: getattr(signs, one.name) for one in fields(signs)}


def is_low(weights: Mapping[str, Ints]) -> Mask:
    """Return who is of low confidence: (people,)."""
    return np.asarray(sum(weights.values()) >= ENOUGH, dtype=bool)


def derive(quizzes: Sequence[Quiz], rng: np.random.Generator, *, people: int) -> Limits:
    """Return the limits that simulated honest people keep, *people* for each quiz.

    quizzes: what may be true, each with what is believed.  For the authors' values
    that is any bank they might have written; after a calibration, banks drawn
    around the fitted one.
    """
    honest: dict[int, list[dict[str, Floats]]] = {length: [] for length in LENGTHS}
    for quiz in quizzes:
        responses = quiz.honest(rng, people)
        path = quiz.short(responses, seed=int(rng.integers(2**32)))
        for length in LENGTHS[:-1]:
            honest[length].append(by_name(quiz.signs(path.until(length))))
        honest[LENGTHS[-1]].append(by_name(quiz.signs(quiz.full(responses, rng))))
    pooled = [
        {name: np.concatenate([part[name] for part in parts]) for name in NOTED}
        for parts in honest.values()
    ]
    found = [_limits(one) for one in pooled]
    return Limits(
        once={name: tuple(one[name][0] for one in found) for name in NOTED},
        twice={name: tuple(one[name][1] for one in found) for name in NOTED},
    )


def _limits(honest: Mapping[str, Floats]) -> dict[str, tuple[float, float]]:
    """Return both limits by name for one length, so that LOW of the *honest* are low.

    The flags of TUNED count double above a common share of the honest, which is
    found by halving.
    """
    few, many = 0.0, min(NOTED[name] for name in TUNED)
    for _ in range(20):
        middle = (few + many) / 2
        if _share_low(honest, _with_share(honest, middle)) > LOW:
            many = middle
        else:
            few = middle
    return _with_share(honest, few)


def _with_share(honest: Mapping[str, Floats], share: float) -> dict[str, tuple[float, float]]:
    return {
        name: (
            max(_exceeded_by(values, NOTED[name]), AT_LEAST[name][0]),
            max(_exceeded_by(values, share) if name in TUNED else -np.inf, AT_LEAST[name][1]),
        )
        for name, values in honest.items()
    }


def _share_low(honest: Mapping[str, Floats], limits: Mapping[str, tuple[float, float]]) -> float:
    weights = sum(
        (values > limits[name][0]).astype(int) + (values > max(limits[name]))
        for name, values in honest.items()
    )
    return float(np.mean(np.asarray(weights) >= ENOUGH))


def _exceeded_by(values: Floats, share: float) -> float:
    """Return what *share* of the known *values* exceed; infinity if none is known."""
    known = values[~np.isnan(values)]
    return float(np.quantile(known, 1 - share)) if len(known) else np.inf
