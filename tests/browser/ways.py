"""Every page in every state somebody may see it in.

A page that needs nothing but its language is walked by itself: as somebody without answers sees
it, and as somebody with a result and a plan does. What else a page can look like is walked below.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.exceptions import TooManyRequests

from kamquiz.content import Content
from kamquiz.settings import ROOT
from tests.browser.walk import LONG, Seen, Walk, finish, hasten, open_all
from tests.builders import donate, some_donations
from tests.domain.jobs.samples import COMPLETE
from tests.visitor import Visitor

ADS = ROOT / "tests/jobcheck/ads"


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
        _building_a_job,
        _checking_an_ad,
        _interviewing,
        _with_the_quality_known,
    ):
        part(walk)
    return Seen(
        language=language,
        states=tuple(walk.states.values()),
        endpoints=frozenset(walk.endpoints),
    )


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
    visitor.begin("full")
    walk.keep("begun before, with a result", visitor)
    _several_results(walk, visitor)
    visitor.open("delete")
    visitor.send()
    walk.keep("deleted", visitor)
    visitor.begin("full")
    walk.keep("question, full form", visitor)


def _several_results(walk: Walk, visitor: Visitor) -> None:
    visitor.send(nth=0, button=visitor.page.forms()[0].buttons[0][2])
    visitor.open("keep")
    walk.keep("keep, one of several", visitor)
    link = next(one for one in visitor.page.all("input") if one.get("id") == "link")
    visitor.open("my-results")
    walk.keep("my results, several", visitor)
    visitor.open("?pattern=senior&industry=steel")
    visitor.send(form="short")
    walk.keep("begun before, from a posting", visitor)
    other = walk.visitor()
    other.begin("full")
    other.open(link.get("value").removeprefix("http://localhost"))
    walk.keep("return link of somebody else", other)
    other.send()
    other.open("delete")
    other.send()
    visitor.open("my-results")
    walk.keep("my results, one no longer stored", visitor)
    visitor.open("")
    walk.keep("start, with results that are not open", visitor)
    visitor.open("my-results")
    visitor.send()


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


def _building_a_job(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.open("jobs?industry=circus&accounts=many")
    walk.keep("job builder, an address that cannot be", visitor)
    visitor.open("jobs")
    visitor.send(**_complete(), **_long_words(walk))
    walk.keep("job builder, complete, in both languages", visitor)
    visitor.send(do="step-4")
    walk.keep("job builder, the fourth step", visitor)
    visitor.open("jobs")
    wrong = {"pay-min": "9000", "pay-max": "8000", "accounts": "x", "duties": []}
    needs = {key: "" for key in visitor.page.forms()[0].values if key.startswith("need-")}
    visitor.send(status=422, **wrong, **needs)
    walk.keep("job builder, with faults", visitor)
    visitor.open("jobs")
    visitor.send(status=422, do="pdf")
    walk.keep("job builder, errors that keep a file back", visitor)
    visitor.open("jobs")
    visitor.send(do="check")
    walk.keep("check, a draft", visitor)
    visitor.open("jobs")
    visitor.send(to="/jobs/open", status=422)
    walk.keep("job builder, a draft that is none", visitor)


def _checking_an_ad(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.open("check")
    visitor.send(status=422)
    walk.keep("check, nothing pasted", visitor)
    for ad in ("worst-pl", "worst-en"):
        visitor.open("check")
        visitor.send(ad=(ADS / f"{ad}.txt").read_text(encoding="utf-8"))
        walk.keep(f"check, {ad}", visitor)
    reasons = [one for one in visitor.page.forms()[0].values if one.startswith("reason-")]
    visitor.send(**{reasons[0]: walk.words})
    walk.keep("check, a finding passed over", visitor)
    visitor.open("check")
    visitor.send(ad=(ADS / f"clean-{walk.language}.md").read_text(encoding="utf-8"))
    walk.keep("check, a good ad", visitor)
    visitor.open("check")
    visitor.send(ad=f"{walk.words} {walk.words}")
    walk.keep("check, long words", visitor)


def _interviewing(walk: Walk) -> None:
    visitor = walk.visitor()
    visitor.open("interview?industry=circus")
    walk.keep("interview guide, an address that cannot be", visitor)
    visitor.send(sitting="2", lang="both")
    walk.keep("interview guide, second sitting", visitor)
    for name, typed in (
        ("no number", {"minutes": "x"}),
        ("too short", {"minutes": "25"}),
        ("a draft that is none", {"draft": "{"}),
    ):
        visitor.open("interview")
        visitor.send(status=422, **typed)
        walk.keep(f"interview guide, {name}", visitor)


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
