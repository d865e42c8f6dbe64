"""Reading the interview questions, and how an interview is held."""

from collections.abc import Iterator

from kamquiz.content.tables import Table
from kamquiz.content.traits import read_texts
from kamquiz.domain.bank.interview_questions import (
    Anchors,
    Competence,
    Forbidden,
    InterviewQuestion,
    Minutes,
    Procedure,
    QuestionKind,
)
from kamquiz.domain.text import Text

#: Longer parts are a slip of the hand; the guide stretches short ones by itself.
MAX_MINUTES = 60


def read_competence(table: Table) -> Competence:
    """Return the questions in *table*, all for one trait or one skill."""
    serves = table.string("trait", default="") or table.string("skill", default="")
    if not serves:
        table.fault("needs trait = … or skill = …: what the questions are about")
    found = Competence(
        serves=serves,
        anchors=_read_anchors(table.table("anchors", "anchor")),
        questions=tuple(_read_questions(table)),
    )
    table.finish()
    return found


def read_procedure(table: Table) -> Procedure:
    """Return how an interview is held, from *table*."""
    found = Procedure(
        minutes=_read_minutes(table.table("minutes")),
        checked_on=table.day("checked_on"),
        purpose=table.text("purpose"),
        before=_read_points(table, "before"),
        opening=_read_points(table, "opening"),
        asking=_read_points(table, "asking"),
        rating=_read_points(table, "rating"),
        average=_read_points(table, "average"),
        closing=_read_points(table, "closing"),
        never=tuple(_read_never(table)),
    )
    table.finish()
    return found


def _read_anchors(table: Table) -> Anchors:
    found = Anchors(one=table.text("one"), three=table.text("three"), five=table.text("five"))
    table.finish()
    return found


def _read_questions(table: Table) -> Iterator[InterviewQuestion]:
    for one in table.tables("questions", "question"):
        yield InterviewQuestion(
            id=one.string("id"),
            kind=one.choice("kind", QuestionKind),
            text=one.words(),
            probes=read_texts(one, "probes", "probe"),
        )
        one.finish()


def _read_minutes(table: Table) -> Minutes:
    found = Minutes(
        **{
            key: table.whole(key, least=1, most=MAX_MINUTES)
            for key in ("opening", "competence", "questions", "closing", "rating")
        }
    )
    table.finish()
    return found


def _read_points(table: Table, key: str) -> tuple[Text, ...]:
    points = read_texts(table, key, key)
    if not points:
        table.fault(f"has no [[{key}]]")
    return points


def _read_never(table: Table) -> Iterator[Forbidden]:
    for one in table.tables("never", "point"):
        yield Forbidden(
            id=one.string("id"),
            text=one.words(),
            source=one.text("source"),
            instead=one.text("instead"),
        )
        one.finish()
