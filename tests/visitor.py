"""A visitor opens pages and presses buttons; every page is checked for what all pages promise."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from xml.etree.ElementTree import Element

from flask import Flask
from tinyhtml5 import inputstream
from tinyhtml5.parser import HTMLParser

from tests.stored import reached

#: What only an untranslated or unfilled template shows.
NEVER_SHOWN = re.compile(r"%\(|\{\{|\}\}|\bUndefined\b|\bNone\b|<class|&lt;")

ENGLISH_ONLY = re.compile(r"\b(the|your|and|answers|page)\b")
POLISH_LETTERS = re.compile(r"[ąćęłńóśźż]", re.IGNORECASE)

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

#: Which attempt the forms of a page belong to; a list of attempts has several.
TAG = re.compile(r'name="attempt" value="([^"]+)"')

PROMISED_HEADERS = {
    "Content-Security-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "Cross-Origin-Opener-Policy",
}


class Patterns(dict):
    """Patterns by their characters. The parser keeps each under the pattern itself, where it never
    finds it again (2.1.0), and makes it anew for every word: a third of all its time.
    """

    def __missing__(self, key: tuple[frozenset[str], bool]) -> re.Pattern[str]:
        characters, opposite = key
        inside = "".join(map(re.escape, characters))
        self[key] = re.compile(f"[{inside}]+" if opposite else f"[^{inside}]+")
        return self[key]


inputstream.characters_until_regex = Patterns()


class Clock:
    """A clock that tests turn."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass
class Form:
    """A form as the page shows it: where it goes, what it holds, what could be chosen.

    Several ticked boxes of one name are a list, like the lines of a list that takes several.
    """

    action: str
    method: str
    values: dict[str, str | list[str]]
    options: dict[str, list[str]]
    ticks: dict[str, list[str]] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class Page:
    """A page that was opened, read as a browser would read it."""

    def __init__(self, response) -> None:
        self.status = response.status_code
        self.address = response.request.full_path.rstrip("?")
        self.origin = response.request.host_url.rstrip("/")
        self.headers = response.headers
        self.html = response.get_data(as_text=True)
        self.root: Element = _parsed(self.html)

    @property
    def language(self) -> str:
        return self.root.get("lang")

    @property
    def text(self) -> str:
        """What the page says in its own language; what is marked as another is left out."""
        return _text(self.root.find(".//main"), self.language)

    @property
    def title(self) -> str:
        return _text(self.root.find(".//title"))

    @property
    def heading(self) -> str:
        return _text(self.root.find(".//h1"))

    def all(self, path: str) -> list[Element]:
        return self.root.findall(f".//{{*}}{path}")

    @property
    def own_words(self) -> str:
        """What the page says by itself, without what it quotes from a reader's text."""
        return _text(self.root.find(".//main"), self.language, quoted=False)

    def texts(self, path: str) -> list[str]:
        return [_text(one) for one in self.all(path)]

    def links(self) -> dict[str, str]:
        return {_text(one): one.get("href") for one in self.all("a")}

    def ids(self) -> list[str]:
        return [one.get("id") for one in self.root.iter() if one.get("id")]

    def forms(self) -> list[Form]:
        return [_form(one) for one in self.all("form")]

    def form_to(self, ending: str) -> Form:
        """Return the first form whose address ends in *ending*."""
        return next(one for one in self.forms() if one.action.endswith(ending))

    def questions(self) -> dict[str, list[str]]:
        """Return the radio groups of the page and the values each offers."""
        return {name: values for form in self.forms() for name, values in form.options.items()}

    def checked(self) -> dict[str, str]:
        return {
            one.get("name"): one.get("value")
            for one in self.all("input")
            if one.get("checked") is not None
        }

    def summary(self) -> dict[str, str]:
        """Return the error summary: what each line says, and the field it leads to."""
        box = [one for one in self.all("div") if one.get("class") == "summary"]
        return {_text(a): a.get("href") for one in box for a in one.iter("a")}


