"""Reading what is known about the role: seniorities, industries, patterns, the guide."""

from collections.abc import Iterator

from kamquiz.content.job_words import check_slots
from kamquiz.content.tables import Table
from kamquiz.content.traits import read_texts
from kamquiz.domain.bank.role import (
    Contrast,
    Guide,
    Industry,
    JobPattern,
    Line,
    Need,
    Passage,
    Post,
    Seniority,
    Sign,
    TellingQuestion,
)
from kamquiz.domain.text import Text


def read_seniority(table: Table) -> Seniority:
    """Return the seniority in *table*."""
    found = Seniority(
        id=table.string("id"),
        name=table.text("name"),
        title=table.text("title"),
        experience=table.text("experience"),
        traits=table.mapping("traits"),
        skills=_levels(table),
    )
    table.finish()
    return found


def read_industry(table: Table) -> Industry:
    """Return the industry in *table*."""
    found = Industry(
        id=table.string("id"),
        name=table.text("name"),
        where=table.text("where"),
        customers=table.text("customers"),
        differs=table.text("differs"),
        demand=table.optional_text("demand"),
        duties=read_lines(table, "duties", "duty"),
        requirements=read_lines(table, "requirements", "requirement"),
        success=read_lines(table, "success", "measure"),
        traits=table.mapping("traits"),
        skills=_levels(table),
    )
    table.finish()
    return found


def read_pattern(table: Table) -> JobPattern:
    """Return the role pattern in *table*."""
    found = JobPattern(
        id=table.string("id"),
        name=table.text("name"),
        about=table.text("about"),
        seniority=table.string("seniority"),
        complete=table.flag("complete"),
        industry=_need(table),
        reports_to=table.text("reports_to"),
        must=table.strings("must"),
        nice=table.strings("nice"),
        summary=_summary(table),
        duties=read_lines(table, "duties", "duty"),
        requirements=read_lines(table, "requirements", "requirement"),
        offer=read_lines(table, "offer", "offer"),
        success=read_lines(table, "success", "measure"),
    )
    table.finish()
    return found


def _need(table: Table) -> Need:
    """Take how much a pattern needs what an industry requires; a must unless it says nice."""
    return Need.MUST if table.peek("industry") is None else table.choice("industry", Need)


def _summary(table: Table) -> tuple[Text, ...]:
    sentences = read_texts(table, "summary", "sentence")
    for place, one in enumerate(sentences, start=1):
        check_slots(table, one, "summary", f"sentence {place} of the summary")
    if not sentences:
        table.fault("needs [[summary]] sentences")
    return sentences


def read_lines(table: Table, key: str, noun: str) -> tuple[Line, ...]:
    """Return the lines under *key*."""
    lines = []
    for one in table.tables(key, noun):
        lines.append(
            Line(
                id=one.string("id"),
                text=one.words(),
                serves=one.strings("serves"),
                kind=one.string("kind", default=""),
            )
        )
        one.finish()
    return tuple(lines)


def read_guide(table: Table) -> Guide:
    """Return the guide to the role in *table*."""
    found = Guide(
        role=_passages(table, "role"),
        duties=_passages(table, "duties"),
        contrast=tuple(_contrasts(table)),
        questions=_questions(table),
        needs=_passages(table, "needs"),
        ways_in=_passages(table, "ways_in"),
        ways_on=_passages(table, "ways_on"),
        industries=_passages(table, "industries"),
        pay=_passages(table, "pay"),
        example=_passages(table, "example"),
    )
    table.finish()
    return found


def _passages(table: Table, key: str) -> tuple[Passage, ...]:
    passages = []
    for one in table.tables(key, "passage"):
        passages.append(
            Passage(id=one.string("id"), title=one.text("title"), text=one.text("text"))
        )
        one.finish()
    return tuple(passages)


def _contrasts(table: Table) -> Iterator[Contrast]:
    for one in table.tables("contrast", "contrast"):
        yield Contrast(
            id=one.string("id"),
            aspect=one.text("aspect"),
            kam=one.text("kam"),
            account_manager=one.text("account_manager"),
        )
        one.finish()


def _questions(table: Table) -> tuple[TellingQuestion, ...]:
    questions = []
    for one in table.tables("questions", "question"):
        questions.append(
            TellingQuestion(id=one.string("id"), text=one.words(), answers=tuple(_signs(one)))
        )
        one.finish()
    if len(questions) % 2 == 0:
        table.fault("needs an odd number of [[questions]], or their answers could be even")
    return tuple(questions)


def _signs(table: Table) -> Iterator[Sign]:
    posts = []
    for one in table.tables("answers", "answer"):
        sign = Sign(points_to=one.choice("points_to", Post), text=one.words(), why=one.text("why"))
        posts.append(sign.points_to)
        yield sign
        one.finish()
    if sorted(posts) != sorted(Post):
        table.fault(f"needs two [[questions.answers]]: {' and '.join(Post)}")


def _levels(table: Table) -> dict[str, int]:
    levels = table.mapping("skills")
    for skill, level in levels.items():
        if level not in {1, 2, 3, 4, 5}:
            table.fault(f"needs a level from 1 to 5 for the skill {skill!r}")
    return {skill: int(level) for skill, level in levels.items()}
