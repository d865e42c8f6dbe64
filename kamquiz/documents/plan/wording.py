"""What the parts of a plan are called, on pages and in documents alike."""

from babel.dates import get_day_names

from kamquiz.documents.wording import LOCALES, wording
from kamquiz.domain.assessment.evidence import Rung
from kamquiz.domain.plan.model import Hearer, Outcome
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


def hearer_name(hearer: Hearer, language: Language) -> str:
    """Return the role of somebody who will hear of a priority."""
    _ = wording(language).gettext
    return {
        Hearer.MANAGER: _("my manager"),
        Hearer.MENTOR: _("a mentor"),
        Hearer.COLLEAGUE: _("a colleague"),
        Hearer.CLOSE: _("someone close to me"),
    }[hearer]


def rung_name(rung: Rung, language: Language) -> str:
    """Return how far evidence has come, in words."""
    _ = wording(language).gettext
    return {
        Rung.CLAIMED: _("claimed: I say so"),
        Rung.SHOWN: _("shown: I have it and can put it on the table"),
        Rung.CONFIRMED: _("confirmed: somebody else has seen it and says so"),
    }[rung]


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