class Visitor:
    """Somebody with a browser that has JavaScript switched off."""

    def __init__(self, app: Flask, language: str = "pl") -> None:
        self.app = app
        self.client = app.test_client()
        self.language = language
        self.page: Page | None = None

    @property
    def cookie(self) -> str:
        """What the browser keeps; empty before the first attempt."""
        kept = self.client.get_cookie(self.app.config["SESSION_COOKIE_NAME"])
        return kept.value if kept else ""

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie(self.app.config["SESSION_COOKIE_NAME"], value)

    def open(self, address: str, *, status: int = 200) -> Page:
        """Open *address* (below the language, unless it begins with /)."""
        path = address if address.startswith("/") else f"/{self.language}/{address}"
        return self.arrive(self.client.get(path), status)

    def follow(self, label: str) -> Page:
        return self.open(self.page.links()[label])

    def send(
        self,
        *,
        nth: int = 0,
        to: str | None = None,
        button: str | None = None,
        status: int = 200,
        **choices,
    ) -> Page:
        """Fill in a form of the page and press its button (or the one named *button*).

        It is the nth form, or the first whose address ends in *to*. A list ticks so many
        boxes; None sends nothing of that name. A name may hold - where Python wants __.
        """
        shown = self.page.forms()[nth] if to is None else self.page.form_to(to)
        return self.post(shown.action, _filled(shown, button, choices), status=status)

    def download(self, *, nth: int = 0, button: str | None = None, **choices):
        """Do as `send` does, and return the answer for a file to keep; the page stays open."""
        shown = self.page.forms()[nth]
        response = self.client.post(shown.action, data=_filled(shown, button, choices))
        assert response.status_code == 200, response.get_data(as_text=True)
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert set(response.headers.keys()) >= PROMISED_HEADERS
        return response

    def post(self, address: str, values: dict, *, status: int = 200) -> Page:
        response = self.client.post(address, data=values)
        if response.status_code == 303:
            return self.open(response.location, status=status)
        assert response.status_code not in {301, 302}, "a form is answered by 303 or by a page"
        return self.arrive(response, status)

    def answer_page(self, value: str = "4", *, status: int = 200) -> Page:
        """Give every question of the page the answer *value*."""
        return self.send(status=status, **dict.fromkeys(self.page.questions(), value))

    def begin(self, form: str = "full", **choices: str) -> Page:
        self.open("")
        return self.send(**{"form": form} | choices)

    def come_back(self, link: str) -> Page:
        """Open a return link and press the only button of its page."""
        self.open(link.removeprefix("http://localhost"))
        assert len(self.page.forms()) == 1, self.page.address
        return self.send()

    def finish(self, value: str = "4", form: str = "full", **choices: str) -> Page:
        """Have gone from the start page to the result with the same answer everywhere."""
        way = ("finish", value, form, *sorted(choices.items()))
        reached(self, *way, walk=lambda: self.walk(value, form, **choices))
        return self.page

    def walk(self, value: str = "4", form: str = "full", **choices: str) -> Page:
        """Go from the start page to the result, page by page, with the same answer everywhere."""
        self.begin(form, **choices)
        while "/result" not in self.page.address:
            self.answer_page(value)
        return self.page

    def accept(self, value: str = "3", form: str = "short", **choices: str) -> Page:
        """Have finished as `finish` does, and accepted the plan as it is suggested."""

        def walk() -> None:
            self.finish(value, form, **choices)
            self.open("plan")
            self.send(to="/plan/accept")

        reached(self, "accept", value, form, *sorted(choices.items()), walk=walk)
        return self.page

    def arrive(self, response, status: int = 200) -> Page:
        """Follow *response* to its page and look at what all pages promise."""
        for _hop in range(5):
            if response.status_code not in {302, 303}:
                break
            response = self.client.get(response.location)
        self.page = Page(response)
        assert self.page.status == status, (self.page.address, self.page.status, self.page.text)
        check_promises(self.page)
        return self.page


def check_promises(page: Page) -> None:
    """Hold *page* against what every page promises."""
    where = page.address
    assert len(page.all("h1")) == 1, where
    assert page.heading in page.title, where
    assert page.title.endswith(" – kamquiz"), where
    assert page.language in {"pl", "en"}, where
    assert set(page.headers.keys()) >= PROMISED_HEADERS, where
    assert "no-store" in page.headers["Cache-Control"], where
    repeated = [one for one, count in Counter(page.ids()).items() if count > 1]
    assert not repeated, (where, repeated)
    _check_inputs(page)
    _check_links(page)
    words = page.own_words
    assert not NEVER_SHOWN.search(words), (where, NEVER_SHOWN.search(words))
    if page.language == "pl":
        assert not ENGLISH_ONLY.search(words), (where, ENGLISH_ONLY.search(words))
        assert POLISH_LETTERS.search(words), where
    else:
        assert not POLISH_LETTERS.search(words), where


