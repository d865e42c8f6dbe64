"""What the parts of a plan are called, on pages and in documents alike."""

from babel.dates import get_day_names

from kamquiz.documents.wording import LOCALES, wording
from kamquiz.domain.assessment.evidence import EvidenceLevel
from kamquiz.domain.plan.model import Outcome, Witness
from kamquiz.domain.text import Language


def part_name(part: str, language: Language) -> str:
    """Return what a part of a priority is called."""
    _ = wording(language).gettext
    return {
        "behaviour": _("What I will do"),
        "if_then": _("My intention (if … then …)"),
        "obstacle": _("What could get in the way"),
        "second": _("My intention for that (if … then …)"),
        "first_step": _("First step this week"),
        "artefact": _("What I will be able to show"),
        "goal": _("Where I will be after 12 weeks"),
        "note": _("My notes"),
    }[part]


def witness_name(hearer: Witness, language: Language) -> str:
    """Return the role of somebody who will hear of a priority."""
    _ = wording(language).gettext
    return {
        Witness.MANAGER: _("my manager"),
        Witness.MENTOR: _("a mentor"),
        Witness.COLLEAGUE: _("a colleague"),
        Witness.CLOSE: _("someone close to me"),
    }[hearer]


def evidence_level_name(evidence_level: EvidenceLevel, language: Language) -> str:
    """Return how far evidence has come, in words."""
    _ = wording(language).gettext
    return {
        EvidenceLevel.CLAIMED: _("claimed: I say so"),
        EvidenceLevel.SHOWN: _("shown: I have it and can put it on the table"),
        EvidenceLevel.CONFIRMED: _("confirmed: somebody else has seen it and says so"),
    }[evidence_level]


def outcome_name(outcome: Outcome, language: Language) -> str:
    """Return what became of an intention, in a word."""
    _ = wording(language).gettext
    return {
        Outcome.DONE: _("done"),
        Outcome.PARTLY: _("partly"),
        Outcome.NOT: _("not"),
    }[outcome]


def weekday_name(weekday: int, language: Language) -> str:
    """Return the name of a day of the week; Monday is 0."""
    return str(get_day_names("wide", "stand-alone", LOCALES[language])[weekday])
