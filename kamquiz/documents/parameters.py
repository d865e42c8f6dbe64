"""A version of the parameters as a question file."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamquiz.domain.assessment.parameter_moves import Change, Move, moves
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.bank.parameters import Curve, Parameters


def parameters_toml(parameters: Parameters) -> str:
    """Return *parameters* as the text of ``questions/parameters/<version>.toml``."""
    return "\n".join(_lines(parameters)) + "\n"


def moves_table(versions: Sequence[Parameters], catalogue: Catalogue) -> str:
    """Return how far each of the *versions* moved from the one before, as comments of TOML.

    The last one is shown trait by trait.
    """
    lines = [f"{'':<20}{'slopes':<16}{'thresholds':<16}correlations"]
    lines += [f"{'largest / mean':<20}{'change':<16}{'change':<16}change"]
    found: tuple[Move, ...] = ()
    for before, after in pairwise(versions):
        found = moves(before, after, catalogue)
        lines.append(_moved(f"version {before.version} to {after.version}", found[0]))
    lines += [_moved(str(one.trait), one) for one in found[1:]]
    return "".join(f"# {line}".rstrip() + "\n" for line in lines)


def _moved(name: str, move: Move) -> str:
    changes = (move.slopes, move.thresholds, move.correlations)
    return f"{name:<20}" + "".join(f"{_told(one):<16}" for one in changes)


def _told(change: Change) -> str:
    return f"{change.largest:.3f} / {change.mean:.3f}"


def _lines(parameters: Parameters) -> Iterator[str]:
    yield f"# Version {parameters.version}: estimated from answers that were given for it."
    yield "# Never edit a version: scores name it. flask calibrate writes the next one."
    yield ""
    yield f"version = {parameters.version}"
    yield f"people = {parameters.people}"
    yield f'date = "{parameters.date.isoformat()}"'
    any_curve = next(iter(parameters.expected.values()))
    yield f"slope = {any_curve.slope!r}"
    yield f"correlation = {parameters.correlation!r}"
    yield ""
    yield "# What the authors expect; it holds for statements that nobody has answered yet."
    yield "[thresholds]"
    for difficulty, curve in parameters.expected.items():
        yield f"{difficulty.value} = {_numbers(curve.thresholds)}"
    for statement, curve in parameters.curves.items():
        yield ""
        yield "[[statements]]"
        yield f'id = "{statement}"'
        yield from _curve(curve)
    for (one, other), value in parameters.correlations.items():
        if one < other:
            yield ""
            yield "[[correlations]]"
            yield f'traits = ["{one}", "{other}"]'
            yield f"value = {value:.6f}"


def _curve(curve: Curve) -> Iterator[str]:
    yield f"slope = {curve.slope:.6f}"
    yield f"thresholds = {_numbers(curve.thresholds)}"
    yield f"slope_error = {curve.slope_error:.6f}"
    yield f"threshold_errors = {_numbers(curve.threshold_errors)}"


def _numbers(values: Sequence[float]) -> str:
    return "[" + ", ".join(f"{value:.6f}" for value in values) + "]"
