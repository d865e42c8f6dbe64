"""Rows of the table of answers: one per question served or answered.

Statements have plain ids. Skills, situations and evidence share the table; a prefix of the
question id names their kind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Insert, Select, case, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from kamquiz.domain.assessment.attempts import Attempt, AttemptId, Judgement, PageSubmission
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.catalogue import SituationId, SkillId, StatementId, TraitId
from kamquiz.storage.json_aggregation import rows_given
from kamquiz.storage.schema import answers

#: The value of a question that the reader skipped.
LEFT_OUT = 0

#: The value of a choice in a situation is its position here, from 1.
OPTIONS = "abcdefghij"

SKILL, BEST, WORST, EVIDENCE = "skill/", "best/", "worst/", "evidence/"

#: Only ids with a prefix contain this character.
PREFIX_END = "/"


def _upsert(insert_into: Any, dialect: str) -> Insert:
    """Return the statement that writes the answers in the parameter *rows*."""
    rows = rows_given(answers, "rows", dialect=dialect)
    columns = [column.name for column in answers.columns]
    upsert = insert_into(answers).from_select(columns, rows)
    return upsert.on_conflict_do_update(  # type: ignore[no-any-return]  # either dialect's
        index_elements=["attempt", "question"],
        set_={
            "value": func.coalesce(upsert.excluded.value, answers.c.value),
            "seconds": func.coalesce(answers.c.seconds, upsert.excluded.seconds),
            # The time of serving is needed until the answer; later it would reveal the hour.
            "served": case((upsert.excluded.value.is_not(None), 0), else_=answers.c.served),
        },
    )


#: By dialect: write the answers in the parameter *rows*; an empty value replaces no other.
UPSERT = {
    "sqlite": _upsert(sqlite.insert, "sqlite"),
    "postgresql": _upsert(postgresql.insert, "postgresql"),
}


def select_for_retake(
    attempt: AttemptId, *, is_partial: bool, repeated: Sequence[StatementId]
) -> Select[Any]:
    """Return the query for the answers of *attempt* that a retake copies.

    Situations and evidence always are; in a partial retake all answers but the *repeated* ones.
    """
    query = select(answers.c.question, answers.c.value).where(
        answers.c.attempt == attempt, answers.c.value.is_not(None)
    )
    if is_partial:
        return query.where(answers.c.question.not_in(repeated))
    prefixes = (BEST, WORST, EVIDENCE)
    return query.where(or_(*(answers.c.question.startswith(prefix) for prefix in prefixes)))


def answer_row(attempt: AttemptId, question: str, value: int | None) -> dict[str, Any]:
    """Return the row of an answer without a page."""
    return {
        "attempt": attempt,
        "question": question,
        "value": value,
        "page": None,
        "place": None,
        "served": None,
        "seconds": None,
    }


def skill_rows(
    attempt: AttemptId, levels: Mapping[SkillId, int], left_out: Iterable[SkillId]
) -> list[dict[str, Any]]:
    """Return the rows of a page of skills."""
    values = {**dict.fromkeys(left_out, LEFT_OUT), **levels}
    return [answer_row(attempt, SKILL + skill, value) for skill, value in values.items()]


def situation_rows(
    attempt: AttemptId, judgements: Mapping[SituationId, Judgement]
) -> list[dict[str, Any]]:
    """Return two rows per situation: the best and the worst option."""
    return [
        answer_row(attempt, prefix + situation, OPTIONS.index(option) + 1)
        for situation, judgement in judgements.items()
        for prefix, option in ((BEST, judgement.best), (WORST, judgement.worst))
    ]


def evidence_rows(
    attempt: AttemptId, levels: Mapping[TraitId, EvidenceLevel]
) -> list[dict[str, Any]]:
    """Return one row per trait with its level of evidence."""
    return [answer_row(attempt, EVIDENCE + trait, int(level)) for trait, level in levels.items()]


def served_rows(
    attempt: AttemptId, page: int, statements: Sequence[StatementId], *, served: int
) -> Iterator[dict[str, Any]]:
    """Return the rows of a page without answers, *served* seconds after the start."""
    for place, statement in enumerate(statements, start=1):
        row = answer_row(attempt, statement, None)
        row.update(page=page, place=place, served=served)
        yield row


def answered_rows(
    attempt: Attempt, submission: PageSubmission, elapsed: int
) -> Iterator[dict[str, Any]]:
    """Return the rows of the statements that *submission* answers or leaves out."""
    statements = attempt.page(submission.page) or ()
    # The clock may have been set back.
    seconds = max(0, elapsed - attempt.served[submission.page - 1])
    for row in served_rows(attempt.id, submission.page, statements, served=elapsed):
        statement = StatementId(row["question"])
        if statement in submission.ratings or statement in submission.left_out:
            value = int(submission.ratings.get(statement, LEFT_OUT))
            row.update(value=value, seconds=seconds)
            yield row


def elapsed_seconds(attempt: Attempt, now: datetime) -> int:
    """Return the whole seconds since the start of *attempt*, never negative."""
    return max(0, int((now - attempt.started).total_seconds()))
