"""What a list says of attempts: read in one statement, without their answers."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select

from kamquiz.domain.assessment.attempts import QuizLength, Summary, TimelineId
from kamquiz.storage.schema import answers, attempts, keys, plans

_ANSWERED = (
    select(func.count())
    .where(answers.c.attempt == attempts.c.id, answers.c.page.is_not(None), answers.c.value > 0)
    .correlate(attempts)
    .scalar_subquery()
)
_HAS_PLAN = select(plans.c.number).where(plans.c.timeline == attempts.c.timeline).exists()
_BY_KEY = (
    select(
        keys.c.hash,
        attempts.c.timeline,
        attempts.c.form,
        attempts.c.finished,
        attempts.c.only,
        attempts.c.started_at,
        _ANSWERED.label("answered"),
        _HAS_PLAN.label("has_plan"),
    )
    .join(attempts, attempts.c.timeline == keys.c.timeline)
    .where(keys.c.hash.in_(bindparam("wanted", expanding=True)))
    .order_by(attempts.c.id)
)


def summaries(connection: Connection, wanted: Sequence[bytes]) -> dict[bytes, Summary]:
    """Return the summary of the timeline behind each of the hashes *wanted* that opens one."""
    found: dict[bytes, Summary] = {}
    for row in connection.execute(_BY_KEY, {"wanted": list(wanted)}):
        before = found.get(row.hash)
        day = row.started_at.date()
        earlier = before.result_from if before else None
        found[row.hash] = Summary(
            timeline=TimelineId(row.timeline),
            form=QuizLength(row.form),
            begun=day,
            answered=row.answered,
            is_open=not row.finished,
            is_partial=row.only is not None,
            result_from=day if row.finished else earlier,
            has_plan=row.has_plan,
        )
    return found
