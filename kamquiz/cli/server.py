"""`flask serve` and `flask smoke`."""

import gc
import logging
import sys
import threading
import time
from typing import Any

import click
from flask import Flask, current_app
from sqlalchemy.exc import SQLAlchemyError

from kamquiz.cli.output import (
    OneLineCommand,
    fail,
)
from kamquiz.serving import make_server
from kamquiz.smoke import SmokeError, walk
from kamquiz.web.services import Services, services

#: Thread switch interval. A page takes a few milliseconds; the default of 5 ms interrupts most
#: pages, which cost 5 % of the throughput.
SWITCH_INTERVAL_SECONDS = 0.05


SECONDS_BETWEEN_PURGES = 60 * 60


@click.command(cls=OneLineCommand)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
def serve(host: str, port: int) -> None:
    """Serve the product; creates or migrates the database first."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # the app itself
    services().attempts.readiness()
    services().keep_bank()
    services().check_beside()
    server = _server(app, host, port)
    threading.Thread(target=_purge_periodically, args=(services(),), daemon=True).start()
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
    gc.freeze()  # loaded content is permanent: exclude it from garbage collection
    click.echo(f"kamquiz: http://{host}:{port}/")
    server.run()


def _server(app: Flask, host: str, port: int) -> Any:
    """Return a server that listens on *host* and *port*, or exit with the reason."""
    try:
        return make_server(app, host=host, port=port, https=app.config["SESSION_COOKIE_SECURE"])
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error).rstrip(".")
        fail([f"{host}, port {port}: {reason}; choose others with --host and --port"])


@click.command(cls=OneLineCommand)
@click.argument("address")
def smoke(address: str) -> None:
    """Walk through the quiz at ADDRESS, from the start page to the result; delete the attempt."""
    try:
        for step in walk(address):
            click.echo(step)
    except SmokeError as error:
        fail([str(error)])


def _purge_periodically(kept: Services) -> None:
    """Delete expired attempts every hour, also without visitors."""
    while True:
        try:
            kept.purge()
        except SQLAlchemyError:
            logging.getLogger(__name__).exception("old attempts could not be deleted")
        time.sleep(SECONDS_BETWEEN_PURGES)
