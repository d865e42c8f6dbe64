"""Reading the scale and the versions of the parameters."""

from kamquiz.content.tables import Table
from kamquiz.content.traits import read_texts
from kamquiz.domain.bank.catalogue import Difficulty, Scale, StatementId, TraitId
from kamquiz.domain.bank.parameters import Curve, Parameters
from kamquiz.domain.text import Text

ANSWERS = 5
BANDS = 5
MAX_PEOPLE = 10_000_000

#: A curve as steep as this is a step already; more is a slip, and overflows further on.
MAX_SLOPE = 20


def read_scale(table: Table) -> Scale:
    """Return the scale in *table*."""
    numbers = table.table("numbers")
    found = Scale(
        time_frame=table.text("time_frame"),
        answers=_exactly(table, "answers", "answer", ANSWERS),
        bands=_exactly(table, "bands", "band", BANDS),
        band_edges=numbers.numbers("band_edges", count=BANDS - 1),
        centre=numbers.number("centre"),
        spread=numbers.number("spread"),
        interval_z=numbers.number("interval_z"),
        widening=numbers.number("widening"),
        widened_below=numbers.whole("widened_below", least=0, most=MAX_PEOPLE),
        percentile_from=numbers.whole("percentile_from", least=0, most=MAX_PEOPLE),
    )
    numbers.finish()
    table.finish()
    return found


def read_parameters(table: Table) -> Parameters:
    """Return the parameter version in *table*."""
    slope = _slope(table)
    thresholds = table.table("thresholds")
    found = Parameters(
        version=table.whole("version", least=0, most=1_000_000),
        people=table.whole("people", least=0, most=MAX_PEOPLE),
        date=table.day("date"),
        expected={
            level: Curve(slope=slope, thresholds=thresholds.numbers(level.value, count=ANSWERS - 1))
            for level in Difficulty
        },
        correlation=table.number("correlation"),
        curves=_curves(table),
        correlations=_correlations(table),
    )
    if not 0 <= found.correlation < 1:
        table.fault("needs a correlation from 0 to below 1")
    thresholds.finish()
    table.finish()
    return found


def _exactly(table: Table, key: str, noun: str, count: int) -> tuple[Text, ...]:
    texts = read_texts(table, key, noun)
    if len(texts) != count:
        table.fault(f"needs {count} [[{key}]], has {len(texts)}")
    return texts


def _slope(table: Table) -> float:
    slope = table.number("slope")
    if not 0 < slope <= MAX_SLOPE:
        table.fault(f"needs a slope above 0, up to {MAX_SLOPE}")
    return slope


def _curves(table: Table) -> dict[StatementId, Curve]:
    curves = {}
    for one in table.tables("statements", "statement"):
        statement = StatementId(one.string("id"))
        if statement in curves:
            one.fault("is there twice")
        slope = _slope(one)
        curves[statement] = Curve(
            slope=slope,
            thresholds=one.numbers("thresholds", count=ANSWERS - 1),
            slope_error=one.number("slope_error"),
            threshold_errors=one.numbers("threshold_errors", count=ANSWERS - 1, rising=False),
        )
        one.finish()
    return curves


def _correlations(table: Table) -> dict[tuple[TraitId, TraitId], float]:
    found = {}
    for one in table.tables("correlations", "correlation"):
        pair = one.strings("traits")
        value = one.number("value")
        one.finish()
        if len(pair) != 2 or not -1 < value < 1:  # noqa: PLR2004 - a pair is two
            one.fault("needs two traits and a value between -1 and 1")
            continue
        first, second = TraitId(pair[0]), TraitId(pair[1])
        if (first, second) in found:
            one.fault(f"of {first} and {second} is there twice")
        found[first, second] = found[second, first] = value
    return found
