"""Where the dots and bands of a chart stand; the templates only draw them."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamquiz.domain.catalogue import Scale
from kamquiz.domain.scoring import TraitScore
from kamquiz.domain.words import Language

#: In units of the drawing, which scales with the page.
WIDTH, ROW, LABEL, TOP = 880, 30, 270, 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One trait of the chart: its label, its band from *left* on, its dot."""

    label: str
    middle: float
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
    """A drawing of dots and bands, *width* by *height*."""

    width: int
    height: int
    top: int
    rows: tuple[Row, ...]
    marks: tuple[Mark, ...]


def dot_and_band(scores: Sequence[TraitScore], scale: Scale, language: Language) -> Chart:
    """Return the chart of *scores*, in their order, one row a trait."""
    return Chart(
        width=WIDTH,
        height=TOP + ROW * len(scores) + 6,
        top=TOP,
        rows=tuple(_row(place, one, scale, language) for place, one in enumerate(scores)),
        marks=_marks(scale, language),
    )


def _row(place: int, score: TraitScore, scale: Scale, language: Language) -> Row:
    return Row(
        label=score.trait.name.to(language),
        middle=TOP + ROW * (place + 0.5),
        left=_x(score.low),
        length=round(_x(score.high) - _x(score.low), 1),
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
    """Return where *score* (0–100) stands from the left."""
    return round(LABEL + (WIDTH - LABEL - 10) * score / 100, 1)