def _check_inputs(page: Page) -> None:
    ids = set(page.ids())
    labels = {one.get("for") for one in page.all("label")}
    for one in [*page.all("input"), *page.all("textarea"), *page.all("select")]:
        if one.get("type") != "hidden":
            assert one.get("id") in labels, (page.address, one.attrib)
    for form in page.forms():
        assert form.method == "get" or form.values.get("csrf_token"), page.address
    for fieldset in page.all("fieldset"):
        assert fieldset[0].tag == "legend", (page.address, "a group begins with its legend")
    for described in page.root.iter():
        for id_ in (described.get("aria-describedby") or "").split():
            assert id_ in ids, (page.address, id_)


def _check_links(page: Page) -> None:
    ids = set(page.ids())
    for one in page.all("a"):
        target = one.get("href")
        assert target, (page.address, "a link without a target")
        if target.startswith("#"):
            assert target[1:] in ids, (page.address, target)
        assert not target.startswith("http"), (page.address, target, "no third party")
    for tag, attribute in (("link", "href"), ("img", "src"), ("script", "src")):
        for one in page.all(tag):
            target = (one.get(attribute) or "").removeprefix(page.origin)
            assert target.startswith("/"), (page.address, one.attrib)


def _parsed(html: str) -> Element:
    """Return the tree of *html*: many tests open the same page, alike but for its secrets."""
    token, tags = TOKEN.search(html), set(TAG.findall(html))
    hidden = {"csrf_token": token[1]} if token else {}
    if len(tags) == 1:
        hidden["attempt"] = tags.pop()
    for name, value in hidden.items():
        html = html.replace(f'name="{name}" value="{value}"', f'name="{name}" value="of a form"')
    root = deepcopy(_read(html))
    for one in root.iter("input"):
        if one.get("name") in hidden:
            one.set("value", hidden[one.get("name")])
    return root


@lru_cache(1024)
def _read(html: str) -> Element:
    """Return the tree of *html* as a browser reads it; a fault in the markup is an error."""
    parser = HTMLParser(namespace_html_elements=False)
    root = parser.parse(html)
    assert not parser.errors, parser.errors
    return root


def _form(element: Element) -> Form:
    form = Form(
        action=element.get("action"), method=element.get("method", "get"), values={}, options={}
    )
    for one in element.iter():
        name = one.get("name")
        if one.tag == "input" and name:
            _read_input(form, name, one)
        elif one.tag == "textarea":
            # A browser leaves out the line end right behind the tag, as the parser here does.
            form.values[name] = one.text or ""
        elif one.tag == "select":
            _read_list(form, name, one)
        elif one.tag == "button":
            form.buttons.append((name or "", one.get("value", ""), _text(one)))
    return form


def _read_input(form: Form, name: str, one: Element) -> None:
    kind, value = one.get("type", "text"), one.get("value", "")
    checked = one.get("checked") is not None
    if kind == "radio":
        form.options.setdefault(name, []).append(value)
    if kind == "checkbox":
        form.ticks.setdefault(name, []).append(value)
    if kind not in {"radio", "checkbox"} or checked:
        _add(form.values, name, value, several=len(form.ticks.get(name, [])) > 1)


def _read_list(form: Form, name: str, element: Element) -> None:
    offered = list(element.iter("option"))
    form.lists[name] = [one.get("value") for one in offered]
    selected = [one for one in offered if one.get("selected") is not None] or offered[:1]
    form.values[name] = selected[-1].get("value")


def _add(values: dict[str, str | list[str]], name: str, value: str, *, several: bool) -> None:
    before = values.get(name)
    if several and before is not None:
        values[name] = [*(before if isinstance(before, list) else [before]), value]
    else:
        values[name] = value


def _filled(form: Form, button: str | None, choices: dict) -> dict:
    """Return what a browser sends once *choices* are made and *button* is pressed."""
    named = {name.replace("__", "-"): value for name, value in choices.items()}
    pressed = {name: value for name, value, label in form.buttons if name and label == button}
    values = form.values | named | pressed
    return {name: value for name, value in values.items() if value is not None}


def _text(element: Element | None, language: str | None = None, *, quoted: bool = True) -> str:
    assert element is not None
    return " ".join("".join(_pieces(element, language, quoted=quoted)).split())


def _pieces(element: Element, language: str | None, *, quoted: bool) -> Iterator[str]:
    if not quoted and (
        element.tag in {"q", "textarea"} or element.get("class") in {"ad", "theirs"}
    ):
        return
    if language is None or element.get("lang", language) == language:
        yield element.text or ""
        for child in element:
            yield from _pieces(child, language, quoted=quoted)
            yield " " + (child.tail or "")
