"""How often a change is called real: for people who did not change, and for those who did.

Usage: python benchmarks/change.py [--banks 8] [--people 150]

The simulator is that of `measurement.md`; everybody answers the full form twice, or the
second time only three traits, the other answers carried over.  Rows n = 0 score with the
authors' values, widened by 25 %, the others with a calibration on 300 other people.
"""

import argparse
import os
import sys
from pathlib import Path

# One thread: the figures are for a small shared machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[1]))

import numpy as np

from kamquiz.domain.assessment.change import NO_SIGN
from kamquiz.domain.measurement import (
    calibrate_covariance,
    fit,
    posterior,
    usual_covariance,
)
from kamquiz.domain.measurement.arrays import Floats, Ints
from kamquiz.domain.measurement.simulation import (
    draw_bank,
    draw_people,
    draw_responses,
    generic_items,
)

CALIBRATORS = 300

#: The 80 % margin of `questions/scale.toml`, and the widening while n < 60.
Z, WIDENING = 1.2816, 1.25

#: One level word and two, in standard units.
STEPS = (0.0, 0.8, 1.6)

#: Measured again after twelve weeks.
CHOSEN = 3


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--banks", type=int, default=8, metavar="N", help="simulated banks")
    parser.add_argument("--people", type=int, default=150, metavar="N", help="people a bank")
    asked = parser.parse_args()
    print(f"{'share of traits':<58}{'real':>8}{'± s.e.':>8}{'unsure':>9}{'none':>8}")
    for name, is_calibrated in (("n = 0", False), ("n = 300", True)):
        for again in ("everything", "three traits"):
            for step in STEPS:
                rows = [
                    shares(
                        seed,
                        asked.people,
                        step,
                        is_partial=again == "three traits",
                        is_calibrated=is_calibrated,
                    )
                    for seed in range(1, asked.banks + 1)
                ]
                real, unsure, none = np.mean(rows, axis=0)
                error = np.std([row[0] for row in rows], ddof=1) / np.sqrt(len(rows))
                what = f"{name}, {again} again, true change {step:.1f} SD"
                print(f"{what:<58}{real:8.3f}{error:8.3f}{unsure:9.3f}{none:8.3f}")


def shares(
    seed: int, people: int, step: float, *, is_partial: bool, is_calibrated: bool
) -> tuple[float, float, float]:
    """Return the shares called real (in the true direction), unsure and none."""
    rng = np.random.default_rng(seed)
    bank = draw_bank(rng)
    items, covariance = generic_items(bank.items.trait), usual_covariance(bank.items.traits)
    if is_calibrated:
        earlier = draw_responses(rng, draw_people(rng, bank.covariance, CALIBRATORS), bank.items)
        items = fit(earlier, bank.items.trait, prior=items).items
        covariance = calibrate_covariance(earlier, items)
    theta = draw_people(rng, bank.covariance, people)
    chosen = np.argsort(theta, axis=1)[:, :CHOSEN]
    first = draw_responses(rng, theta, bank.items)
    later = np.array(theta)
    np.put_along_axis(later, chosen, np.take_along_axis(theta, chosen, 1) + step, 1)
    second = draw_responses(rng, later, bank.items)
    if is_partial:
        anew = (bank.items.trait[None, None, :] == chosen[:, :, None]).any(axis=1)
        second = np.where(anew, second, first)
    return verdicts(first, second, chosen, items, covariance, 1.0 if is_calibrated else WIDENING)


def verdicts(
    first: Ints, second: Ints, chosen: Ints, items: object, covariance: Floats, widening: float
) -> tuple[float, float, float]:
    """Return the shares of the *chosen* traits called real and risen, unsure, none."""
    (before, spread), (after, narrower) = (
        posterior(one, items, covariance) for one in (first, second)
    )
    variance = np.diagonal(spread, axis1=1, axis2=2) + np.diagonal(narrower, axis1=1, axis2=2)
    uncertainty = widening * np.take_along_axis(np.sqrt(variance), chosen, 1)
    size = np.take_along_axis(np.abs(after - before), chosen, 1)
    real = size > Z * uncertainty
    none = size < NO_SIGN * uncertainty
    return float(real.mean()), float((~real & ~none).mean()), float(none.mean())


if __name__ == "__main__":
    main()
