"""Keeping attempts: found by a secret, answered page by page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Insert,
    Row,
    Select,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from kamquiz.domain.assessment.attempts import (
    DEFAULT_HOURS,
    Aim,
    Answers,
    Attempt,
    AttemptId,
    AttemptNotFoundError,
    Judgement,
    PageSubmission,
    QuizLength,
    Stage,
    Summary,
    Timeline,
    TimelineId,
)
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.catalogue import (
    OptionId,
    Rating,
    SituationId,
    SkillId,
    StatementId,
    TraitId,
)
from kamquiz.storage import donations
from kamquiz.storage import maintenance as chores
from kamquiz.storage.database import (
    empty_log,
    is_migrated,
    is_safe_version,
    one_by_one,
    retried,
    take_time,
    writing,
)
from kamquiz.storage.json_aggregation import JsonRows, as_json, rows_given
from kamquiz.storage.maintenance import Chore
from kamquiz.storage.quotas import (
    BROWSER,
    CODENAME,
    LINK,
    Cap,
    browsers_to_forget,
    lock,
    require_room,
)
from kamquiz.storage.schema import answers, attempts, keys, timelines
from kamquiz.storage.summaries import summaries
from kamquiz.storage.target_documents import read_target, write_target

#: The value of a question the reader chose to go on without.
LEFT_OUT = 0

OPTIONS = "abcdefghij"

#: Skills, situations and evidence share the table of answers; their names say which they are.
_SKILL = "skill/"
_BEST, _WORST = "best/", "worst/"
_EVIDENCE = "evidence/"

#: A statement has a plain name; everything else says what it is in front of a stroke.
_STROKE = "/"

#: What the pages promise: unfinished answers for 30 days, finished ones for 12 months.
UNFINISHED_KEPT = timedelta(days=30)
FINISHED_KEPT = timedelta(days=365)

#: No timeline has this number.
NOBODY = -1

#: What is kept of an answer, in the order of _Answer.
_ANSWER = (
    answers.c.page,
    answers.c.place,
    answers.c.question,
    answers.c.value,
    answers.c.served,
    answers.c.seconds,
)

#: Page, place, question, value, served and seconds.
_Answer: TypeAlias = tuple[int | None, int | None, str, int | None, int | None, float | None]

_RATINGS = {int(one): one for one in Rating}


def _with_answers(condition: ColumnElement[bool]) -> Select[Any]:
    """Return the query for the attempts that fulfil *condition*, each with all its answers."""
    given = select(JsonRows(*_ANSWER)).where(answers.c.attempt == attempts.c.id)
    return (
        select(attempts, given.correlate(attempts).scalar_subquery().label("given"))
        .where(condition)
        .order_by(attempts.c.id)
    )


def _put(insert_into: Any, dialect: str) -> Insert:
    """Return the statement that writes all *rows* of answers, in the words of *dialect*."""
    given = rows_given(answers, "rows", dialect=dialect)
    put = insert_into(answers).from_select([one.name for one in answers.columns], given)
    return put.on_conflict_do_update(  # type: ignore[no-any-return]  # either dialect's
        index_elements=["attempt", "question"],
        set_={
            "value": func.coalesce(put.excluded.value, answers.c.value),
            "seconds": func.coalesce(answers.c.seconds, put.excluded.seconds),
            # When a page was put matters until it is answered, and tells the hour after that.
            "served": case((put.excluded.value.is_not(None), 0), else_=answers.c.served),
        },
    )


_PUT = {
    "sqlite": _put(sqlite.insert, "sqlite"),
    "postgresql": _put(postgresql.insert, "postgresql"),
}

# Every page begins with one of these, so they are put together once; they find what is *wanted*.
_NEWEST_BY_KEY = _with_answers(
    attempts.c.id
    == select(func.max(attempts.c.id))
    .join(keys, keys.c.timeline == attempts.c.timeline)
    .where(keys.c.hash == bindparam("wanted"))
    .scalar_subquery()
)
_ALL_BY_KEY = _with_answers(
    attempts.c.timeline
    == select(keys.c.timeline).where(keys.c.hash == bindparam("wanted")).scalar_subquery()
)
_ALL_OF_TIMELINE = _with_answers(attempts.c.timeline == bindparam("wanted"))


class PageAlreadyServedError(RuntimeError):
    """Another request served a different next page first: read the attempt again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAttempt:
    """What is known of an attempt before its first answer."""

    form: QuizLength
    bank: str
    first_page: tuple[StatementId, ...]
    stage: Stage | None = None
    aim: Aim = field(default_factory=Aim)
    hours: float = DEFAULT_HOURS
    only: tuple[TraitId, ...] = ()
    donated: bool = False


