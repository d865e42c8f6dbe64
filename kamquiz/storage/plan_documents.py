"""A plan as it is kept: one JSON document, whole in itself.

Wordings are kept as they were, also the bank's, so that a plan stays what was agreed to
when the question files change. A trait that has left the bank takes its priority along.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Any

from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.actions import ActionId
from kamquiz.domain.bank.catalogue import Catalogue, TraitId
from kamquiz.domain.plan.model import (
    PARTS,
    CheckIn,
    Outcome,
    Phrase,
    Plan,
    Priority,
    Report,
    Rewording,
    Rhythm,
    Step,
    Witness,
)
from kamquiz.domain.text import Text


def write_plan(plan: Plan) -> str:
    """Return *plan* as the text of its document."""
    return json.dumps(
        {
            "uid": plan.uid,
            "start": plan.start.isoformat(),
            "hours": plan.hours,
            "rhythm": [plan.rhythm.weekday, plan.rhythm.time.isoformat("minutes")],
            "priorities": [_priority(one) for one in plan.priorities],
            "shelved": [_priority(one) for one in plan.shelved],
            "steps": [_step(one) for one in plan.steps],
            "check_ins": [_check_in(one) for one in plan.check_ins],
            "history": [
                [one.day.isoformat(), one.trait, one.part, *_words(one.words)]
                for one in plan.history
            ],
            "dropped": plan.dropped,
        },
        ensure_ascii=False,
    )


def read_plan(document: str, catalogue: Catalogue, *, history: bool = True) -> Plan:
    """Return the plan in *document*; traits and actions come from *catalogue*.

    Without its *history* it is read in half of the time.
    """
    kept = json.loads(document)
    weekday, hour = kept["rhythm"]
    return Plan(
        uid=kept["uid"],
        start=date.fromisoformat(kept["start"]),
        hours=kept["hours"],
        rhythm=Rhythm(weekday=weekday, time=time.fromisoformat(hour)),
        priorities=tuple(_read_priorities(kept["priorities"], catalogue)),
        shelved=tuple(_read_priorities(kept["shelved"], catalogue)),
        steps=tuple(_read_steps(kept["steps"], catalogue)),
        check_ins=tuple(_read_check_in(one) for one in kept["check_ins"]),
        history=tuple(
            Rewording(
                day=date.fromisoformat(day),
                trait=TraitId(trait),
                part=part,
                words=Text(pl=pl, en=en),
            )
            for day, trait, part, pl, en in (kept["history"] if history else ())
        ),
        # Plans from before the history had a limit of bytes do not say.
        dropped=kept.get("dropped", 0),
    )


def _words(text: Text) -> tuple[str, str]:
    return text.pl, text.en


def _phrase(phrase: Phrase) -> list[str]:
    return [phrase.source, *_words(phrase.text)]


def _read_phrase(kept: Sequence[str]) -> Phrase:
    source, pl, en = kept
    return Phrase(text=Text(pl=pl, en=en), source=source)


def _priority(priority: Priority) -> dict[str, Any]:
    return {
        "trait": priority.trait.id,
        **{part: _phrase(getattr(priority, part)) for part in PARTS},
        "repeated": priority.repeated,
        "rung": int(priority.evidence_level),
        "hearer": priority.hearer and priority.hearer.value,
        "note": priority.note,
    }


def _read_priorities(kept: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> Iterator[Priority]:
    for one in kept:
        trait = catalogue.trait_by_id.get(TraitId(one["trait"]))
        if trait:
            yield Priority(
                trait=trait,
                **{part: _read_phrase(one[part]) for part in PARTS},
                repeated=one["repeated"],
                evidence_level=EvidenceLevel(one["rung"]),
                hearer=Witness(one["hearer"]) if one["hearer"] else None,
                note=one["note"],
            )


def _step(step: Step) -> dict[str, Any]:
    return {
        "id": step.id,
        "serves": step.serves,
        "title": _phrase(step.title),
        "hours": step.hours,
        "weeks": [step.first_week, step.last_week],
        "done": step.done,
        "action": step.action and step.action.id,
    }


def _read_steps(kept: Sequence[Mapping[str, Any]], catalogue: Catalogue) -> Iterator[Step]:
    for one in kept:
        first, last = one["weeks"]
        action = one["action"]
        yield Step(
            id=one["id"],
            serves=one["serves"],
            title=_read_phrase(one["title"]),
            hours=one["hours"],
            first_week=first,
            last_week=last,
            done=one["done"],
            action=catalogue.action_by_id.get(ActionId(action)) if action else None,
        )


def _check_in(check_in: CheckIn) -> dict[str, Any]:
    return {
        "week": check_in.week,
        "day": check_in.day.isoformat(),
        "reported": check_in.reported and check_in.reported.isoformat(),
        "reports": [[one.trait, one.outcome.value, one.obstacle] for one in check_in.reports],
    }


def _read_check_in(kept: Mapping[str, Any]) -> CheckIn:
    return CheckIn(
        week=kept["week"],
        day=date.fromisoformat(kept["day"]),
        reported=date.fromisoformat(kept["reported"]) if kept["reported"] else None,
        reports=tuple(
            Report(trait=TraitId(trait), outcome=Outcome(outcome), obstacle=obstacle)
            for trait, outcome, obstacle in kept["reports"]
        ),
    )
