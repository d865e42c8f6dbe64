"""Keeping the plans of a timeline; two tabs cannot overwrite each other unseen."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from kamquiz.domain.assessment.attempts import AttemptNotFoundError, TimelineId
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.plan.model import Plan
from kamquiz.storage.database import retried, writing
from kamquiz.storage.plan_documents import read_plan, write_plan
from kamquiz.storage.quotas import MAX_PLAN_BYTES, Cap, CapReachedError, require_room
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

    def all(self, timeline: TimelineId, *, history: bool = True) -> tuple[KeptPlan, ...]:
        """Return the plans of *timeline*, the one that is worked on last."""
        query = select(plans).where(plans.c.timeline == timeline).order_by(plans.c.number)
        with self._engine.connect() as connection:
            rows = connection.execute(query)
            return tuple(self._read(row, history=history) for row in rows)

    def find(self, timeline: TimelineId) -> KeptPlan | None:
        """Return the plan of *timeline* that is worked on, if one was accepted."""
        query = select(plans).where(plans.c.timeline == timeline)
        with self._engine.connect() as connection:
            row = connection.execute(query.order_by(plans.c.number.desc()).limit(1)).first()
        return None if row is None else self._read(row)

    @retried
    def accept(self, timeline: TimelineId, plan: Plan, *, number: int) -> None:
        """Keep *plan* as the timeline's plan *number*.

        Raises PlanChangedError if there is one already: another tab was faster; and
        CapReachedError.
        """
        document = _document(plan)
        try:
            with writing(self._engine) as connection:
                require_room(connection, timeline, Cap.PLANS)
                connection.execute(
                    insert(plans).values(
                        timeline=timeline, number=number, revision=1, document=document
                    )
                )
        except IntegrityError as error:
            if self._exists(timeline):
                raise PlanChangedError from error
            raise AttemptNotFoundError from error

    @retried
    def save(self, timeline: TimelineId, kept: KeptPlan, plan: Plan) -> None:
        """Keep *plan* in place of *kept*.

        Raises PlanChangedError if that is not what is there, CapReachedError if it is too long.
        """
        change = (
            update(plans)
            .where(
                plans.c.timeline == timeline,
                plans.c.number == kept.number,
                plans.c.revision == kept.revision,
            )
            .values(document=_document(plan), revision=kept.revision + 1)
        )
        with writing(self._engine) as connection:
            changed = connection.execute(change).rowcount
        if not changed:
            raise PlanChangedError

    def _read(self, row: Row[Any], *, history: bool = True) -> KeptPlan:
        return KeptPlan(
            plan=read_plan(row.document, self._catalogue, history=history),
            number=row.number,
            revision=row.revision,
        )

    def _exists(self, timeline: TimelineId) -> bool:
        with self._engine.connect() as connection:
            query = select(func.count()).select_from(timelines).where(timelines.c.id == timeline)
            return bool(connection.execute(query).scalar_one())


def _document(plan: Plan) -> str:
    """Return *plan* as it is kept; raises CapReachedError if it holds too many words."""
    document = write_plan(plan)
    if len(document.encode()) > MAX_PLAN_BYTES:
        raise CapReachedError(Cap.PLAN_BYTES)
    return document