class AttemptStore:
    """All attempts that are kept. Times and hashes of keys are passed in."""

    def __init__(self, engine: Engine) -> None:
        """Keep attempts in the database behind *engine*."""
        self._engine = engine
        self._reader = one_by_one(engine)
        self._put = _PUT[engine.dialect.name]

    def start(self, new: NewAttempt, *, key: bytes, now: datetime) -> AttemptId:
        """Keep *new* under the hash *key*, its first page served, and return its id."""
        with writing(self._engine) as connection:
            added = connection.execute(insert(timelines).returning(timelines.c.id))
            timeline = TimelineId(added.scalar_one())
            attempt = _begin(connection, timeline, new, now)
            connection.execute(insert(keys).values(hash=key, timeline=timeline, kind=LINK))
        return attempt

    @retried
    def measure_again(
        self, before: Attempt, new: NewAttempt, *, anew: Sequence[StatementId], now: datetime
    ) -> AttemptId:
        """Keep *new* behind *before* in the same timeline, its first page served.

        Where only some traits are asked, all answers but those to *anew* are carried over;
        situations and evidence always are. Raises CapReachedError.
        """
        query = select(answers.c.question, answers.c.value).where(
            answers.c.attempt == before.id, answers.c.value.is_not(None)
        )
        if new.only:
            query = query.where(answers.c.question.not_in(anew))
        else:
            query = query.where(
                or_(*(answers.c.question.startswith(one) for one in (_BEST, _WORST, _EVIDENCE)))
            )
        with self._writing_to(before.id) as connection:
            require_room(connection, before.timeline, Cap.ATTEMPTS)
            attempt = _begin(connection, before.timeline, new, now)
            rows = connection.execute(query)
            carried = [_plain(attempt, one.question, one.value) for one in rows]
            if carried:
                connection.execute(insert(answers), carried)
        return attempt

    def get(self, key: bytes) -> Attempt:
        """Return the newest attempt kept under the hash *key*; raises AttemptNotFoundError."""
        return self._timeline(_NEWEST_BY_KEY, key).newest

    def timeline(self, key: bytes) -> Timeline:
        """Return all attempts kept under the hash *key*; raises AttemptNotFoundError."""
        return self._timeline(_ALL_BY_KEY, key)

    def timeline_of(self, timeline: TimelineId) -> Timeline:
        """Return all attempts of *timeline*; raises AttemptNotFoundError."""
        return self._timeline(_ALL_OF_TIMELINE, timeline)

    def summaries(self, wanted: Sequence[bytes]) -> dict[bytes, Summary]:
        """Return what a list says of the timeline behind each of the hashes *wanted*."""
        with self._reader.connect() as connection:
            return summaries(connection, wanted)

    def sample(self, count: int) -> tuple[Attempt, ...]:
        """Return up to *count* finished attempts, the newest ones."""
        newest = select(attempts.c.id).where(attempts.c.finished).order_by(attempts.c.id.desc())
        return self._found(_with_answers(attempts.c.id.in_(newest.limit(count))))

    def _timeline(self, query: Select[Any], wanted: bytes | int) -> Timeline:
        """Return the timeline that *query* finds for *wanted*; raises AttemptNotFoundError."""
        found = self._found(query, wanted=wanted)
        if not found:
            raise AttemptNotFoundError
        return Timeline(attempts=found)

    def _found(self, query: Select[Any], **values: bytes | int) -> tuple[Attempt, ...]:
        """Return the attempts that *query* finds, oldest first, with their answers."""
        with self._reader.connect() as connection:
            rows = connection.execute(query, values).all()
        return tuple(_attempt(one, one.given or ()) for one in rows)

    def record(self, attempt: Attempt, turn: PageSubmission, *, now: datetime) -> None:
        """Keep a page of answers and serve the next one, in one statement.

        Raises PageAlreadyServedError when somebody else served another next page in
        the meantime, AttemptNotFoundError when the attempt was deleted.
        """
        elapsed = _elapsed(attempt, now)
        rows = list(_answered(attempt, turn, elapsed))
        rows += _served(attempt.id, turn.page + 1, turn.next_page, served=elapsed)
        self._upsert(attempt.id, rows)

    def serve(self, attempt: Attempt, page: Sequence[StatementId], *, now: datetime) -> None:
        """Put one more page to the reader, behind those that were served."""
        number = len(attempt.pages) + 1
        self._upsert(
            attempt.id, list(_served(attempt.id, number, page, served=_elapsed(attempt, now)))
        )

    def readiness(self) -> dict[str, bool]:
        """Return what must hold before readers are let in, each with whether it does."""
        with writing(self._engine) as connection:
            connection.execute(delete(keys).where(keys.c.timeline == NOBODY))
        return {
            "writable": True,
            "migrated": is_migrated(self._engine),
            "safe version": is_safe_version(self._engine),
        }

    def record_skills(
        self, attempt: AttemptId, levels: Mapping[SkillId, int], left_out: Iterable[SkillId]
    ) -> None:
        """Keep the levels picked on a page of skills."""
        self._upsert(attempt, _skill_rows(attempt, levels, left_out))

    def finish(
        self,
        attempt: Attempt,
        levels: Mapping[SkillId, int],
        left_out: Iterable[SkillId],
        donation: Donation | None,
    ) -> bool:
        """Keep the last page of skills and of the start only its day.

        *donation*, if there is one, is copied for calibration unless that was done before.
        Returns whether it was.
        """
        rows = _skill_rows(attempt.id, levels, left_out)
        return self._upsert(attempt.id, rows, finished=_finished(attempt), donation=donation)

    def record_situations(
        self, attempt: AttemptId, picked: Mapping[SituationId, Judgement]
    ) -> None:
        """Keep the acts picked as best and as worst."""
        rows = []
        for situation, judgement in picked.items():
            for name, option in ((_BEST, judgement.best), (_WORST, judgement.worst)):
                rows.append(_plain(attempt, name + situation, OPTIONS.index(option) + 1))
        self._upsert(attempt, rows)

    def aim(self, attempt: AttemptId, aim: Aim, hours: float) -> None:
        """Keep what the reader aims at and the hours a week there are."""
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
        """From now on the attempt is asked everything; a finished one stays finished."""
        self._change(attempt, {"form": QuizLength.FULL.value})

    @retried
    def add_browser(self, attempt: Attempt, key: bytes) -> None:
        """Let *key*, which a codename made for a browser, open the timeline of *attempt*.

        Where there are MAX_BROWSERS the oldest that never showed its return link is let in
        no more. Raises CapReachedError if all of them did.
        """
        timeline = attempt.timeline
        with self._writing_to(attempt.id) as connection:
            lock(connection, timeline)
            for over in browsers_to_forget(connection, timeline):
                connection.execute(delete(keys).where(keys.c.hash == over))
            number = select(func.coalesce(func.max(keys.c.number), 0) + 1).where(
                keys.c.timeline == timeline
            )
            connection.execute(
                insert(keys).values(
                    hash=key, timeline=timeline, kind=BROWSER, number=number.scalar_subquery()
                )
            )

    def keep_as_links(self, shown: Iterable[bytes]) -> None:
        """Never forget the keys *shown* as return links: somebody may write them down."""
        browsers = keys.c.hash.in_(list(shown)) & (keys.c.kind == BROWSER)
        with self._reader.connect() as connection:
            if connection.execute(select(keys.c.hash).where(browsers)).first() is None:
                return
        with writing(self._engine) as connection:
            connection.execute(update(keys).where(browsers).values(kind=LINK))

    @retried
    def set_codename(self, attempt: Attempt, codename: bytes) -> None:
        """Let *codename* (a hash) open the timeline of *attempt*, and an older one no more."""
        timeline = attempt.timeline
        with self._writing_to(attempt.id) as connection:
            connection.execute(
                delete(keys).where(keys.c.timeline == timeline, keys.c.kind == CODENAME)
            )
            connection.execute(insert(keys).values(hash=codename, timeline=timeline, kind=CODENAME))

    def record_evidence(
        self, attempt: AttemptId, evidence_levels: Mapping[TraitId, EvidenceLevel]
    ) -> None:
        """Keep how far the reader could prove each trait."""
        self._upsert(
            attempt,
            [
                _plain(attempt, _EVIDENCE + one, int(evidence_levels[one]))
                for one in evidence_levels
            ],
        )

    def mark_finished(self, attempt: Attempt) -> None:
        """Give the attempt a result of its own: everything it asks is answered or left out."""
        self._change(attempt.id, _finished(attempt))

    @retried
    def drop(self, attempt: AttemptId) -> None:
        """Forget one attempt and its answers; the timeline stays."""
        with writing(self._engine) as connection:
            # The database itself takes the answers along.
            connection.execute(delete(attempts).where(attempts.c.id == attempt))

    @retried
    def delete(self, timeline: TimelineId) -> None:
        """Forget everything of *timeline*: attempts, answers, plans and all that opened it."""
        with writing(self._engine) as connection:
            # The database itself takes everything along that names the timeline.
            connection.execute(delete(timelines).where(timelines.c.id == timeline))

    @retried
    def purge(self, now: datetime) -> int:
        """Delete attempts whose time is over, and empty timelines; return how many attempts.

        That it was done is noted with what it did.
        """
        unfinished = attempts.c.finished.is_(False) & (
            attempts.c.started_at < now - UNFINISHED_KEPT
        )
        over = unfinished | (attempts.c.started_at < _day(now - FINISHED_KEPT))
        kept = select(attempts.c.id).where(attempts.c.timeline == timelines.c.id)
        with writing(self._engine) as connection:
            take_time(connection)
            purged = connection.execute(delete(attempts).where(over)).rowcount
            connection.execute(delete(timelines).where(~kept.exists()))
            chores.note(connection, Chore.PURGE, now)
        # Also if nothing was deleted: texts were replaced, or a reader stood in the way before.
        empty_log(self._engine)
        return purged

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
        """Write *rows* in one go: an answer replaces an older one, never an empty one.

        With *finished*, what a finished attempt has in its columns is written as well, and
        *donation*, if there was none before. Returns whether that was kept.
        """
        with self._writing_to(attempt) as connection:
            if rows:
                connection.execute(self._put, {"rows": as_json(rows, answers)})
            return bool(finished) and _finish(connection, attempt, finished or {}, donation)

    @contextmanager
    def _writing_to(self, attempt: AttemptId) -> Iterator[Connection]:
        """Open a transaction that writes to *attempt*; say what stood in the way, if it fails."""
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


