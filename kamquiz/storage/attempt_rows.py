"""Rows of the table of attempts: a new one, and what changes when it is finished."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, update

from kamquiz.domain.assessment.attempts import (
    DEFAULT_HOURS,
    Aim,
    Attempt,
    AttemptId,
    QuizLength,
    Stage,
    TimelineId,
)
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.bank.catalogue import StatementId, TraitId
from kamquiz.storage import donations
from kamquiz.storage.answer_rows import served_rows
from kamquiz.storage.retention import start_of_day
from kamquiz.storage.schema import answers, attempts
from kamquiz.storage.target_documents import write_target


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """An attempt before its first answer."""

    form: QuizLength
    bank: str
    first_page: tuple[StatementId, ...]
    stage: Stage | None = None
    aim: Aim = field(default_factory=Aim)
    hours: float = DEFAULT_HOURS
    only: tuple[TraitId, ...] = ()
    donated: bool = False


def finish_attempt(
    connection: Connection,
    attempt: AttemptId,
    finished: Mapping[str, Any],
    donation: Donation | None,
) -> bool:
    """Mark *attempt* as finished and store *donation* if it is the first; return if stored."""
    change = update(attempts).where(attempts.c.id == attempt).values(finished)
    first = change.where(attempts.c.donated.is_(False)).values(donated=True)
    if donation and connection.execute(first).rowcount:
        donations.keep(connection, donation)
        return True
    connection.execute(change)
    return False


def finished_columns(attempt: Attempt) -> dict[str, Any]:
    """Return the columns of *attempt* that change when it is finished."""
    return {"finished": True, "started_at": start_of_day(attempt.started)}


def insert_attempt(
    connection: Connection, timeline: TimelineId, new: NewAttempt, now: datetime
) -> AttemptId:
    """Write *new* and its first page, and return its id."""
    added = connection.execute(
        insert(attempts)
        .values(
            timeline=timeline,
            form=new.form.value,
            bank=new.bank,
            stage=new.stage.value if new.stage else None,
            industry=new.aim.industry,
            seniority=new.aim.seniority,
            job=write_target(new.aim.job),
            hours=new.hours,
            only=",".join(new.only) or None,
            finished=False,
            donated=new.donated,
            started_at=now,
        )
        .returning(attempts.c.id)
    )
    attempt = AttemptId(added.scalar_one())
    connection.execute(insert(answers), list(served_rows(attempt, 1, new.first_page, served=0)))
    return attempt
