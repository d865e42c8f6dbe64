"""`flask smoke` walks a running server, and names the step that fails."""

import threading
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import abort
from waitress import create_server

from kamquiz.cli import add_commands


@pytest.fixture
def serve() -> Iterator:
    """Serve an application on a free port; returns its address."""
    servers = []

    def run(server):
        with suppress(OSError):  # it is closed while it waits
            server.run()

    def start(app):
        server = create_server(app, host="127.0.0.1", port=0)
        thread = threading.Thread(target=run, args=(server,), daemon=True)
        thread.start()
        servers.append((server, thread))
        return f"http://127.0.0.1:{server.effective_port}"

    yield start
    for server, thread in servers:
        server.close()
        thread.join(timeout=5)


@pytest.fixture
def smoke(app):
    runner = add_commands(app).test_cli_runner()

    def run(address):
        with app.app_context():
            return runner.invoke(args=["smoke", address])

    return run


def test_a_server_that_works_is_walked_to_the_end_and_left_as_it_was(app, serve, smoke):
    result = smoke(serve(app))

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "the process lives"
    assert result.stdout.splitlines()[-1] == "nothing is left"
    with app.extensions["kamquiz"]._database().connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM attempts").scalar_one() == 0


@pytest.mark.parametrize(
    ("endpoint", "step"),
    [
        ("health.readyz", "the database can be written"),
        ("quiz.start", "the start page opens"),
        ("quiz.skills", "every page is answered"),
        ("resume.delete", "the page to delete opens"),
    ],
)
def test_the_step_that_fails_is_named(app, serve, smoke, endpoint, step):
    app.view_functions[endpoint] = lambda **_values: abort(500)

    result = smoke(serve(app))

    assert result.exit_code == 2
    # The server runs in the same process, and logs in front of it.
    assert result.stderr.splitlines()[-1].startswith(f"{step}: failed, ")


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "ftp://quiz.example", "quiz.example"])
def test_a_server_that_is_not_there_fails_at_once(smoke, address):
    result = smoke(address)

    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
