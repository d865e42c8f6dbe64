"""The log says what happened and nothing that opens anybody's answers."""

import json
import logging
import re
import sys
from dataclasses import replace
from datetime import datetime

import pytest

from kamquiz.settings import LogForm
from kamquiz.web import create_app
from kamquiz.web.ops.logging import HIDDEN, JsonLines, PlainLines, Redactor
from tests.visitor import Visitor
from tests.web.quiz.test_resume import make_codename, return_link

KEY = "k" * 43
CODENAME = "alfa beta gamma delta epsilon zeta"

BOTH = pytest.mark.parametrize("form", list(LogForm))


@pytest.fixture
def make_app(settings, content, clock):
    """Make an application with other settings."""
    return lambda **changes: create_app(replace(settings, **changes), content=content, clock=clock)


@pytest.fixture
def redact():
    return Redactor(CODENAME.split())


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_each_request_is_one_line_with_the_route_instead_of_the_address(make_app, capsys):
    visitor = Visitor(make_app(log=LogForm.JSON))
    visitor.begin("short")
    capsys.readouterr()
    visitor.open("quiz/1")

    (line,) = lines(capsys)
    assert line["route"] == "/<language:language>/quiz/<int:page>"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["bytes"] == len(visitor.page.html.encode())
    assert 0 < line["ms"] < 60_000
    assert datetime.fromisoformat(line["time"]).utcoffset().total_seconds() == 0
    assert line["id"] == visitor.page.headers["X-Request-ID"]
    assert set(line) == {
        "time", "level", "logger", "id", "method", "route", "status", "ms", "bytes"
    }  # fmt: skip


def test_an_address_there_is_not_leaves_no_trace_of_what_was_asked(make_app, capsys):
    make_app(log=LogForm.JSON).test_client().get("/secret-that-was-mistyped?and=more")

    (line,) = lines(capsys)
    assert (line["route"], line["status"]) == ("-", 404)
    assert "secret" not in json.dumps(line)


def test_an_error_is_told_with_its_traceback_under_the_id_of_its_request(make_app, capsys):
    app = make_app(log=LogForm.JSON)

    def broken():
        raise RuntimeError(f"could not open /pl/return/{KEY}")

    app.add_url_rule("/broken", view_func=broken)
    response = app.test_client().get("/broken")

    told = lines(capsys)
    assert {line["id"] for line in told} == {response.headers["X-Request-ID"]}
    assert any("RuntimeError" in line.get("traceback", "") for line in told)
    assert KEY not in json.dumps(told)


@BOTH
def test_a_whole_journey_leaves_none_of_its_secrets_in_the_log(make_app, capsys, form):
    app = make_app(log=form, metrics_token="a token for the figures")
    visitor, mentor, elsewhere, other = (Visitor(app) for _ in range(4))
    visitor.finish("3", form="short", industry="banking")
    link, codename = return_link(visitor), make_codename(visitor)
    visitor.open("share")
    visitor.send()
    shared = re.search(r"/pl/share/[\w-]{43}", visitor.page.html)[0]
    elsewhere.come_back(link)
    mentor.open(shared)
    other.open("return")
    other.send(codename=codename)
    other.open("return")
    other.send(codename=f"{codename} zonk", status=422)
    other.open(f"{link}x", status=404)
    other.open(f"{shared}x", status=404)
    app.test_client().get("/metrics", headers={"Authorization": "Bearer a token for the figures"})
    token = re.search(r'csrf_token" value="([^"]+)"', visitor.page.html)[1]
    cookie = visitor.client.get_cookie("kamquiz").value
    visitor.client.get("/pl/quiz/1", headers={"X-Note": token, "User-Agent": "a rare browser"})

    log = capsys.readouterr().err
    assert log.count("\n") > 30
    secrets = [link.rpartition("/")[2], shared.rpartition("/")[2], token, cookie, codename]
    secrets += [app.secret_key, "a token for the figures", "a rare browser", "127.0.0.1"]
    for secret in secrets:
        assert len(secret) > 8
        assert secret not in log
    assert "banking" not in log


