"""Walking through an application in one language, and keeping what was seen as HTML."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from kamquiz.content import Content
from kamquiz.settings import Settings
from kamquiz.web import create_app
from tests.visitor import Clock, Visitor

BEGUN = datetime(2026, 11, 23, 10, 0)

#: Longer than a phone is wide, and no hyphen in it.
LONG = {
    "pl": "Konstantynopolitańczykowianeczkowskiejniepodległościowopoglądowości",
    "en": "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamten",
}

#: Addresses that are no page, and why; `test_walk` opens them and looks whether that is so.
NO_PAGES = {
    "static": "a file",
    "home": "leads to the start page",
    "quiz.resume": "leads to where the reader left off",
    "sharing.open_link": "leads to what is shared",
    "exports.plan_file": "a file",
    "exports.plan_in": "a file",
    "exports.manager_file": "a file",
    "exports.job_file": "a file",
    "resume.everything": "a file",
    "seo.robots": "for machines",
    "seo.sitemap": "for machines",
    "metrics.metrics": "for machines",
    "health.healthz": "for machines",
    "health.readyz": "for machines",
    "api.description": "for machines",
    "api.bank": "for machines",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A page as somebody saw it."""

    name: str
    address: str
    status: int
    html: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was seen on a walk, and the views it came by."""

    language: str
    states: tuple[State, ...]
    endpoints: frozenset[str]


@dataclass(kw_only=True)
class Walk:
    """An application of its own, walked in one language; what was seen is kept."""

    folder: Path
    content: Content
    language: str
    clock: Clock = field(default_factory=lambda: Clock(BEGUN))
    states: dict[str, State] = field(default_factory=dict)
    endpoints: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.app = self.app_with(self.database)

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'walk.sqlite'}"

    def app_with(self, database: str) -> Flask:
        settings = Settings(database_url=database, secret_key="a secret of the walk")
        return create_app(settings, content=self.content, clock=self.clock)

    def visitor(self, app: Flask | None = None) -> Visitor:
        return Visitor(app or self.app, self.language)

    def keep(self, name: str, visitor: Visitor) -> None:
        """Keep the page *visitor* has open under *name*."""
        page = visitor.page
        assert name not in self.states, name
        self.endpoints.add(endpoint_of(self.app, page.address))
        self.states[name] = State(
            name=name,
            address=page.address,
            status=page.status,
            html=page.html,
            headers=dict(page.headers),
        )

    @property
    def words(self) -> str:
        return LONG[self.language]


def rules(app: Flask) -> Iterator[Rule]:
    """Return the addresses that can be opened."""
    return (rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()))


def needs_only_a_language(rule: Rule) -> bool:
    return rule.arguments <= {"language"}


def endpoint_of(app: Flask, address: str) -> str:
    """Return which view is behind *address*, or nothing where there is none."""
    path, _, query = address.partition("?")
    for method in ("GET", "POST"):
        try:
            return app.url_map.bind("localhost").match(path, method, query_args=query)[0]
        except HTTPException:
            continue
    return ""


def open_all(walk: Walk, visitor: Visitor, who: str) -> None:
    """Open every page that needs only a language; keep what only *who* sees."""
    for rule in rules(walk.app):
        if rule.endpoint in NO_PAGES or not needs_only_a_language(rule):
            continue
        address = rule.rule.replace("<language:language>", walk.language)
        response = visitor.client.get(address)
        if response.status_code == 200:
            walk.endpoints.add(rule.endpoint)
            visitor.arrive(response)
            if all(look(visitor.page.html) != look(one.html) for one in walk.states.values()):
                walk.keep(f"{who}: {rule.endpoint}", visitor)


def look(html: str) -> str:
    """Return what a page looks like, whatever its secrets and wherever its links lead."""
    return re.sub(r' (?:value|href|action)="[^"]*"', "", html)


def hasten(visitor: Visitor, value: str, *, to: str) -> None:
    """Give the same answer page after page, without a look at them, until *to* is reached."""
    address, html = visitor.page.address, visitor.page.html
    while to not in address:
        names = dict.fromkeys(re.findall(r'<input type="radio"[^>]* name="([^"]+)"', html))
        token = re.search(r'name="csrf_token" value="([^"]+)"', html)
        answers = dict.fromkeys(names, value) if value else {"skip": "1"}
        sent = visitor.client.post(address, data=answers | {"csrf_token": token[1]})
        assert sent.status_code == 303, address
        address = sent.location
        html = visitor.client.get(address).get_data(as_text=True)
    visitor.open(address)


def finish(visitor: Visitor, value: str, form: str = "full", **choices: str) -> None:
    """Go to the result with the same answer everywhere."""
    visitor.begin(form, **choices)
    hasten(visitor, value, to="/result")
