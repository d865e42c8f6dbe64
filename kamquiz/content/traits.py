"""Reading traits with their statements, and the actions that train them."""

from collections.abc import Iterator

from kamquiz.content.tables import Table
from kamquiz.domain.bank.actions import Action, ActionId, Event, IfThen, Obstacle, Reach, Way
from kamquiz.domain.bank.catalogue import Difficulty, Statement, StatementId, Trait, TraitId
from kamquiz.domain.plan.model import WEEKS
from kamquiz.domain.text import Text


def read_trait(table: Table) -> Trait:
    """Return the trait in *table*."""
    trait = TraitId(table.string("id"))
    found = Trait(
        id=trait,
        name=table.text("name"),
        definition=table.text("definition"),
        job_line=table.text("job_line"),
        cv_line=table.text("cv_line"),
        evidence=table.text("evidence"),
        levels=read_texts(table, "levels", "level"),
        statements=tuple(_read_statements(table, trait)),
    )
    table.finish()
    return found


def read_texts(table: Table, key: str, noun: str) -> tuple[Text, ...]:
    """Return the plain texts under *key*."""
    texts = []
    for one in table.tables(key, noun):
        texts.append(one.words())
        one.finish()
    return tuple(texts)


def read_actions(table: Table) -> Iterator[Action]:
    """Yield the actions in *table*, all for one trait or one skill."""
    trains = table.string("trait", default="") or table.string("skill", default="")
    if not trains:
        table.fault("needs trait = … or skill = …: what the actions are for")
    for one in table.tables("actions", "action"):
        yield Action(
            id=ActionId(one.string("id")),
            trains=trains,
            way=one.choice("way", Way),
            reach=one.choice("level", Reach),
            hours=one.whole("hours", least=1, most=40),
            weeks=one.whole("weeks", least=1, most=WEEKS, default=1),
            title=one.text("title"),
            text=one.text("text"),
            first_step=one.text("first_step"),
            proof=one.text("proof"),
            if_then=_read_if_then(one),
        )
        one.finish()
    table.finish()


def read_obstacles(table: Table) -> tuple[Obstacle, ...]:
    """Return the obstacles in *table*."""
    obstacles = []
    for one in table.tables("obstacles", "obstacle"):
        obstacles.append(
            Obstacle(id=one.string("id"), name=one.text("name"), if_then=one.text("if_then"))
        )
        one.finish()
    table.finish()
    return tuple(obstacles)


def _read_if_then(table: Table) -> IfThen | None:
    text = table.optional_text("if_then")
    if text is None:
        return None
    return IfThen(event=table.choice("event", Event), text=text)


def _read_statements(table: Table, trait: TraitId) -> Iterator[Statement]:
    for one in table.tables("statements", "statement"):
        yield Statement(
            id=StatementId(one.string("id")),
            trait=trait,
            text=one.words(),
            difficulty=one.choice("difficulty", Difficulty),
            reverse=one.flag("reverse"),
        )
        one.finish()
