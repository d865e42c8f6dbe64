"""Read attempts with their answers, each query in one statement."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select

from kamquiz.domain.assessment.attempts import (
    Aim,
    Answers,
    Attempt,
    AttemptId,
    Judgement,
    QuizLength,
    Stage,
    TimelineId,
)
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.catalogue import (
    OptionId,
    Rating,
    SituationId,
    SkillId,
    StatementId,
    TraitId,
)
from kamquiz.storage.answer_rows import (
    BEST,
    EVIDENCE,
    LEFT_OUT,
    OPTIONS,
    PREFIX_END,
    SKILL,
    WORST,
)
from kamquiz.storage.json_aggregation import JsonRows
from kamquiz.storage.schema import answers, attempts, keys
from kamquiz.storage.target_documents import read_target

#: Page, place, question, value, served and seconds.
_Answer: TypeAlias = tuple[int | None, int | None, str, int | None, int | None, float | None]

#: The columns of an _Answer, in its order.
_ANSWER_COLUMNS = (
    answers.c.page,
    answers.c.place,
    answers.c.question,
    answers.c.value,
    answers.c.served,
    answers.c.seconds,
)

_RATINGS = {int(rating): rating for rating in Rating}


def _with_answers(condition: ColumnElement[bool]) -> Select[Any]:
    """Return the query for the attempts that fulfil *condition*, each with all its answers."""
    rows = select(JsonRows(*_ANSWER_COLUMNS)).where(answers.c.attempt == attempts.c.id)
    return (
        select(attempts, rows.correlate(attempts).scalar_subquery().label("answers"))
        .where(condition)
        .order_by(attempts.c.id)
    )


# Every page runs one of these, so they are built once. The parameter is *wanted*.
NEWEST_BY_KEY = _with_answers(
    attempts.c.id
    == select(func.max(attempts.c.id))
    .join(keys, keys.c.timeline == attempts.c.timeline)
    .where(keys.c.hash == bindparam("wanted"))
    .scalar_subquery()
)
ALL_BY_KEY = _with_answers(
    attempts.c.timeline
    == select(keys.c.timeline).where(keys.c.hash == bindparam("wanted")).scalar_subquery()
)
ALL_OF_TIMELINE = _with_answers(attempts.c.timeline == bindparam("wanted"))


def newest_finished(count: int) -> Select[Any]:
    """Return the query for the *count* newest finished attempts."""
    newest = select(attempts.c.id).where(attempts.c.finished).order_by(attempts.c.id.desc())
    return _with_answers(attempts.c.id.in_(newest.limit(count)))


def read_attempt(row: Row[Any]) -> Attempt:
    """Return the attempt in a *row* of one of the queries above."""
    pages: dict[int, list[StatementId]] = {}
    served: list[int] = []
    seconds: dict[int, float] = {}
    ratings: dict[StatementId, Rating] = {}
    prefixed: dict[str, int] = {}
    left_out: set[str] = set()
    rows: Iterable[_Answer] = row.answers or ()
    # Page and place are unique, so the sort compares nothing else.
    on_pages: Any = sorted(answer for answer in rows if answer[0] is not None)
    for page, _place, question, value, served_at, taken in on_pages:
        if page not in pages:  # each row of a page repeats its times
            pages[page] = []
            served.append(served_at or 0)
            if taken is not None:
                seconds[len(pages)] = taken
        pages[page].append(StatementId(question))
        if value:
            ratings[StatementId(question)] = _RATINGS[value]
        elif value == LEFT_OUT:
            left_out.add(question)
    for page, _place, question, value, _served_at, _taken in rows:
        if page is None and value == LEFT_OUT:
            left_out.add(question.removeprefix(SKILL))
        elif page is None and value and PREFIX_END in question:
            prefixed[question] = value
        elif page is None and value:
            ratings[StatementId(question)] = _RATINGS[value]
    return Attempt(
        id=AttemptId(row.id),
        timeline=TimelineId(row.timeline),
        form=QuizLength(row.form),
        bank=row.bank,
        started=row.started_at,
        answers=_read_answers(ratings, prefixed, seconds),
        pages=tuple(tuple(page) for page in pages.values()),
        served=tuple(served),
        left_out=frozenset(left_out),
        stage=Stage(row.stage) if row.stage else None,
        aim=Aim(industry=row.industry, seniority=row.seniority, job=read_target(row.job)),
        hours=row.hours,
        finished=row.finished,
        donated=row.donated,
        only=tuple(TraitId(trait) for trait in row.only.split(",")) if row.only else (),
        evidence={
            TraitId(question.removeprefix(EVIDENCE)): EvidenceLevel(value)
            for question, value in prefixed.items()
            if question.startswith(EVIDENCE)
        },
    )


def _read_answers(
    ratings: Mapping[StatementId, Rating],
    prefixed: Mapping[str, int],
    seconds: Mapping[int, float],
) -> Answers:
    """Return the answers; *prefixed* has those to skills and situations."""
    return Answers(
        ratings=ratings,
        skills={
            SkillId(question.removeprefix(SKILL)): value
            for question, value in prefixed.items()
            if question.startswith(SKILL)
        },
        situations={
            SituationId(question.removeprefix(BEST)): Judgement(
                best=OptionId(OPTIONS[value - 1]),
                worst=OptionId(OPTIONS[prefixed[WORST + question.removeprefix(BEST)] - 1]),
            )
            for question, value in prefixed.items()
            if question.startswith(BEST)
        },
        seconds=dict(seconds),
    )
