"""Shows a browser what was seen on a walk, as it was sent then."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from playwright.sync_api import Page

from tests.browser.walk import Seen, State

#: These belong to the answer on its way, not to the page.
ON_ITS_WAY = {"content-length", "content-encoding", "location", "set-cookie"}


class Stage:
    """A WSGI application: each state at an address of its own, everything else as it is."""

    def __init__(self, seen: Seen, app: Callable[..., Iterable[bytes]]) -> None:
        self.states = seen.states
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        found = re.fullmatch(r"/states/(\d+)", environ["PATH_INFO"])
        if not found:
            return self.app(environ, start_response)
        state = self.states[int(found[1])]
        headers = [one for one in state.headers.items() if one[0].lower() not in ON_ITS_WAY]
        start_response("200 OK", headers)
        return [state.html.encode()]


def play(page: Page, stage: str, seen: Seen) -> Iterable[State]:
    """Show *page* one state after the other."""
    for number, state in enumerate(seen.states):
        page.goto(f"{stage}/states/{number}")
        yield state


def open_folds(page: Page) -> None:
    """Open everything on *page* that can be unfolded."""
    page.evaluate(
        "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
    )
