"""What a statement weighs: the versioned parameters behind every score."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kamquiz.domain.bank.catalogue import Catalogue, Difficulty, StatementId, TraitId


class ParametersDoNotFitError(ValueError):
    """A parameter version was made for another bank than the one that is loaded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A statement's slope and its four thresholds, in standard units, with standard errors."""

    slope: float
    thresholds: tuple[float, ...]
    slope_error: float = 0.0
    threshold_errors: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One version of the parameters and the number of people behind it.

    *expected* holds the authors' curve for each intended difficulty; *curves* and
    *correlations* hold what was estimated from people, and are empty in version 0.
    """

    version: int
    people: int
    date: date
    expected: Mapping[Difficulty, Curve]
    correlation: float
    curves: Mapping[StatementId, Curve]
    correlations: Mapping[tuple[TraitId, TraitId], float]

    def curve(self, statement: StatementId, difficulty: Difficulty) -> Curve:
        """Return what is known of a statement: from people, else from its authors."""
        return self.curves.get(statement, self.expected[difficulty])

    def correlation_of(self, one: TraitId, other: TraitId) -> float:
        """Return how two traits go together: from people, else the authors' value."""
        return self.correlations.get((one, other), self.correlation)

    def require_fit(self, catalogue: Catalogue) -> None:
        """Raise ParametersDoNotFitError, naming what *catalogue* does not have."""
        strangers: list[str] = sorted(set(self.curves) - set(catalogue.statement_by_id))
        strangers += sorted(
            {t for pair in self.correlations for t in pair} - set(catalogue.trait_by_id)
        )
        if strangers:
            raise ParametersDoNotFitError(
                f"parameters {self.version} name what the bank does not have: "
                + ", ".join(strangers)
            )
