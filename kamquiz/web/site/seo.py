"""Metadata of public pages for search engines and link previews.

All other pages have the header X-Robots-Tag: noindex.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from kamquiz.domain.text import Language
from kamquiz.web.language import current_language

bp = Blueprint("seo", __name__)

#: What each public page offers, for search results and previews of links.
DESCRIPTIONS: Mapping[str, Any] = {
    "quiz.start": _l(
        "Say what you really do with customers and see where you stand on the traits and skills "
        "of a key account manager, with honest margins and a plan for twelve weeks."
    ),
    "site.role": _l(
        "Who a key account manager is, what the work aims at, why firms invest in it, and its "
        "duties one by one."
    ),
    "site.contrast": _l(
        "KAM or account manager: the differences in a table, and five questions that show which "
        "of the two your work looks like."
    ),
    "site.needs": _l(
        "The nineteen traits and the skills of an effective key account manager, each in one or "
        "two sentences."
    ),
    "site.ways": _l(
        "Studies, side entry, practice in selling and training: how one becomes a key account "
        "manager and gets on in the work."
    ),
    "site.industries": _l(
        "Where key account managers are needed and what differs from banking to steel, from IT "
        "to pharmaceuticals."
    ),
    "site.pay": _l(
        "What a key account manager’s pay depends on, and what to ask about before signing."
    ),
    "site.example": _l(
        "An example description of a key account manager’s post: aim, duties, requirements and "
        "offer."
    ),
    "site.about": _l("Who the quiz is for, what it is not, and which sources it rests on."),
    "site.method": _l(
        "How answers become a position with a margin, in plain words, and what a "
        "self-assessment cannot know."
    ),
    "site.quality": _l(
        "What the answers people gave say about the questions: reliability, numbers, versions."
    ),
    "site.privacy": _l("What the quiz stores, for how long, and how to delete it at once."),
    "site.accessibility": _l(
        "How far everybody can use the quiz, how that is tested, what is known not to work and "
        "how to report it."
    ),
    "jobs.builder": _l(
        "Build a job description for a key account manager in Polish, in English or in both, "
        "without an account; nothing is stored."
    ),
    "checks.paste_ad": _l(
        "Check a job ad in Polish or English: gendered forms, labour law, data protection, pay, "
        "each finding with its source and a better wording; nothing is stored."
    ),
    "guides.guide": _l(
        "Make an interview guide for a key account manager: the same questions for everybody, "
        "with probes, described ratings and a time plan."
    ),
    "jobs.fair_use": _l("What may not be done with results of the quiz, and why."),
}

#: The page for readers whose language is neither.
DEFAULT = Language.PL

LOCALES = {Language.PL: "pl_PL", Language.EN: "en_GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the head of a public page says: its one address, its languages, its description."""

    address: str
    alternates: tuple[tuple[str, str], ...]
    description: str
    locale: str
    other_locales: tuple[str, ...]


def set_up(app: Flask) -> None:
    """Give templates the head of a public page; tell search engines to pass over the others."""

    @app.context_processor
    def head() -> dict[str, Any]:
        return {"head": _head()}

    @app.after_request
    def keep_out(response: Response) -> Response:
        shown = request.endpoint in {"static", "seo.robots", "seo.sitemap"}
        if not shown and not (is_public() and response.status_code == 200):  # noqa: PLR2004 - all is well
            response.headers["X-Robots-Tag"] = "noindex"
        return response


@bp.get("/robots.txt")
def robots() -> ResponseReturnValue:
    """Let everything be read; pages that should not be found say so themselves."""
    text = f"User-agent: *\nDisallow:\n\nSitemap: {url_for('seo.sitemap', _external=True)}\n"
    return Response(text, mimetype="text/plain")


@bp.get("/sitemap.xml")
def sitemap() -> ResponseReturnValue:
    """List every public page in each language, with the same page in the others."""
    pages = [_head_of(endpoint, language) for endpoint in DESCRIPTIONS for language in Language]
    return Response(render_template("site/sitemap.xml", pages=pages), mimetype="application/xml")


def is_public() -> bool:
    """Return True if this request opens a public page."""
    return request.method in {"GET", "HEAD"} and request.endpoint in DESCRIPTIONS


def _head() -> Head | None:
    if not request or not is_public():
        return None
    return _head_of(str(request.endpoint), current_language())


def _head_of(endpoint: str, language: Language) -> Head:
    return Head(
        address=_address(endpoint, language),
        alternates=_alternates(endpoint),
        description=str(DESCRIPTIONS[endpoint]),
        locale=LOCALES[language],
        other_locales=tuple(LOCALES[other] for other in Language if other is not language),
    )


def _alternates(endpoint: str) -> tuple[tuple[str, str], ...]:
    languages = tuple((language.value, _address(endpoint, language)) for language in Language)
    return (*languages, ("x-default", _address(endpoint, DEFAULT)))


def _address(endpoint: str, language: Language) -> str:
    """Return the whole address of a page, without what may be chosen behind it."""
    return url_for(endpoint, language=language, _external=True)
