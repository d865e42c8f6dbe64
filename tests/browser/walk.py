"""Every page in every state somebody may see it in: walked once, kept as HTML.

A page that needs nothing but its language is walked by itself: as somebody without answers sees
it, and as somebody with a result and a plan does. What else a page can look like is walked below.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import HTTPException, TooManyRequests
from werkzeug.routing import Rule

from kamquiz.content import Content
from kamquiz.settings import Settings
from kamquiz.web import create_app
from tests.builders import donate, some_donations
from tests.domain.job_samples import COMPLETE
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
    "keeping.come_back_by_link": "leads to where the reader left off",
    "sharing.open_link": "leads to what is shared",
    "exports.plan_file": "a file",
    "exports.plan_in": "a file",
    "exports.manager_file": "a file",
    "exports.job_file": "a file",
    "health.healthz": "for machines",
    "health.readyz": "for machines",
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
        settings = Settings(database_url=database, secret_key="of the walk")
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


def walked(folder: Path, content: Content, language: str) -> Seen:
    """Walk everything there is in *language*; answers are kept in *folder* meanwhile."""
    walk = Walk(folder=folder, content=content, language=language)
    for part in (
        _as_a_stranger,
        _refused,
        _through_the_quiz,
        _through_the_plan,
        _again,
        _without_a_clear_result,
        _with_the_same_answer_everywhere,
        _for_hr,
        _with_the_quality_known,
    ):
        part(walk)
    return Seen(
        language=language,
        states=tuple(walk.states.values()),
        endpoints=frozenset(walk.endpoints),
    )


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


def _as_a_stranger(walk: Walk) -> None:
    visitor = walk.visitor()
    open_all(walk, visitor, "without answers")
    visitor.open("")
    visitor.send(form=None, status=422)
    walk.keep("start, nothing chosen", visitor)
    visitor.open("?pattern=senior&industry=steel&must=listener,english")
    walk.keep("start, from a posting", visitor)
    for name, codename in (("nothing typed", ""), ("unknown", walk.words)):
        visitor.open("return")
        visitor.send(codename=codename, status=422)
        walk.keep(f"codename, {name}", visitor)


def _refused(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.open("nowhere", status=404)
    walk.keep("404", visitor)
    visitor.open("result", status=404)
    walk.keep("404, no answers", visitor)
    visitor.open("share/" + "x" * 43, status=404)
    walk.keep("404, nothing shared", visitor)
    visitor.open("quiz/full", status=405)
    walk.keep("405", visitor)
    visitor.begin()
    address = visitor.page.forms()[0].action
    token = visitor.page.forms()[0].values
    visitor.post(address, {}, status=400)
    walk.keep("400, no token", visitor)
    visitor.post(address, token | {"insight-1": "9"}, status=400)
    walk.keep("400", visitor)
    visitor.post(address, token | {"insight-1": "4" * 70_000}, status=413)
    walk.keep("413", visitor)
    _in_trouble(walk)


def _in_trouble(walk: Walk) -> None:
    # A folder is no database.
    nowhere = walk.app_with(f"sqlite:///{walk.folder}")

    @nowhere.get("/<language:language>/break", endpoint="break")
    def fall() -> str:
        raise RuntimeError

    @nowhere.get("/<language:language>/hurry", endpoint="hurry")
    def hurry() -> str:
        raise TooManyRequests

    visitor = walk.visitor(nowhere)
    with silent(nowhere):
        for status, page in ((503, "quality"), (500, "break"), (429, "hurry")):
            visitor.open(page, status=status)
            walk.keep(str(status), visitor)


@contextmanager
def silent(app: Flask) -> Iterator[None]:
    """Let *app* say nothing of the troubles that are made on purpose."""
    app.logger.disabled = True
    yield
    app.logger.disabled = False


def _through_the_quiz(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.begin("short")
    walk.keep("question, first page", visitor)
    visitor.send(status=422)
    walk.keep("question, nothing answered", visitor)
    visitor.send(status=422, **dict.fromkeys(list(visitor.page.questions())[:2], "4"))
    walk.keep("question, some answered", visitor)
    visitor.answer_page("2")
    walk.keep("question, second page", visitor)
    visitor.open("quiz/1")
    walk.keep("question, answered before", visitor)
    open_all(walk, visitor, "amid the quiz")
    visitor.open("keep")
    visitor.send()
    walk.keep("keep, with a codename", visitor)
    visitor.open("quiz/2")
    hasten(visitor, "2", to="/skills/")
    walk.keep("skills, first page", visitor)
    visitor.send(status=422)
    walk.keep("skills, nothing answered", visitor)
    while "/skills/" in visitor.page.address:
        last = visitor.page
        visitor.answer_page("3")
    walk.keep("result", visitor)
    visitor.open(last.address)
    walk.keep("skills, last page", visitor)
    visitor.open("situations/1")
    walk.keep("situations", visitor)
    visitor.send(status=422)
    walk.keep("situations, nothing answered", visitor)
    while "/situations/" in visitor.page.address:
        names = visitor.page.questions()
        visitor.send(**{one: "b" if one.endswith("best") else "d" for one in names})
    walk.keep("result, with the judgement", visitor)
    visitor.open("result?view=grouped")
    walk.keep("result, grouped", visitor)
    visitor.open("")
    walk.keep("start, with a result", visitor)
    visitor.open("delete")
    visitor.send()
    walk.keep("deleted", visitor)
    visitor.begin("full")
    walk.keep("question, full form", visitor)


def _through_the_plan(walk: Walk) -> None:
    visitor = walk.visitor()
    finish(visitor, "3", "short", industry="banking", seniority="senior")
    visitor.open("plan")
    walk.keep("plan, suggested", visitor)
    visitor.send(to="/plan", hours="abc", status=422)
    walk.keep("plan, hours that cannot be", visitor)
    visitor.open("plan")
    visitor.send(to="/plan/accept", start="2020-01-01", status=422)
    walk.keep("plan, a day that is over", visitor)
    visitor.open("plan")
    visitor.send(to="/plan/job", pasted="{", status=422)
    walk.keep("plan, a file that is none", visitor)
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    walk.keep("plan, accepted", visitor)
    open_all(walk, visitor, "with a plan")
    _priority(walk, visitor)
    _parts_of_the_plan(walk, visitor)
    _job_of_a_file(walk, visitor)
    _check_in(walk, visitor)
    _shared(walk, visitor)


def first_priority(visitor: Visitor) -> str:
    visitor.open("plan")
    named = (one for one in visitor.page.ids() if one.startswith("priority-"))
    return next(named).removeprefix("priority-")


def _priority(walk: Walk, visitor: Visitor) -> None:
    address = f"plan/priority/{first_priority(visitor)}"
    visitor.open(address)
    walk.keep("priority", visitor)
    visitor.send(behaviour="own", note="y" * 3000, status=422)
    walk.keep("priority, own words missing and too many", visitor)
    tab = visitor.open(address).forms()[0]
    visitor.send(if_then__own=walk.words, note=walk.words, goal__own=walk.words)
    walk.keep("plan, long words", visitor)
    typed = {key: one for key, one in tab.values.items() if one} | {"note": "2027"}
    visitor.post(tab.action, typed, status=409)
    walk.keep("priority, changed in another tab", visitor)
    visitor.open("plan/history")
    walk.keep("history, with one change", visitor)


def _parts_of_the_plan(walk: Walk, visitor: Visitor) -> None:
    for name, page, wrong in (
        ("settings", "plan/settings", {"start": "2020-01-01", "hours": "200", "time": ""}),
        ("priorities", "plan/priorities", {"second": first_priority(visitor)}),
        ("steps", "plan/steps", {"title": walk.words, "hours": "99"}),
        ("evidence", "evidence", None),
    ):
        visitor.open(page)
        typed = dict.fromkeys(visitor.page.questions()) if wrong is None else wrong
        visitor.send(status=422, **typed)
        walk.keep(f"{name}, wrong", visitor)
    visitor.open("plan/steps")
    visitor.send(title=walk.words, hours="9", **_all_in_week_one(visitor))
    walk.keep("plan, a week too full", visitor)
    visitor.open("plan/steps")
    walk.keep("steps, a week too full", visitor)


def _all_in_week_one(visitor: Visitor) -> dict[str, str]:
    return {one: "1" for one in visitor.page.forms()[0].lists if one.startswith("week-")}


def _job_of_a_file(walk: Walk, visitor: Visitor) -> None:
    hr = walk.visitor()
    hr.open("jobs")
    saved = hr.download(do="json").get_data(as_text=True)
    visitor.open("plan")
    visitor.send(to="/plan/job", pasted=saved)
    walk.keep("plan, against the job of a file", visitor)
    visitor.open("plan")
    visitor.send(to="/plan/job", drop="1")


def _check_in(walk: Walk, visitor: Visitor) -> None:
    visitor.open("plan/check-in/2")
    walk.keep("check-in, early", visitor)
    visitor.send(status=422)
    walk.keep("check-in, nothing answered", visitor)
    walk.clock.pass_(weeks=3)
    visitor.open("plan")
    walk.keep("plan, time to look back", visitor)
    visitor.open("plan/check-in/2")
    outcomes = [one for one in visitor.page.questions() if one.startswith("outcome-")]
    obstacle = outcomes[0].replace("outcome", "obstacle")
    visitor.send(**dict.fromkeys(outcomes, "partly"), **{obstacle: walk.words})
    walk.keep("plan, looked back", visitor)
    visitor.open("plan/check-in/2")
    walk.keep("check-in, answered", visitor)


def _shared(walk: Walk, visitor: Visitor) -> None:
    visitor.open("share")
    visitor.send(to="/share", result=None, plan=None, status=422)
    walk.keep("share, nothing ticked", visitor)
    visitor.open("share")
    visitor.send(to="/share", result="y", plan="y", notes="y")
    walk.keep("share, a link made", visitor)
    link = next(one for one in visitor.page.all("input") if one.get("id") == "link")
    mentor = walk.visitor()
    mentor.open(link.get("value").removeprefix("http://localhost"))
    walk.keep("shared, for a mentor", mentor)


def _again(walk: Walk) -> None:
    visitor = walk.visitor()
    finish(visitor, "2")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    walk.clock.pass_(weeks=12)
    visitor.open("again")
    ticked = [one for one in visitor.page.checked() if one.startswith("trait-")]
    visitor.send(to="/again", **dict.fromkeys(ticked), status=422)
    walk.keep("again, no trait ticked", visitor)
    visitor.open("again")
    visitor.send(to="/again", extent="full")
    walk.keep("question, again", visitor)
    for page in ("again", "result", "plan"):
        visitor.open(page)
        walk.keep(f"{page}, while measuring again", visitor)
    visitor.open("quiz")
    hasten(visitor, "4", to="/result")
    for page in ("again", "result", "plan/new"):
        visitor.open(page)
        walk.keep(f"{page}, measured twice", visitor)
    visitor.open("plan/new")
    visitor.send()
    visitor.open("plan/history")
    walk.keep("history, with an earlier plan", visitor)


def _without_a_clear_result(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.begin("short")
    hasten(visitor, "", to="/result")
    walk.keep("no clear result", visitor)
    visitor.open("answers")
    walk.keep("answers, none given", visitor)


def _with_the_same_answer_everywhere(walk: Walk) -> None:
    visitor = walk.visitor()
    finish(visitor, "5")
    walk.keep("result, the same answer everywhere", visitor)
    visitor.open("answers")
    walk.keep("answers, full form", visitor)


def _for_hr(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.open("jobs?industry=circus&accounts=many")
    walk.keep("job builder, an address that cannot be", visitor)
    visitor.open("jobs")
    visitor.send(**_complete(), **_long_words(walk))
    walk.keep("job builder, complete, in both languages", visitor)
    form = visitor.page.forms()[0]
    visitor.post(form.action, form.values | {"do": "step-4"})
    walk.keep("job builder, the fourth step", visitor)
    visitor.open("jobs")
    wrong = {"pay-min": "9000", "pay-max": "8000", "accounts": "x", "duties": []}
    needs = {key: "" for key in visitor.page.forms()[0].values if key.startswith("need-")}
    visitor.send(status=422, **wrong, **needs)
    walk.keep("job builder, with faults", visitor)
    visitor.open("jobs")
    visitor.send(to="/jobs/open", status=422)
    walk.keep("job builder, a draft that is none", visitor)


def _long_words(walk: Walk) -> dict[str, str]:
    places = {f"place-{language}": words for language, words in LONG.items()}
    return places | {"employer": walk.words}


def _complete() -> dict[str, str | list[str]]:
    several = {"benefits", "flexibility"}
    return {key: one.split(",") if key in several else one for key, one in COMPLETE.items()}


def _with_the_quality_known(walk: Walk) -> None:
    donate(walk.database, some_donations(walk.content.catalogue, 30))
    visitor = walk.visitor()
    visitor.open("quality")
    walk.keep("quality, enough answers", visitor)