def _finish(
    connection: Connection,
    attempt: AttemptId,
    finished: Mapping[str, Any],
    donation: Donation | None,
) -> bool:
    """Mark the attempt as finished; its answers are donated once at most. Returns if they were."""
    change = update(attempts).where(attempts.c.id == attempt).values(finished)
    first = change.where(attempts.c.donated.is_(False)).values(donated=True)
    if donation and connection.execute(first).rowcount:
        donations.keep(connection, donation)
        return True
    connection.execute(change)
    return False


def _finished(attempt: Attempt) -> dict[str, Any]:
    """Return the columns of *attempt* that change when it is finished."""
    return {"finished": True, "started_at": _day(attempt.started)}


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _begin(
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
    connection.execute(insert(answers), list(_served(attempt, 1, new.first_page, served=0)))
    return attempt


def _skill_rows(
    attempt: AttemptId, levels: Mapping[SkillId, int], left_out: Iterable[SkillId]
) -> list[dict[str, Any]]:
    values = {**dict.fromkeys(left_out, LEFT_OUT), **levels}
    return [_plain(attempt, _SKILL + skill, value) for skill, value in values.items()]


def _elapsed(attempt: Attempt, now: datetime) -> int:
    return max(0, int((now - attempt.started).total_seconds()))


def _plain(attempt: AttemptId, question: str, value: int | None) -> dict[str, Any]:
    """Return a row of the table of answers that stands on no page."""
    return {
        "attempt": attempt,
        "question": question,
        "value": value,
        "page": None,
        "place": None,
        "served": None,
        "seconds": None,
    }


def _served(
    attempt: AttemptId, page: int, statements: Sequence[StatementId], *, served: int
) -> Iterable[dict[str, Any]]:
    for place, statement in enumerate(statements, start=1):
        row = _plain(attempt, statement, None)
        row.update(page=page, place=place, served=served)
        yield row


def _answered(attempt: Attempt, turn: PageSubmission, elapsed: int) -> Iterable[dict[str, Any]]:
    statements = attempt.page(turn.page) or ()
    # A clock that was set back must not make time run backwards.
    seconds = max(0, elapsed - attempt.served[turn.page - 1])
    for row in _served(attempt.id, turn.page, statements, served=elapsed):
        statement = StatementId(row["question"])
        if statement in turn.ratings or statement in turn.left_out:
            row.update(value=int(turn.ratings.get(statement, LEFT_OUT)), seconds=seconds)
            yield row


def _attempt(first: Row[Any], given: Iterable[_Answer]) -> Attempt:
    """Return the attempt of the row *first* with the answers *given*, in any order."""
    pages: dict[int, list[StatementId]] = {}
    served: list[int] = []
    seconds: dict[int, float] = {}
    ratings: dict[StatementId, Rating] = {}
    others: dict[str, int] = {}
    left_out: set[str] = set()
    rows = list(given)
    on_pages: Any = sorted(one for one in rows if one[0] is not None)  # none share page and place
    for page, _place, question, value, since, taken in on_pages:
        if page not in pages:  # what is kept of a page stands on each of its rows
            pages[page] = []
            served.append(since or 0)
            if taken is not None:
                seconds[len(pages)] = taken
        pages[page].append(StatementId(question))
        if value:
            ratings[StatementId(question)] = _RATINGS[value]
        elif value == LEFT_OUT:
            left_out.add(question)
    for page, _place, question, value, _since, _taken in rows:
        if page is None and value == LEFT_OUT:
            left_out.add(question.removeprefix(_SKILL))
        elif page is None and value and _STROKE in question:
            others[question] = value
        elif page is None and value:
            ratings[StatementId(question)] = _RATINGS[value]
    return Attempt(
        id=AttemptId(first.id),
        timeline=TimelineId(first.timeline),
        form=QuizLength(first.form),
        bank=first.bank,
        started=first.started_at,
        answers=_answers(ratings, others, seconds),
        pages=tuple(tuple(page) for page in pages.values()),
        served=tuple(served),
        left_out=frozenset(left_out),
        stage=Stage(first.stage) if first.stage else None,
        aim=Aim(industry=first.industry, seniority=first.seniority, job=read_target(first.job)),
        hours=first.hours,
        finished=first.finished,
        donated=first.donated,
        only=tuple(TraitId(one) for one in first.only.split(",")) if first.only else (),
        evidence={
            TraitId(question.removeprefix(_EVIDENCE)): EvidenceLevel(value)
            for question, value in others.items()
            if question.startswith(_EVIDENCE)
        },
    )


def _answers(
    ratings: Mapping[StatementId, Rating], others: Mapping[str, int], seconds: Mapping[int, float]
) -> Answers:
    """Return the *ratings* and all *other* answers, whose names say what they are."""
    return Answers(
        ratings=ratings,
        skills={
            SkillId(question.removeprefix(_SKILL)): value
            for question, value in others.items()
            if question.startswith(_SKILL)
        },
        situations={
            SituationId(question.removeprefix(_BEST)): Judgement(
                best=OptionId(OPTIONS[value - 1]),
                worst=OptionId(OPTIONS[others[_WORST + question.removeprefix(_BEST)] - 1]),
            )
            for question, value in others.items()
            if question.startswith(_BEST)
        },
        seconds=dict(seconds),
    )
