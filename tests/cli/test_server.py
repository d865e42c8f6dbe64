"""`flask serve` and `flask purge`."""

from types import SimpleNamespace

from kamquiz.cli import server
from tests.cli.runner import PLAN


def test_serving_says_where_after_the_database_is_made(flask, no_database, monkeypatch):
    served = {}

    def make_server(_app, **options):
        served.update(options)
        return SimpleNamespace(run=lambda: None)

    monkeypatch.setattr(server, "make_server", make_server)

    result = flask("serve", "--port", "8123")

    assert result.stdout == "kamquiz: http://127.0.0.1:8123/\n"
    assert (served["host"], served["port"]) == ("127.0.0.1", 8123)
    assert no_database.exists()


def test_commands_that_keep_nothing_open_no_database(flask, file, no_database):
    flask("score", file)
    flask("plan", file, *PLAN)
    flask("content", "check")

    assert not no_database.exists()


def test_purging_says_how_many_attempts_were_deleted(flask):
    assert flask("purge").stdout == "0 attempts deleted\n"
