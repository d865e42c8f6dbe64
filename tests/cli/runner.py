"""Run commands, in this process or in one of their own."""

import os
import subprocess
import sys

from kamquiz.cli import add_commands

#: Options of a plan that every test of plans uses.
PLAN = ("--start", "2027-01-04", "--hours", "2")


def commands(app):
    runner = add_commands(app).test_cli_runner()

    def run(*arguments, typed=None):
        with app.app_context():  # as the flask command gives it
            result = runner.invoke(args=[str(one) for one in arguments], input=typed)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


def refused(result, *faults):
    """Hold *result* against how a fault is told: a line each on standard error, status 2."""
    assert result.stderr.splitlines() == list(faults)
    assert result.stdout == ""
    assert result.exit_code == 2


def run(root, *command, **environment):
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env={**os.environ, "PYTHONWARNINGS": "default", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
