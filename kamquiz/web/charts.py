"""Where the dots and bands of a chart stand; the templates only draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamquiz.domain.catalogue import Scale
from kamquiz.domain.scoring import TraitScore
from kamquiz.domain.words import Language

#: Pixels. Across, everything is a share of the page's width, so that words keep
#: their size on a phone; the name of a trait stands above its band.
ROW, TOP = 46, 26

#: Per cent kept free at either side, for dots at the very ends.
MARGIN = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One trait of the chart: its label, its band from *left* on, its dot; across in per cent."""

    label: str
    base: int
    middle: int
    left: float
    length: float
    dot: float
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A level word above the chart, and the line where its level begins."""

    label: str
    middle: float
    edge: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A drawing of dots and bands, as wide as the page and *height* pixels high."""

    height: int
    top: int
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]


def dot_and_band(scores: Sequence[TraitScore], scale: Scale, language: Language) -> Chart:
    """Return the chart of *scores*, in their order, one row a trait."""
    return Chart(
        height=TOP + ROW * len(scores) + 6,
        top=TOP,
        rows=tuple(_row(place, one, scale, language) for place, one in enumerate(scores)),
        marks=_marks(scale, language),
    )


def _row(place: int, score: TraitScore, scale: Scale, language: Language) -> Row:
    return Row(
        label=score.trait.name.to(language),
        base=TOP + ROW * place + 16,
        middle=TOP + ROW * place + 30,
        left=_x(score.low),
        length=round(_x(score.high) - _x(score.low), 2),
        dot=_x(score.score),
        target=_x(scale.score(score.target)),
    )


def _marks(scale: Scale, language: Language) -> tuple[Mark, ...]:
    edges = [0.0, *(scale.score(edge) for edge in scale.band_edges), 100.0]
    return tuple(
        Mark(
            label=word.to(language),
            middle=_x((low + high) / 2),
            edge=_x(low) if low > 0 else None,
        )
        for word, low, high in zip(scale.bands, edges, edges[1:], strict=False)
    )


def _x(score: float) -> float:
    """Return where *score* (0–100) stands from the left, in per cent of the width."""
    return round(MARGIN + (100 - 2 * MARGIN) * score / 100, 2)
