"""The measuring instrument: a bank of statements and one version of its parameters."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kamquiz.domain.assessment.attempts import Answers
from kamquiz.domain.assessment.scoring import (
    PRIORITIES,
    Band,
    Profile,
    SkillScore,
    Target,
    TraitScore,
    judge,
)
from kamquiz.domain.bank.catalogue import Catalogue, Rating, StatementId, Trait
from kamquiz.domain.bank.parameters import Parameters
from kamquiz.domain.measurement import Items, Population, alike, among_weakest, posterior
from kamquiz.domain.measurement.expectation_propagation import ROUGH_TOLERANCE

Floats = NDArray[np.float64]


class UnusableParametersError(ValueError):
    """The parameters of a bank contradict themselves."""


class UnknownStatementsError(ValueError):
    """Answers name statements this bank does not have."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Instrument:
    """Turns answers into a profile, with the arrays that every score needs kept ready.

    An instrument equals only itself, so that what is worked out from it can be kept by it.
    """

    catalogue: Catalogue
    parameters: Parameters

    @cached_property
    def items(self) -> Items:
        """The parameters as arrays, one item a statement in the quiz's order."""
        number = {trait.id: place for place, trait in enumerate(self.catalogue.traits)}
        statements = self.catalogue.statements
        curves = [self.parameters.curve(one.id, one.difficulty) for one in statements]
        return Items(
            np.array([curve.slope for curve in curves]),
            np.array([curve.thresholds for curve in curves]),
            np.array([number[one.trait] for one in statements]),
        )

    @cached_property
    def in_order(self) -> tuple[StatementId, ...]:
        """The statements in the quiz's order: the order of the items."""
        return tuple(one.id for one in self.catalogue.statements)

    @cached_property
    def numbers(self) -> Mapping[StatementId, int]:
        """Which item each statement is."""
        return {one: place for place, one in enumerate(self.in_order)}

    @cached_property
    def reverse(self) -> NDArray[np.bool_]:
        """Which statements describe a fault: (items,)."""
        return np.array([one.reverse for one in self.catalogue.statements])

    @cached_property
    def covariance(self) -> Floats:
        """How the traits go together: (traits, traits), ones on the diagonal."""
        ids = [trait.id for trait in self.catalogue.traits]
        matrix = np.array(
            [[self.parameters.correlation_of(one, other) for other in ids] for one in ids]
        )
        np.fill_diagonal(matrix, 1.0)
        return matrix

    @cached_property
    def population(self) -> Population:
        """The items, and how their traits go together."""
        return Population(self.items, self.covariance)

    @cached_property
    def _own_items(self) -> tuple[list[int], ...]:
        """The numbers of each trait's items."""
        return tuple(members.tolist() for members in self.items.members)

    def require_sense(self) -> None:
        """Raise UnusableParametersError unless the parameters can score anybody."""
        try:
            posterior(np.full((1, len(self.items)), -1), self.items, self.covariance)
        except ValueError as error:
            raise UnusableParametersError(str(error)) from error

    @property
    def widening(self) -> float:
        """The factor on every standard deviation while too few people stand behind it."""
        scale = self.catalogue.scale
        return scale.widening if self.parameters.people < scale.widened_below else 1.0

    def responses(self, ratings: Mapping[StatementId, Rating]) -> NDArray[np.int64]:
        """Return *ratings* as (items,) points from 0, turned the right way; -1 is unanswered.

        Raises UnknownStatementsError, naming the ids, for answers of another bank.
        """
        strangers = sorted(ratings.keys() - self.numbers.keys())
        if strangers:
            raise UnknownStatementsError("this bank has no statement " + ", ".join(strangers))
        given = np.zeros(len(self.in_order), dtype=np.int64)
        given[[self.numbers[one] for one in ratings]] = [int(one) for one in ratings.values()]
        turned = np.where(self.reverse, Rating.EVERY_TIME - given, given - Rating.NEVER)
        return np.where(given > 0, turned, -1)

    def posterior(self, ratings: Mapping[StatementId, Rating]) -> tuple[Floats, Floats]:
        """Return mean (traits,) and covariance (traits, traits) given *ratings*, not widened.

        Good to a thousandth of a standard deviation: what is asked next depends on it.
        """
        means, spreads = self.population.posterior(
            self.responses(ratings)[None, :], tolerance=ROUGH_TOLERANCE
        )
        return means[0], spreads[0]

    def levels(self, target: Target) -> Floats:
        """Return the level *target* asks of each trait, (traits,), in standard units."""
        return np.array([target.traits.get(one.id, 0.0) for one in self.catalogue.traits])

    def profile(self, answers: Answers, target: Target) -> Profile:
        """Return what *answers* say, measured against *target*.

        All traits are estimated together, by expectation propagation on a graded
        response model, so that a trait with few answers borrows from its neighbours.
        """
        return self.profiles([(answers, target)])[0]

    def profiles(self, people: Sequence[tuple[Answers, Target]]) -> list[Profile]:
        """Return the profile of each of *people*; together they are several times faster."""
        if not people:
            return []
        table = np.stack([self.responses(answers.ratings) for answers, _ in people])
        means, spreads = self.population.posterior(table)
        spreads = spreads * self.widening**2
        levels = np.stack([self.levels(target) for _, target in people])
        weakest = among_weakest(means, spreads, target=levels, k=PRIORITIES)
        return [
            self._profile(
                answers, target, table[place], means[place], spreads[place], weakest[place]
            )
            for place, (answers, target) in enumerate(people)
        ]

    def _profile(
        self,
        answers: Answers,
        target: Target,
        responses: NDArray[np.int64],
        mean: Floats,
        spread: Floats,
        weakest: Floats,
    ) -> Profile:
        return Profile(
            bank=self.catalogue.version,
            parameters=self.parameters.version,
            people=self.parameters.people,
            traits=self._trait_scores(target, responses, mean, spread, weakest),
            skills=self._skill_scores(answers, target),
            judgement=judge(answers.situations, self.catalogue),
            indistinct=tuple(
                tuple(self.catalogue.traits[place].id for place in group)
                for group in alike(mean, spread)
            ),
        )

    def _trait_scores(
        self,
        target: Target,
        responses: NDArray[np.int64],
        mean: Floats,
        spread: Floats,
        weakest: Floats,
    ) -> tuple[TraitScore, ...]:
        given: list[int] = responses.tolist()
        return tuple(
            self._trait_score(
                trait,
                [given[item] + 1 for item in self._own_items[place] if given[item] >= 0],
                theta=float(mean[place]),
                sd=math.sqrt(spread[place, place]),
                target=target.traits.get(trait.id, 0.0),
                among_weakest=float(weakest[place]),
            )
            for place, trait in enumerate(self.catalogue.traits)
        )

    def _trait_score(
        self,
        trait: Trait,
        points: list[int],
        *,
        theta: float,
        sd: float,
        target: float,
        among_weakest: float,
    ) -> TraitScore:
        scale = self.catalogue.scale
        low, high = theta - scale.interval_z * sd, theta + scale.interval_z * sd
        return TraitScore(
            trait=trait,
            theta=theta,
            sd=sd,
            target=target,
            score=scale.score(theta),
            low=scale.score(low),
            high=scale.score(high),
            band=Band.at(theta, scale.band_edges),
            low_band=Band.at(low, scale.band_edges),
            high_band=Band.at(high, scale.band_edges),
            answered=len(points),
            mean=sum(points) / len(points) if points else None,
            among_weakest=among_weakest,
            reaches_target=0.5 * math.erfc((target - theta) / (sd * math.sqrt(2))),
        )

    def _skill_scores(self, answers: Answers, target: Target) -> tuple[SkillScore, ...]:
        return tuple(
            SkillScore(
                skill=skill, level=answers.skills[skill.id], asked=target.skills.get(skill.id)
            )
            for skill in self.catalogue.skills
            if skill.id in answers.skills
        )
