"""What the fields of the job builder are called, and how a fault in one is told."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kamquiz.documents.jobs.faults import message
from kamquiz.domain.jobs.details import REASON
from kamquiz.domain.jobs.fields import WAYS, ChoiceFault, Several
from kamquiz.domain.text import Language
from kamquiz.web.forms import Failure
from kamquiz.web.language import current_language

LABELS: Mapping[str, Any] = {
    "pattern": _l("Pattern"),
    "seniority": _l("Seniority"),
    "industry": _l("Industry"),
    "lang": _l("Language of the posting"),
    "title": _l("Title"),
    "accounts": _l("Number of key accounts"),
    "size": _l("Size of the customers"),
    "hunting": _l("Winning new customers, per cent"),
    "growing": _l("Growing present ones, per cent"),
    "renewing": _l("Renewing contracts, per cent"),
    "contract-years": _l("Usual length of contracts with customers, years"),
    "decision": _l("Contacts at the customer"),
    "team": _l("People in the team for these customers; 0 means alone"),
    "reports-to": _l("Reports to"),
    "duties": _l("Duties"),
    "must": _l("Must-haves"),
    "nice": _l("Nice-to-haves"),
    "english-level": _l("Level of English"),
    "other-language": _l("Another language"),
    "other-level": _l("Level of that language"),
    "education": _l("Which education"),
    "success": _l("Success in the first year"),
    "pay-min": _l("Base pay from"),
    "pay-max": _l("Base pay to"),
    "currency": _l("Currency"),
    "period": _l("For which time"),
    "bonus": _l("Variable part, up to so many per cent of base pay; 0 means none"),
    "bonus-for": _l("What it depends on"),
    "bonus-paid": _l("When it is paid"),
    "benefits": _l("Benefits"),
    "mode": _l("Where the work is done"),
    "office-days": _l("Days a week in the office, if hybrid"),
    "place": _l("Town"),
    "contract": _l("Contract"),
    "hours": _l("Hours a week; 40 is full time"),
    "travel": _l("Business travel, per cent of working time; 0 means none"),
    "flexibility": _l("Flexibility"),
    "employer": _l("Employer"),
    "contact": _l("Contact for applications"),
    "apply-by": _l("Apply by"),
    "steps": _l("Steps"),
    "meetings": _l("Number of meetings"),
    "answer-days": _l("Days until everybody has an answer"),
    "adjustments": _l("Say that adjustments are possible"),
    "privacy": _l("Notice on personal data"),
    "keep-months": _l("Months after which data are deleted"),
    "own-duties": _l("Duties of your own, one a line"),
    "own-must": _l("Must-haves of your own, one a line"),
    "own-nice": _l("Nice-to-haves of your own, one a line"),
    "own-success": _l("Measures of your own, one a line"),
    "own-offer": _l("Benefits of your own, one a line"),
}

#: What the kinds of file are called on their buttons.
FILE_NAMES: Mapping[str, Any] = {
    "docx": "Word (DOCX)",
    "pdf": "PDF",
    "md": "Markdown",
    "txt": _l("Plain text"),
    "html": "HTML",
    "json": _l("Draft (JSON)"),
    "jsonld": "JSON-LD",
}

LANGUAGE_NAMES = {Language.PL: _l("in Polish"), Language.EN: _l("in English")}


#: In which step of the page each field stands; lines one edits stand in the last.
STEPS: tuple[tuple[str, ...], ...] = (
    ("pattern", "seniority", "industry", "title", "lang"),
    (
        *("accounts", "size", "hunting", "growing", "renewing", "contract-years", "decision"),
        *("team", "reports-to"),
    ),
    ("duties", "own-duties"),
    (
        *("needs", "english-level", "other-language", "other-level", "education"),
        *("own-must", "own-nice"),
    ),
    ("success", "own-success"),
    (
        *("pay-min", "pay-max", "currency", "period", "bonus", "bonus-for", "bonus-paid"),
        *("benefits", "own-offer"),
    ),
    ("mode", "office-days", "place", "contract", "hours", "travel", "flexibility"),
    (
        *("employer", "contact", "apply-by", "steps", "meetings", "answer-days"),
        *("adjustments", "privacy", "keep-months"),
    ),
    ("line",),
)


def step_of(failure: Failure) -> int | None:
    """Return the step in which the field of *failure* stands, if it is in one."""
    for number, keys in enumerate(STEPS, start=1):
        if any(failure.target == one or failure.target.startswith(f"{one}-") for one in keys):
            return number
    return None


def label(key: str) -> str:
    """Return what the field *key* is called, in the language of the page."""
    if key in LABELS:
        return str(LABELS[key])
    plain, _dash, language = key.rpartition("-")
    if plain in LABELS:
        return f"{LABELS[plain]} ({LANGUAGE_NAMES[Language(language)]})"
    if key.startswith(REASON):
        return str(_("A reason you gave"))
    if key.startswith("line-"):
        edited = _("A line you edited")
        return f"{edited} ({LANGUAGE_NAMES[Language(language)]})"
    return key


def short_label(key: str) -> str:
    """Return what the field *key* is called where there is only one language."""
    plain, _dash, _language = key.rpartition("-")
    return str(LABELS[plain]) if plain in LABELS else label(key)


def failure_of(fault: ChoiceFault) -> Failure:
    """Return *fault* as a line of the error summary."""
    return Failure(
        label=label(fault.key),
        message=message(fault).to(current_language()),
        target=_target(fault.key),
    )


def _target(key: str) -> str:
    """Return the id of the field *key*; must-haves and the rest are picked in one list."""
    if key in {"must", "nice"}:
        return "needs"
    return f"{key}-0" if isinstance(WAYS.get(key), Several) else key
