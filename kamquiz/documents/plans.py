"""A plan as JSON and as Markdown."""

from collections.abc import Iterator
from typing import Any

from kamquiz.documents.wording import day, number, wording
from kamquiz.domain.catalogue import Scale
from kamquiz.domain.planning import WEEKS, Plan, Priority, Step
from kamquiz.domain.words import Language


def plan_json(plan: Plan, language: Language) -> dict[str, Any]:
    """Return *plan* with its words in *language*."""
    return {
        "start": plan.start.isoformat(),
        "end": plan.end.isoformat(),
        "weeks": WEEKS,
        "hours": plan.hours,
        "priorities": [_priority(one, language) for one in plan.priorities],
        "check_ins": [{"week": one.week, "date": one.day.isoformat()} for one in plan.check_ins],
    }


def plan_markdown(plan: Plan, scale: Scale, language: Language) -> str:
    """Return *plan* as a Markdown document in *language*."""
    return "\n".join(_lines(plan, scale, language)) + "\n"


def _priority(priority: Priority, language: Language) -> dict[str, Any]:
    score = priority.score
    return {
        "trait": score.trait.id,
        "name": score.trait.name.to(language),
        "probability": round(score.among_weakest, 6),
        "band": score.band.id,
        "goal": score.trait.levels[priority.goal_band].to(language),
        "evidence": score.trait.evidence.to(language),
        "steps": [_step(one, language) for one in priority.steps],
        "later": [one.title.to(language) for one in priority.later],
    }


def _step(step: Step, language: Language) -> dict[str, Any]:
    return {
        "number": step.number,
        "action": step.action.id,
        "way": step.action.way.value,
        "title": step.action.title.to(language),
        "text": step.action.text.to(language),
        "first_step": step.action.first_step.to(language),
        "proof": step.action.proof.to(language),
        "if_then": step.action.if_then and step.action.if_then.text.to(language),
        "hours": step.hours,
        "first_week": step.first_week,
        "last_week": step.last_week,
        "starts": step.starts.isoformat(),
        "ends": step.ends.isoformat(),
    }


def _lines(plan: Plan, scale: Scale, language: Language) -> Iterator[str]:
    _ = wording(language).gettext
    yield "# " + _("Development plan for 12 weeks")
    yield ""
    yield _("From %(start)s to %(end)s, %(hours)s h a week.") % {
        "start": day(plan.start, language),
        "end": day(plan.end, language),
        "hours": number(plan.hours, language),
    }
    for place, priority in enumerate(plan.priorities, start=1):
        yield ""
        yield f"## {place}. {priority.score.trait.name.to(language)}"
        yield ""
        yield _("Odds that this is among your three widest gaps: %(percent)s in 100.") % {
            "percent": round(100 * priority.score.among_weakest)
        }
        yield ""
        yield _("Goal after 12 weeks (“%(band)s”): %(goal)s") % {
            "band": scale.bands[priority.goal_band].to(language),
            "goal": priority.score.trait.levels[priority.goal_band].to(language),
        }
        for step in priority.steps:
            yield from _step_lines(step, language)
        if priority.later:
            yield ""
            yield _("If there is time left: %(titles)s.") % {
                "titles": "; ".join(one.title.to(language) for one in priority.later)
            }
    yield ""
    yield "## " + _("Look back")
    yield ""
    for check_in in plan.check_ins:
        yield "- [ ] " + _("After %(week)s weeks: %(day)s") % {
            "week": check_in.week,
            "day": day(check_in.day, language),
        }


def _step_lines(step: Step, language: Language) -> Iterator[str]:
    _ = wording(language).gettext
    action = step.action
    yield ""
    yield f"### {step.number}. {action.title.to(language)}"
    yield ""
    yield _("%(from)s – %(to)s, %(hours)s h in all.") % {
        "from": day(step.starts, language),
        "to": day(step.ends, language),
        "hours": step.hours,
    }
    yield ""
    yield action.text.to(language)
    yield ""
    yield "- [ ] " + _("First step: %(step)s") % {"step": action.first_step.to(language)}
    if action.if_then:
        yield "- " + _("Intention: %(sentence)s") % {"sentence": action.if_then.text.to(language)}
    yield "- [ ] " + _("Proof: %(proof)s") % {"proof": action.proof.to(language)}
