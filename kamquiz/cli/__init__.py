"""The commands below `flask`."""

from flask import Flask

from kamquiz.cli.content import content
from kamquiz.cli.jobs import job
from kamquiz.cli.measurement import calibrate, simulate
from kamquiz.cli.operations import backup, purge, restore
from kamquiz.cli.scoring import plan, score
from kamquiz.cli.server import serve, smoke

COMMANDS = (
    content,
    score,
    plan,
    job,
    simulate,
    calibrate,
    backup,
    restore,
    purge,
    serve,
    smoke,
)


def add_commands(app: Flask) -> Flask:
    """Add the commands to *app* and return it."""
    for command in COMMANDS:
        app.cli.add_command(command)
    return app
