"""Positions of dots and bands in charts; the templates only draw them.

A chart is a list of rows: HTML text, which wraps and keeps its size on a phone, and one small
drawing whose positions are percentages of its width.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kamquiz.domain.assessment.change import Change
from kamquiz.domain.assessment.scoring import TraitScore
from kamquiz.domain.bank.catalogue import Scale, Trait, TraitId
from kamquiz.domain.text import Text

#: Per cent kept free at either side, for dots at the very ends.
MARGIN = 2.0


class Standing(StrEnum):
    """How a trait stands to what is asked, as far as its margin can tell."""

    REACHED = "reached"
    OPEN = "open"
    BELOW = "below"


class View(StrEnum):
    """The order of a profile: strongest first, or grouped by how traits stand to what is asked."""

    SORTED = "sorted"
    GROUPED = "grouped"

    @classmethod
    def called(cls, name: str) -> "View":
        """Return the view called *name*; anything else is the sorted one."""
        return cls.GROUPED if name == cls.GROUPED else cls.SORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One trait: name, levels and numbers to be read, places across in per cent."""

    id: TraitId
    name: Text
    bands: tuple[int, ...]
    standing: Standing
    score: float
    low: float
    high: float
    asked: float
    left: float
    length: float
    dot: float
    target: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A level word above the rows, and the line where its level begins."""

    label: Text
    middle: float
    edge: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The dots and bands of a profile, in one group or in several."""

    view: View
    groups: tuple[tuple[Standing | None, tuple[Row, ...]], ...]
    marks: tuple[Mark, ...]
    counts: Mapping[Standing, int]

    @property
    def edges(self) -> tuple[float, ...]:
        """Return where a level ends and the next begins."""
        return tuple(mark.edge for mark in self.marks if mark.edge is not None)


def dot_and_band(scores: Sequence[TraitScore], scale: Scale, view: View = View.SORTED) -> Chart:
    """Return the chart of *scores*, one row a trait, in their order or that within groups."""
    rows = [_row(score, scale) for score in scores]
    grouped = {
        standing: tuple(row for row in rows if row.standing is standing) for standing in Standing
    }
    return Chart(
        view=view,
        groups=tuple((standing, group) for standing, group in grouped.items() if group)
        if view is View.GROUPED
        else ((None, tuple(rows)),),
        marks=_marks(scale),
        counts={standing: len(group) for standing, group in grouped.items()},
    )


#: The made-up positions and margins of the picture on the start page.
EXAMPLE = ((74, 9), (58, 10), (47, 8), (31, 10))


def example(traits: Sequence[Trait], scale: Scale) -> Chart:
    """Return a made-up chart of the first of *traits*, to show what one will get."""
    rows = tuple(
        _placed(trait, (), low=score - margin, score=score, high=score + margin, asked=scale.centre)
        for trait, (score, margin) in zip(traits, EXAMPLE, strict=False)
    )
    return Chart(view=View.SORTED, groups=((None, rows),), marks=_marks(scale), counts={})


def _row(score: TraitScore, scale: Scale) -> Row:
    bands = (score.low_band, score.high_band) if score.is_between_bands else (score.band,)
    return _placed(
        score.trait,
        bands,
        low=score.low,
        score=score.score,
        high=score.high,
        asked=scale.score(score.target),
    )


def _placed(
    trait: Trait, bands: tuple[int, ...], *, low: float, score: float, high: float, asked: float
) -> Row:
    return Row(
        id=trait.id,
        name=trait.name,
        bands=bands,
        standing=_standing(low, high, asked),
        score=score,
        low=low,
        high=high,
        asked=asked,
        left=_x(low),
        length=round(_x(high) - _x(low), 2),
        dot=_x(score),
        target=_x(asked),
    )


def _standing(low: float, high: float, asked: float) -> Standing:
    if low >= asked:
        return Standing.REACHED
    return Standing.BELOW if high < asked else Standing.OPEN


def _marks(scale: Scale) -> tuple[Mark, ...]:
    edges = [0.0, *(scale.score(edge) for edge in scale.band_edges), 100.0]
    return tuple(
        Mark(label=word, middle=_x((low + high) / 2), edge=_x(low) if low > 0 else None)
        for word, low, high in zip(scale.bands, edges, edges[1:], strict=False)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A trait measured twice: the earlier and the later place, and what lies between."""

    change: Change
    before: float
    after: float


def changed_places(changes: Iterable[Change]) -> tuple[ChangeRow, ...]:
    """Return the rows of a chart of *changes*, in their order."""
    return tuple(
        ChangeRow(change=change, before=_x(change.before.score), after=_x(change.after.score))
        for change in changes
    )


def _x(score: float) -> float:
    """Return the distance of *score* (0–100) from the left, in per cent of the width."""
    return round(MARGIN + (100 - 2 * MARGIN) * score / 100, 2)
