"""Keeping the plans of a timeline; two tabs cannot overwrite each other unseen."""

from dataclasses import dataclass

from sqlalchemy import Engine, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from kamquiz.domain.attempts import AttemptNotFoundError, TimelineId
from kamquiz.domain.catalogue import Catalogue
from kamquiz.domain.plans import Plan
from kamquiz.storage.database import retried, writing
from kamquiz.storage.plan_documents import read_plan, write_plan
from kamquiz.storage.schema import plans, timelines


class PlanChangedError(RuntimeError):
    """Somebody changed the plan in the meantime: read it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A plan, which of the timeline's plans it is, and how often it was changed."""

    plan: Plan
    number: int
    revision: int


class PlanStore:
    """The plans people accepted."""

    def __init__(self, engine: Engine, catalogue: Catalogue) -> None:
        """Keep plans in the database behind *engine*, in the words of *catalogue*."""
        self._engine = engine
        self._catalogue = catalogue

    def all(self, timeline: TimelineId) -> tuple[KeptPlan, ...]:
        """Return the plans of *timeline*, the one that is worked on last."""
        query = select(plans).where(plans.c.timeline == timeline).order_by(plans.c.number)
        with self._engine.connect() as connection:
            return tuple(
                KeptPlan(
                    plan=read_plan(row.document, self._catalogue),
                    number=row.number,
                    revision=row.revision,
                )
                for row in connection.execute(query)
            )

    def find(self, timeline: TimelineId) -> KeptPlan | None:
        """Return the plan of *timeline* that is worked on, if one was accepted."""
        kept = self.all(timeline)
        return kept[-1] if kept else None

    @retried
    def accept(self, timeline: TimelineId, plan: Plan, *, number: int) -> None:
        """Keep *plan* as the timeline's plan *number*.

        Raises PlanChangedError if there is one already: another tab was faster.
        """
        try:
            with writing(self._engine) as connection:
                connection.execute(
                    insert(plans).values(
                        timeline=timeline, number=number, revision=1, document=write_plan(plan)
                    )
                )
        except IntegrityError as error:
            if self._exists(timeline):
                raise PlanChangedError from error
            raise AttemptNotFoundError from error

    @retried
    def save(self, timeline: TimelineId, kept: KeptPlan, plan: Plan) -> None:
        """Keep *plan* in place of *kept*; raises PlanChangedError if that is not what is there."""
        change = (
            update(plans)
            .where(
                plans.c.timeline == timeline,
                plans.c.number == kept.number,
                plans.c.revision == kept.revision,
            )
            .values(document=write_plan(plan), revision=kept.revision + 1)
        )
        with writing(self._engine) as connection:
            changed = connection.execute(change).rowcount
        if not changed:
            raise PlanChangedError

    def _exists(self, timeline: TimelineId) -> bool:
        with self._engine.connect() as connection:
            query = select(func.count()).select_from(timelines).where(timelines.c.id == timeline)
            return bool(connection.execute(query).scalar_one())