@BOTH
def test_what_a_database_that_fails_was_to_write_is_not_told(make_app, capsys, form, tmp_path):
    app = make_app(log=form)
    visitor = Visitor(app)
    visitor.begin("short")
    with app.extensions["kamquiz"]._database().begin() as connection:
        connection.exec_driver_sql("DROP TABLE answers")
    visitor.answer_page("4", status=503)

    log = capsys.readouterr().err
    assert "no such table: answers" in log
    assert f"[parameters: {HIDDEN}]" in log.replace("\\n", "\n")


# Who may name a request.


def test_a_proxy_that_is_believed_may_name_a_request(make_app):
    client = make_app(proxies=1).test_client()
    response = client.get("/healthz", headers={"X-Request-ID": "from-the-proxy.1"})

    assert response.headers["X-Request-ID"] == "from-the-proxy.1"


@pytest.mark.parametrize("given", ["short", "x" * 65, "with space 1", "ąąąąąąąąąą", "a\tb-------"])
def test_a_name_that_could_pass_for_something_else_is_replaced(make_app, given):
    client = make_app(proxies=1).test_client()
    response = client.get("/healthz", headers={"X-Request-ID": given})

    assert re.fullmatch(r"[0-9a-f]{16}", response.headers["X-Request-ID"])


def test_a_reader_may_not_name_a_request(make_app):
    response = make_app().test_client().get("/healthz", headers={"X-Request-ID": "chosen-by-me"})

    assert response.headers["X-Request-ID"] != "chosen-by-me"


# What the formatters blank out.


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        (f"GET /pl/return/{KEY} 303", KEY),
        ("GET /en/share/short-and-wrong?x=1", "short-and-wrong"),
        (f"Cookie: kamquiz={KEY}.a.b; other=1", KEY),
        ("Set-Cookie: __Host-kamquiz=eyJ.a.b; Secure", "eyJ.a.b"),
        ("{'Authorization': 'Bearer abcdefgh'}", "abcdefgh"),
        ("codename=six+words&csrf_token=IjE.x.y", "IjE.x.y"),
        ("[SQL: INSERT]\n[parameters: ('my plan', 3)]", "my plan"),
        ("postgresql+psycopg://quiz:hunter2@db/quiz", "hunter2"),
        (f"a key {KEY}, bare", KEY),
        (f"tried {CODENAME} in vain", "delta"),
        (f"tried {CODENAME.title().replace(' ', '-')}.", "Delta"),
    ],
)
@pytest.mark.parametrize("formatter", [PlainLines, JsonLines])
def test_secrets_are_blanked_out(redact, text, secret, formatter):
    record = logging.LogRecord("kamquiz", logging.INFO, __file__, 1, "%s", (text,), None)

    line = formatter(redact).format(record)
    assert secret in text
    assert secret not in line
    assert HIDDEN in line


@pytest.mark.parametrize(
    "text",
    [
        "alfa beta gamma delta epsilon, and no sixth word",
        "GET /<language:language>/return/<key> 303",
        "old attempts could not be deleted",
        "a" * 42,
    ],
)
def test_what_is_no_secret_stays(redact, text):
    assert redact(text).replace("return/[hidden]", "return/<key>") == text


@pytest.mark.parametrize("sign", ["\n", "\r", "\x00", "\x1b", "\u2028", "\u202e", "\x85"])
@pytest.mark.parametrize("formatter", [PlainLines, JsonLines])
def test_nobody_can_forge_a_line(redact, sign, formatter):
    record = logging.LogRecord("kamquiz", logging.INFO, "", 1, f"a{sign}b", (), None)
    line = formatter(redact).format(record)

    assert "\n" not in line
    assert "\r" not in line
    assert "\x1b" not in line


def test_a_plain_line_shows_a_traceback_below(redact):
    try:
        raise RuntimeError(f"/pl/return/{KEY}")
    except RuntimeError:
        record = logging.LogRecord("kamquiz", logging.ERROR, "", 1, "it broke", (), sys.exc_info())
    line = PlainLines(redact).format(record)

    assert "it broke\nTraceback" in line
    assert KEY not in line


def test_the_lines_of_the_server_below_pass_the_same_formatter(make_app, capsys):
    make_app()
    logging.getLogger("waitress").error("Exception while serving /pl/return/%s", KEY)

    log = capsys.readouterr().err
    assert "Exception while serving" in log
    assert KEY not in log
