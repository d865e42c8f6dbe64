"""The evidence ladder: what one claims, could show, and has had confirmed."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import Form

from kamquiz.documents.plan.wording import evidence_level_name
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.bank.catalogue import Trait
from kamquiz.domain.plan.edit import with_priority
from kamquiz.domain.plan.model import Plan
from kamquiz.domain.text import Language
from kamquiz.web.forms import CHOOSE_ONE, failures, form_class, load_form, radio
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.language import current_language
from kamquiz.web.plan.workspace import Desk, open_desk
from kamquiz.web.services import services

bp = Blueprint("evidence", __name__)


@bp.route("/evidence", methods=["GET", "POST"])
def evidence() -> ResponseReturnValue:
    """Ask, artefact by artefact, how far the evidence has come."""
    desk = open_desk()
    traits = desk.profile.key_traits
    others = tuple(trait for trait in services().catalogue.traits if trait not in traits)
    form = load_form(evidence_form(desk, (*traits, *others)), data=_data(desk, (*traits, *others)))
    if request.method == "POST" and form.validate():
        services().attempts.record_evidence(
            desk.attempt.id,
            {
                trait.id: EvidenceLevel(int(form[f"rung-{trait.id}"].data))
                for trait in (*traits, *others)
            },
        )
        if desk.accepted:
            desk.save(lambda plan: _with_rungs(plan, form), part=lambda _plan: None, seen=None)
        return see_other(url_for("results.result", _anchor="evidence"))
    return render_template(
        "results/evidence.html",
        desk=desk,
        traits=traits,
        others=others,
        form=form,
        failures=failures(form),
    ), UNPROCESSABLE if form.errors else 200


def evidence_form(desk: Desk, traits: tuple[Trait, ...]) -> type[Form]:
    """Return the form that asks for the rung of each artefact."""
    language = current_language()
    choices = [(str(int(level)), evidence_level_name(level, language)) for level in EvidenceLevel]
    artefacts = {
        f"artefact-{priority.trait.id}": radio(
            priority.artefact.text.to(language), choices, CHOOSE_ONE
        )
        for priority in _planned(desk)
    }
    return form_class("EvidenceForm", artefacts | _rungs(traits, choices, language))


def _rungs(
    traits: tuple[Trait, ...], choices: list[tuple[str, str]], language: Language
) -> dict[str, Any]:
    return {
        f"rung-{trait.id}": radio(trait.evidence.to(language), choices, CHOOSE_ONE)
        for trait in traits
    }


def _planned(desk: Desk) -> list[Any]:
    kept = desk.accepted.plan.priorities if desk.accepted else ()
    return [priority for priority in kept if not priority.artefact.is_empty]


def _data(desk: Desk, traits: tuple[Trait, ...]) -> dict[str, str]:
    shown = {
        f"rung-{trait.id}": str(int(desk.attempt.evidence_level(trait.id))) for trait in traits
    }
    return shown | {
        f"artefact-{priority.trait.id}": str(int(priority.evidence_level))
        for priority in _planned(desk)
    }


def _with_rungs(plan: Plan, form: Form) -> Plan:
    for priority in plan.priorities:
        name = f"artefact-{priority.trait.id}"
        if name in form:
            plan = with_priority(
                plan, replace(priority, evidence_level=EvidenceLevel(int(form[name].data)))
            )
    return plan
