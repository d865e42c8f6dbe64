"""The whole bank as JSON."""

from typing import Any

from kamquiz.domain.bank.actions import Action
from kamquiz.domain.bank.catalogue import Catalogue, Situation, Skill, Trait
from kamquiz.domain.bank.interview_questions import Anchors, Competence, InterviewQuestion
from kamquiz.domain.text import Text


def bank_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return *catalogue* in the form of the contract."""
    return {
        "version": catalogue.version,
        "traits": [_trait(one) for one in catalogue.traits],
        "skills": [_skill(one) for one in catalogue.skills],
        "situations": [_situation(one) for one in catalogue.situations],
        "actions": [_action(one, catalogue) for one in catalogue.actions],
        "interview": [_competence(one, catalogue) for one in catalogue.interviews],
    }


def text_json(text: Text) -> dict[str, str]:
    """Return both languages of *text*."""
    return {"pl": text.pl, "en": text.en}


def question_json(question: InterviewQuestion) -> dict[str, Any]:
    """Return an interview question with its probes."""
    return {
        "id": question.id,
        "kind": question.kind.value,
        "text": text_json(question.text),
        "probes": [text_json(one) for one in question.probes],
    }


def anchors_json(anchors: Anchors) -> dict[str, Any]:
    """Return the described ratings by their number."""
    return {
        "1": text_json(anchors.one),
        "3": text_json(anchors.three),
        "5": text_json(anchors.five),
    }


def _trait(trait: Trait) -> dict[str, Any]:
    return {
        "id": trait.id,
        "name": text_json(trait.name),
        "definition": text_json(trait.definition),
        "levels": [text_json(one) for one in trait.levels],
        "statements": [
            {
                "id": one.id,
                "text": text_json(one.text),
                "reverse": one.reverse,
                "difficulty": one.difficulty.value,
            }
            for one in trait.statements
        ],
        "job_line": text_json(trait.job_line),
        "cv_line": text_json(trait.cv_line),
        "evidence": text_json(trait.evidence),
    }


def _skill(skill: Skill) -> dict[str, Any]:
    return {
        "id": skill.id,
        "name": text_json(skill.name),
        "kind": skill.kind.value,
        "definition": text_json(skill.definition),
        "levels": [
            text_json(one.text) | ({"cefr": one.cefr} if one.cefr else {}) for one in skill.levels
        ],
    }


def _situation(situation: Situation) -> dict[str, Any]:
    return {
        "id": situation.id,
        "title": text_json(situation.title),
        "case": text_json(situation.case),
        "options": [{"id": one.id, "text": text_json(one.text)} for one in situation.options],
        "best": situation.best,
        "worst": situation.worst,
        "why": text_json(situation.why),
    }


def _competence(competence: Competence, catalogue: Catalogue) -> dict[str, Any]:
    return {
        _kind(competence.serves, catalogue): competence.serves,
        "anchors": anchors_json(competence.anchors),
        "questions": [question_json(one) for one in competence.questions],
    }


def _kind(one: str, catalogue: Catalogue) -> str:
    return "trait" if one in catalogue.trait_by_id else "skill"


def _action(action: Action, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "id": action.id,
        _kind(action.trains, catalogue): action.trains,
        "way": action.way.value,
        "level": action.reach.value,
        "hours": action.hours,
        "title": text_json(action.title),
        "text": text_json(action.text),
        "first_step": text_json(action.first_step),
        "proof": text_json(action.proof),
        "if_then": action.if_then
        and {"event": action.if_then.event.value, "text": text_json(action.if_then.text)},
    }
