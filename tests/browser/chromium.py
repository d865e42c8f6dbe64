"""Debian's browser, a server for it to visit, and the way from one page to the next."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Locator
from waitress import create_server

#: No network but ours, and no sandbox where it runs as root.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def program() -> str | None:
    """Return where the browser is: the shell is the same one without its windows, half the work."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@contextmanager
def serving(app) -> Iterator[str]:
    """Serve *app* on a free port and give its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


def follow(button: Locator) -> None:
    """Click what leads to another page and wait for that page: a click returns before it."""
    with button.page.expect_navigation():
        button.click()
