"""Walking the live journey from outside: start, short quiz, result, delete.

Speaks to a server as a reader's browser does, with nothing but the standard library, so
that it finds what only goes wrong out there: proxies, certificates, cookies, databases.
"""

import http.client
import json
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin, urlsplit

SECONDS_TO_WAIT = 15

#: More pages than the short form has; a server that never ends is one that fails.
MAX_PAGES = 40

MAX_REDIRECTS = 5

#: What a rating in the middle of the scale is called, and the level of a skill.
MIDDLE = "3"


class SmokeError(Exception):
    """A step of the journey failed; the message names it and says how."""


@dataclass
class Form:
    """A form of a page: where it goes, what it holds, which radio buttons it has."""

    action: str
    method: str
    values: dict[str, str] = field(default_factory=dict)
    radios: dict[str, list[str]] = field(default_factory=dict)


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append(Form(given.get("action") or "", given.get("method") or "get"))
        name, value = given.get("name"), given.get("value") or ""
        if tag != "input" or not name or not self.forms:
            return
        form, kind = self.forms[-1], given.get("type") or "text"
        if kind == "radio":
            form.radios.setdefault(name, []).append(value)
        if kind in {"hidden", "text", "number"} or (kind == "radio" and "checked" in given):
            form.values[name] = value


@dataclass
class Answer:
    """What came back: from which address, with which status, and what it says."""

    address: str
    status: int
    text: str

    def form_to(self, ending: str) -> Form:
        """Return the first POST form whose address ends in *ending*."""
        reader = _Forms()
        reader.feed(self.text)
        for form in reader.forms:
            if form.method == "post" and urlsplit(form.action).path.endswith(ending):
                return form
        raise SmokeError(f"{self.address} has no form to …{ending}")


class Browser:
    """Keeps cookies, follows redirects, and stays with one server."""

    def __init__(self, base: str) -> None:
        """Speak to the server at *base*, http or https."""
        self.base = urlsplit(base)
        if self.base.scheme not in {"http", "https"} or not self.base.hostname:
            raise SmokeError(f"{base} is no address such as https://quiz.example")
        self._cookies: dict[str, str] = {}

    def get(self, address: str) -> Answer:
        """Open *address*."""
        return self._follow(address, "GET", None)

    def send(self, answer: Answer, ending: str, **values: str) -> Answer:
        """Send the form of *answer* that goes to *ending*, with *values* filled in."""
        form = answer.form_to(ending)
        return self._follow(
            urljoin(answer.address, form.action), "POST", urlencode(form.values | values)
        )

    def _follow(self, address: str, method: str, body: str | None) -> Answer:
        for _hop in range(MAX_REDIRECTS):
            status, headers, text = self._ask(address, method, body)
            if status not in {301, 302, 303}:
                return Answer(address, status, text)
            address, method, body = urljoin(address, headers["Location"]), "GET", None
        raise SmokeError(f"{address} redirects round and round")

    def _ask(
        self, address: str, method: str, body: str | None
    ) -> tuple[int, http.client.HTTPMessage, str]:
        split = urlsplit(urljoin(self.base.geturl(), address))
        if (split.scheme, split.netloc) != (self.base.scheme, self.base.netloc):
            raise SmokeError(f"led away from the server, to {split.scheme}://{split.netloc}")
        connection = self._connection()
        headers = {"User-Agent": "kamquiz smoke test"}
        if self._cookies:
            headers["Cookie"] = "; ".join(f"{name}={one}" for name, one in self._cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            target = split.path + (f"?{split.query}" if split.query else "")
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            text = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise SmokeError(f"no answer from {split.path}: {error}") from error
        finally:
            connection.close()
        for one in response.headers.get_all("Set-Cookie") or ():
            self._cookies.update({name: kept.value for name, kept in SimpleCookie(one).items()})
        return response.status, response.headers, text

    def _connection(self) -> http.client.HTTPConnection:
        host, port = str(self.base.hostname), self.base.port
        if self.base.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=SECONDS_TO_WAIT)
        return http.client.HTTPSConnection(
            host, port, timeout=SECONDS_TO_WAIT, context=ssl.create_default_context()
        )


def walk(base: str) -> Iterator[str]:
    """Walk the journey at *base* and yield the name of each step that went well.

    Raises SmokeError, which names the step that did not. What was answered is deleted.
    """
    browser = Browser(base)
    state: dict[str, Answer] = {}
    steps: tuple[tuple[str, Callable[[], Answer]], ...] = (
        ("the process lives", lambda: _healthy(browser, "/healthz")),
        ("the database can be written", lambda: _healthy(browser, "/readyz")),
        ("the start page opens", lambda: browser.get("/pl/")),
        ("a quiz begins", lambda: browser.send(state["last"], "/pl/", form="short")),
        ("every page is answered", lambda: _answer_all(browser, state["last"])),
        ("the result opens again", lambda: browser.get("/pl/result")),
        ("the plan opens", lambda: browser.get("/pl/plan")),
        ("the page to delete opens", lambda: browser.get("/pl/delete")),
        ("everything is deleted", lambda: browser.send(state["last"], "/pl/delete")),
        ("nothing is left", lambda: _gone(browser)),
    )
    for name, step in steps:
        try:
            state["last"] = answer = step()
            if answer.status != http.HTTPStatus.OK:
                raise SmokeError(f"{urlsplit(answer.address).path} answered {answer.status}")
        except SmokeError as error:
            raise SmokeError(f"{name}: failed, {error}") from error
        yield name


def _healthy(browser: Browser, address: str) -> Answer:
    answer = browser.get(address)
    try:
        said = json.loads(answer.text)
    except ValueError as error:
        raise SmokeError(f"{address} does not answer in JSON") from error
    if said.get("status") != "ok":
        raise SmokeError(f"{address} says {answer.text.strip()}")
    return answer


def _answer_all(browser: Browser, answer: Answer) -> Answer:
    for _page in range(MAX_PAGES):
        path = urlsplit(answer.address).path
        if path.endswith("/result"):
            return answer
        if answer.status != http.HTTPStatus.OK:
            return answer
        given = {
            name: MIDDLE if MIDDLE in values else values[0]
            for name, values in answer.form_to(path).radios.items()
        }
        answer = browser.send(answer, path, **given)
    raise SmokeError(f"no result after {MAX_PAGES} pages")


def _gone(browser: Browser) -> Answer:
    answer = browser.get("/pl/result")
    if answer.status != http.HTTPStatus.NOT_FOUND:
        raise SmokeError(f"/pl/result answers {answer.status} after everything was deleted")
    return Answer(answer.address, http.HTTPStatus.OK, answer.text)
