"""The store of attempts: found by the hash of a secret, answered page by page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from kamquiz.domain.assessment.attempts import (
    Aim,
    Attempt,
    AttemptId,
    AttemptNotFoundError,
    Judgement,
    PageSubmission,
    QuizLength,
    Summary,
    Timeline,
    TimelineId,
)
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.catalogue import SituationId, SkillId, StatementId, TraitId
from kamquiz.storage import maintenance, timeline_keys
from kamquiz.storage.answer_rows import (
    UPSERT,
    answer_row,
    answered_rows,
    elapsed_seconds,
    evidence_rows,
    select_for_retake,
    served_rows,
    situation_rows,
    skill_rows,
)
from kamquiz.storage.attempt_queries import (
    ALL_BY_KEY,
    ALL_OF_TIMELINE,
    NEWEST_BY_KEY,
    newest_finished,
    read_attempt,
)
from kamquiz.storage.attempt_rows import (
    NewAttempt,
    finish_attempt,
    finished_columns,
    insert_attempt,
)
from kamquiz.storage.database import (
    empty_log,
    is_migrated,
    is_safe_version,
    one_by_one,
    retried,
    take_time,
    writing,
)
from kamquiz.storage.json_aggregation import as_json
from kamquiz.storage.quotas import Cap, require_room
from kamquiz.storage.retention import delete_expired
from kamquiz.storage.schema import answers, attempts, keys, timelines
from kamquiz.storage.summaries import summaries
from kamquiz.storage.target_documents import write_target

#: The id of no timeline.
NO_TIMELINE = -1


class PageAlreadyServedError(RuntimeError):
    """Another request served a different next page first: read the attempt again."""


class AttemptStore:
    """All stored attempts. Times and hashes of keys are arguments."""

    def __init__(self, engine: Engine) -> None:
        """Store attempts in the database of *engine*."""
        self._engine = engine
        self._reader = one_by_one(engine)
        self._put = UPSERT[engine.dialect.name]

    def start(self, new: NewAttempt, *, key: bytes, now: datetime) -> AttemptId:
        """Store *new* under the hash *key*, its first page served, and return its id."""
        with writing(self._engine) as connection:
            added = connection.execute(insert(timelines).returning(timelines.c.id))
            timeline = TimelineId(added.scalar_one())
            attempt = insert_attempt(connection, timeline, new, now)
            timeline_keys.insert_link(connection, timeline, key)
        return attempt

    @retried
    def measure_again(
        self, before: Attempt, new: NewAttempt, *, anew: Sequence[StatementId], now: datetime
    ) -> AttemptId:
        """Store *new* after *before* in the same timeline, its first page served.

        A partial retake copies all answers but those to *anew*; every retake copies situations
        and evidence. Raises CapReachedError.
        """
        query = select_for_retake(before.id, is_partial=bool(new.only), repeated=anew)
        with self._writing_to(before.id) as connection:
            require_room(connection, before.timeline, Cap.ATTEMPTS)
            attempt = insert_attempt(connection, before.timeline, new, now)
            rows = connection.execute(query)
            copied = [answer_row(attempt, row.question, row.value) for row in rows]
            if copied:
                connection.execute(insert(answers), copied)
        return attempt

    def get(self, key: bytes) -> Attempt:
        """Return the newest attempt under the hash *key*; raises AttemptNotFoundError."""
        return self._read_timeline(NEWEST_BY_KEY, key).newest

    def timeline(self, key: bytes) -> Timeline:
        """Return all attempts under the hash *key*; raises AttemptNotFoundError."""
        return self._read_timeline(ALL_BY_KEY, key)

    def timeline_of(self, timeline: TimelineId) -> Timeline:
        """Return all attempts of *timeline*; raises AttemptNotFoundError."""
        return self._read_timeline(ALL_OF_TIMELINE, timeline)

    def summaries(self, wanted: Sequence[bytes]) -> dict[bytes, Summary]:
        """Return the summary of the timeline of each hash in *wanted* that opens one."""
        with self._reader.connect() as connection:
            return summaries(connection, wanted)

    def sample(self, count: int) -> tuple[Attempt, ...]:
        """Return up to *count* finished attempts, the newest ones."""
        return self._read(newest_finished(count))

    def _read_timeline(self, query: Select[Any], wanted: bytes | int) -> Timeline:
        """Return the timeline that *query* finds for *wanted*; raises AttemptNotFoundError."""
        found = self._read(query, wanted=wanted)
        if not found:
            raise AttemptNotFoundError
        return Timeline(attempts=found)

    def _read(self, query: Select[Any], **values: bytes | int) -> tuple[Attempt, ...]:
        """Return the attempts that *query* finds, oldest first, with their answers."""
        with self._reader.connect() as connection:
            rows = connection.execute(query, values).all()
        return tuple(read_attempt(row) for row in rows)

    def record(self, attempt: Attempt, submission: PageSubmission, *, now: datetime) -> None:
        """Store a page of answers and serve the next one, in one statement.

        Raises PageAlreadyServedError if another request served a different next page,
        AttemptNotFoundError if the attempt was deleted.
        """
        elapsed = elapsed_seconds(attempt, now)
        rows = list(answered_rows(attempt, submission, elapsed))
        rows += served_rows(attempt.id, submission.page + 1, submission.next_page, served=elapsed)
        self._upsert(attempt.id, rows)

    def serve(self, attempt: Attempt, page: Sequence[StatementId], *, now: datetime) -> None:
        """Serve one more *page*, after those already served."""
        number = len(attempt.pages) + 1
        elapsed = elapsed_seconds(attempt, now)
        self._upsert(attempt.id, list(served_rows(attempt.id, number, page, served=elapsed)))

    def readiness(self) -> dict[str, bool]:
        """Return the checks that a ready database passes, each with its result."""
        with writing(self._engine) as connection:
            connection.execute(delete(keys).where(keys.c.timeline == NO_TIMELINE))
        return {
            "writable": True,
            "migrated": is_migrated(self._engine),
            "safe version": is_safe_version(self._engine),
        }

    def record_skills(
        self, attempt: AttemptId, levels: Mapping[SkillId, int], left_out: Iterable[SkillId]
    ) -> None:
        """Store the levels chosen on a page of skills."""
        self._upsert(attempt, skill_rows(attempt, levels, left_out))

    def finish(
        self,
        attempt: Attempt,
        levels: Mapping[SkillId, int],
        left_out: Iterable[SkillId],
        donation: Donation | None,
    ) -> bool:
        """Store the last page of skills; of the start keep only the day.

        *donation* is stored for calibration unless the attempt was donated before. Return True
        if it was stored.
        """
        rows = skill_rows(attempt.id, levels, left_out)
        return self._upsert(attempt.id, rows, finished=finished_columns(attempt), donation=donation)

    def record_situations(
        self, attempt: AttemptId, judgements: Mapping[SituationId, Judgement]
    ) -> None:
        """Store the options chosen as best and as worst."""
        self._upsert(attempt, situation_rows(attempt, judgements))

    def aim(self, attempt: AttemptId, aim: Aim, hours: float) -> None:
        """Replace the target role and the hours a week."""
        self._change(
            attempt,
            {
                "industry": aim.industry,
                "seniority": aim.seniority,
                "job": write_target(aim.job),
                "hours": hours,
            },
        )

    def go_on_to_full(self, attempt: AttemptId) -> None:
        """Make the attempt a full quiz; a finished one stays finished."""
        self._change(attempt, {"form": QuizLength.FULL.value})

    @retried
    def add_browser(self, attempt: Attempt, key: bytes) -> None:
        """Let the hash *key*, which a codename made for a browser, open the timeline.

        At MAX_BROWSERS the oldest key never shown as a return link is removed. Raises
        CapReachedError if all were shown.
        """
        with self._writing_to(attempt.id) as connection:
            timeline_keys.insert_browser(connection, attempt.timeline, key)

    def keep_as_links(self, shown: Iterable[bytes]) -> None:
        """Never remove the keys *shown* as return links: a reader may have noted them."""
        hashes = list(shown)
        with self._reader.connect() as connection:
            if not timeline_keys.has_browsers(connection, hashes):
                return
        with writing(self._engine) as connection:
            timeline_keys.turn_browsers_into_links(connection, hashes)

    @retried
    def set_codename(self, attempt: Attempt, codename: bytes) -> None:
        """Let the hash *codename* open the timeline in place of an earlier codename."""
        with self._writing_to(attempt.id) as connection:
            timeline_keys.replace_codename(connection, attempt.timeline, codename)

    def record_evidence(self, attempt: AttemptId, levels: Mapping[TraitId, EvidenceLevel]) -> None:
        """Store the level of evidence for each trait."""
        self._upsert(attempt, evidence_rows(attempt, levels))

    def mark_finished(self, attempt: Attempt) -> None:
        """Mark *attempt*, which has no unanswered question, as finished."""
        self._change(attempt.id, finished_columns(attempt))

    @retried
    def drop(self, attempt: AttemptId) -> None:
        """Delete one attempt and, by cascade, its answers; the timeline stays."""
        with writing(self._engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.id == attempt))

    @retried
    def delete(self, timeline: TimelineId) -> None:
        """Delete *timeline* and, by cascade, its attempts, answers, plans, keys and shares."""
        with writing(self._engine) as connection:
            connection.execute(delete(timelines).where(timelines.c.id == timeline))

    @retried
    def purge(self, now: datetime) -> int:
        """Delete expired attempts and empty timelines; return the number of attempts.

        The time of the purge is noted in the same transaction.
        """
        with writing(self._engine) as connection:
            take_time(connection)
            count = delete_expired(connection, now)
            maintenance.note(connection, maintenance.Chore.PURGE, now)
        # Even if nothing was deleted: texts were replaced, or an earlier attempt met a reader.
        empty_log(self._engine)
        return count

    @retried
    def _change(self, attempt: AttemptId, values: Mapping[str, Any]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(attempts).where(attempts.c.id == attempt).values(values))

    @retried
    def _upsert(
        self,
        attempt: AttemptId,
        rows: Sequence[Mapping[str, Any]],
        *,
        finished: Mapping[str, Any] | None = None,
        donation: Donation | None = None,
    ) -> bool:
        """Write *rows* in one statement: an answer replaces an older one, an empty one does not.

        With *finished*, the columns of a finished attempt are written too, and *donation*
        unless there was one before. Return True if it was stored.
        """
        with self._writing_to(attempt) as connection:
            if rows:
                connection.execute(self._put, {"rows": as_json(rows, answers)})
            return bool(finished) and finish_attempt(connection, attempt, finished or {}, donation)

    @contextmanager
    def _writing_to(self, attempt: AttemptId) -> Iterator[Connection]:
        """Open a transaction that writes to *attempt*.

        An IntegrityError becomes PageAlreadyServedError or AttemptNotFoundError.
        """
        try:
            with writing(self._engine) as connection:
                yield connection
        except IntegrityError as error:
            if self._exists(attempt):
                raise PageAlreadyServedError from error
            raise AttemptNotFoundError from error

    def _exists(self, attempt: AttemptId) -> bool:
        with self._engine.connect() as connection:
            query = select(attempts.c.id).where(attempts.c.id == attempt)
            return connection.execute(query).first() is not None
