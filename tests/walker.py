"""Somebody who walks through the quiz over HTTP, with the forms a server really sends.

Cheap enough for load: it reads a page with regular expressions. What the server has
acknowledged (answered with 303) is remembered page by page, so that a test can ask for it.
"""

import http.client
import random
import re
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urlencode

from flask import Flask

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z-]+)(?:="([^"]*)")?')

#: What goes wrong when a server dies under a request.
BROKEN_OFF = (OSError, http.client.HTTPException)


class RefusedError(RuntimeError):
    """The server answered with an error page."""

    def __init__(self, reply: "Reply") -> None:
        super().__init__(f"{reply.method} {reply.path}: {reply.status}")
        self.reply = reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back, and how many seconds it took."""

    method: str
    path: str
    status: int
    headers: Any
    html: str
    seconds: float

    @property
    def name(self) -> str:
        """What was asked, without numbers and secrets."""
        return f"{self.method} {re.sub(r'[0-9]+', 'n', self.path)}"


@dataclass
class Walker:
    """One reader: a cookie, a place in the quiz, and what was acknowledged so far."""

    host: str
    port: int
    form: str = "short"
    seed: int = 0
    always: str = ""
    timeout: float = 30
    context: ssl.SSLContext | None = None
    told: Callable[[Reply], None] = lambda _reply: None
    path: str = ""
    html: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    acknowledged: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - answers, no secrets
        self._connection: http.client.HTTPConnection | None = None

    def walk(self) -> Iterator[str]:
        """Go from the start page to the result; yield the path after each page."""
        self.open("/pl/")
        yield self.path
        self.send({"form": self.form})
        yield self.path
        while "/result" not in self.path:
            self.answer()
            yield self.path

    def finish(self) -> None:
        """Go from the start page to the result."""
        for _path in self.walk():
            pass

    def open(self, path: str) -> Reply:
        """Open *path*, following the server; raises RefusedError for an error page."""
        reply = self.request("GET", path)
        while reply.status in {302, 303}:
            path = reply.headers["Location"]
            reply = self.request("GET", path)
        if reply.status != http.client.OK:
            raise RefusedError(reply)
        self.path, self.html = path, reply.html
        return reply

    def answer(self) -> None:
        """Answer every question of the page, and arrive at the next."""
        self.send(self.choices())

    def choices(self) -> dict[str, str]:
        """Return an answer to every question of the page."""
        offered = self.questions()
        if self.always:
            return dict.fromkeys(offered, self.always)
        return {name: self._random.choice(values) for name, values in offered.items()}

    def send(self, choices: dict[str, str]) -> None:
        """Send the first form of the page with *choices*, then follow where it leads."""
        reply = self.post(choices)
        if reply.status != http.client.SEE_OTHER:
            raise RefusedError(reply)
        self.open(reply.headers["Location"])

    def post(self, choices: dict[str, str]) -> Reply:
        """Send the first form of the page with *choices*, and go nowhere."""
        action, hidden = self.shown()
        reply = self.request("POST", action, urlencode(hidden | choices))
        if reply.status == http.client.SEE_OTHER:
            self.acknowledged[action] = choices
        return reply

    def shown(self) -> tuple[str, dict[str, str]]:
        """Return where the first form that is posted goes, and what it holds unseen."""
        for found in _FORM.finditer(self.html):
            form = _attributes(found[1])
            if form.get("method") == "post":
                return form["action"], _unseen(found[2])
        raise AssertionError(self.html)

    def questions(self) -> dict[str, list[str]]:
        """Return the radio groups of the page with what each offers."""
        offered: dict[str, list[str]] = {}
        for one in _inputs(self.html, "radio"):
            offered.setdefault(one["name"], []).append(one["value"])
        return offered

    def checked(self) -> dict[str, str]:
        """Return what the page shows as chosen."""
        return checked(self.html)

    def lost(self) -> dict[str, dict[str, str]]:
        """Return which acknowledged pages no longer show what was acknowledged."""
        different = {}
        for path, choices in self.acknowledged.items():
            if "/quiz/" in path or "/skills/" in path:
                self.open(path)
                if self.checked() != choices:
                    different[path] = self.checked()
        self.hang_up()
        return different

    def request(self, method: str, path: str, body: str | None = None) -> Reply:
        """Ask the server; a connection that broke is made anew the next time."""
        began = time.perf_counter()
        try:
            reply = self._exchange(method, path, body, began)
        except BROKEN_OFF:
            self.hang_up()
            raise
        self.told(reply)
        return reply

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _exchange(self, method: str, path: str, body: str | None, began: float) -> Reply:
        if self._connection is None:
            self._connection = (
                http.client.HTTPSConnection(
                    self.host, self.port, timeout=self.timeout, context=self.context
                )
                if self.context
                else http.client.HTTPConnection(self.host, self.port, timeout=self.timeout)
            )
        headers = {"Cookie": "; ".join(f"{name}={one}" for name, one in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        html = response.read().decode()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return Reply(
            method=method,
            path=path,
            status=response.status,
            headers=response.headers,
            html=html,
            seconds=time.perf_counter() - began,
        )


class InsideWalker(Walker):
    """The same without a network: in the process of the test."""

    def __init__(self, app: Flask, **told: Any) -> None:
        super().__init__("", 0, **told)
        self.client = app.test_client()

    def _exchange(self, method: str, path: str, body: str | None, began: float) -> Reply:
        kind = "application/x-www-form-urlencoded" if body is not None else None
        response = self.client.open(path, method=method, data=body, content_type=kind)
        return Reply(
            method=method,
            path=path,
            status=response.status_code,
            headers=response.headers,
            html=response.get_data(as_text=True),
            seconds=time.perf_counter() - began,
        )


def checked(html: str) -> dict[str, str]:
    """Return what a page shows as chosen."""
    return {one["name"]: one["value"] for one in _inputs(html, "radio") if "checked" in one}


def _unseen(html: str) -> dict[str, str]:
    return {one["name"]: one["value"] for one in _inputs(html, "hidden")}


def _inputs(html: str, kind: str) -> list[dict[str, str]]:
    """Return the attributes of each input of a *kind*."""
    every = (_attributes(one) for one in _INPUT.findall(html))
    return [one for one in every if one.get("type") == kind]


def _attributes(tag: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}
