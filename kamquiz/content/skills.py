"""Reading skills and situations."""

from collections.abc import Iterator

from kamquiz.content.tables import Table
from kamquiz.domain.bank.catalogue import (
    Option,
    OptionId,
    Situation,
    SituationId,
    Skill,
    SkillId,
    SkillKind,
    SkillLevel,
)


def read_skill(table: Table) -> Skill:
    """Return the skill in *table*."""
    found = Skill(
        id=SkillId(table.string("id")),
        kind=table.choice("kind", SkillKind),
        name=table.text("name"),
        definition=table.text("definition"),
        job_line=table.text("job_line"),
        cv_line=table.text("cv_line"),
        levels=tuple(_read_levels(table)),
    )
    table.finish()
    return found


def read_situation(table: Table) -> Situation:
    """Return the situation in *table*."""
    found = Situation(
        id=SituationId(table.string("id")),
        title=table.text("title"),
        case=table.text("case"),
        best=OptionId(table.string("best")),
        worst=OptionId(table.string("worst")),
        why=table.text("why"),
        options=tuple(_read_options(table)),
    )
    table.finish()
    return found


def _read_levels(table: Table) -> Iterator[SkillLevel]:
    for one in table.tables("levels", "level"):
        yield SkillLevel(text=one.words(), cefr=one.string("cefr", default=""))
        one.finish()


def _read_options(table: Table) -> Iterator[Option]:
    for one in table.tables("options", "option"):
        yield Option(id=OptionId(one.string("id")), text=one.words())
        one.finish()
