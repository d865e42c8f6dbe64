"""The files of deploy/ do what they say: nginx, three web processes and PostgreSQL, for real."""

import http.client
import re
import shutil
import socketserver
import subprocess
import threading
import time
import tomllib
from contextlib import ExitStack, contextmanager

import pytest

from kamquiz.settings import ROOT
from tests.browsing import Browser
from tests.loopback import find_nginx, running, tls
from tests.visitor import Visitor

DEPLOY = ROOT / "deploy"


@pytest.fixture(scope="module")
def loopback(postgres):
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    # Without tables: the three processes find none, and one of them makes them.
    database = postgres.new_database()
    with running(postgres.address(database)) as up:
        yield up
    postgres.drop(database)


@pytest.fixture
def network(loopback):
    return Browser(f"localhost:{loopback.port}", tls(loopback))


def link_on(page) -> str:
    field = next(one for one in page.all("input") if one.get("id") == "link")
    return re.sub(r"^https://localhost:\d+", "", field.get("value"))


def test_nginx_takes_its_configuration(loopback):
    result = subprocess.run(loopback.nginx("-t"), capture_output=True, text=True, check=False)

    assert result.returncode == 0, result.stderr
    assert "warn" not in result.stderr


def test_a_whole_journey_over_three_processes_leaves_no_secret_in_the_log(loopback, network):
    visitor = Visitor(network)
    visitor.finish("4", "short", industry="banking", seniority="kam")
    visitor.open("plan")
    visitor.send(to="/plan/accept")
    visitor.open("share")
    visitor.send(to="/share", result="y", plan="y", notes=None)
    shared = link_on(visitor.page)
    visitor.open("keep")
    back = link_on(visitor.page)
    visitor.open("again")
    visitor.send(to="/again")
    assert visitor.page.address == "/pl/quiz/1"

    Visitor(network).open(shared)
    for address in (back, back.replace("/return/", "/re%74urn//"), f"{back}?key=SECRET"):
        network.test_client().get(address)
    visitor.open("delete")
    visitor.send()
    Visitor(network).open(back, status=404)

    log = loopback.access_log()
    assert log.count("\n") > 30
    secrets = {shared.rsplit("/", 1)[1], back.rsplit("/", 1)[1], "SECRET"}
    for secret in secrets:
        assert secret not in log
    assert '"/pl/return/-"' in log
    assert '"/pl/share/-"' in log
    for one in loopback.web:
        assert f"127.0.0.1:{one.port}" in log
        written = one.log.read_text()
        assert not any(secret in written for secret in secrets)
        lines = written.splitlines()
        assert len(lines) == len(set(lines)), "each line once"
        assert "INFO:kamquiz" not in written, "and none past our own form"


def test_the_cookie_and_the_headers_are_those_of_https(network):
    answer = network.get("/pl/")

    assert "__Host-kamquiz" in network.cookies
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    assert "Server" not in answer.headers or answer.headers["Server"] == "nginx"


@pytest.mark.parametrize(("caller", "statuses"), [("127.0.0.1", {200, 404}), ("127.0.0.2", {403})])
@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
def test_only_this_machine_may_ask_how_it_is(loopback, path, caller, statuses):
    # Without a token in the settings there are no metrics, for anybody.
    connection = http.client.HTTPSConnection(
        "localhost", loopback.port, context=tls(loopback), source_address=(caller, 0)
    )
    connection.request("GET", path)

    assert connection.getresponse().status in statuses
    connection.close()


def test_plain_http_leads_to_https(loopback):
    answer = Browser(f"localhost:{loopback.http_port}").get("/pl/?a=b")

    assert (answer.status_code, answer.location) == (301, "https://localhost/pl/?a=b")


def test_the_style_sheet_comes_from_nginx_and_stays_in_the_cache(network):
    answer = network.get("/static/style.css")

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "max-age=2592000"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"


def test_nginx_compresses_files_and_no_page_with_a_secret(network):
    visitor = Visitor(network)
    visitor.begin("short")
    packed = {
        path: visitor.client.get(path, headers={"Accept-Encoding": "gzip"}).headers.get(
            "Content-Encoding"
        )
        for path in ("/static/style.css", "/pl/quiz/1", "/pl/keep", "/pl/?a=b")
    }

    assert packed == {
        "/static/style.css": "gzip",
        "/pl/quiz/1": "gzip",
        "/pl/keep": None,
        "/pl/?a=b": None,
    }


@pytest.mark.parametrize(
    ("path", "kilobytes", "status"),
    [
        pytest.param("/pl/return", 65, 413, id="a page, too much"),
        pytest.param("/api/v1/job/check", 65, 400, id="a job ad, long but no JSON"),
        pytest.param("/pl/check", 65, 400, id="a pasted job ad, long but without a token"),
        pytest.param("/en/jobs", 65, 400, id="a draft, long but without a token"),
        pytest.param("/pl/jobs/open", 65, 400, id="the file of a draft"),
        pytest.param("/en/interview", 65, 400, id="an interview guide for a draft"),
        pytest.param("/en/jobs/fair-use", 65, 413, id="another page about jobs, too much"),
        pytest.param("/pl/check", 257, 413, id="a pasted job ad, too much"),
        pytest.param("/api/v1/job/check", 257, 413, id="a job ad, too much"),
    ],
)
def test_bodies_have_their_limits(network, path, kilobytes, status):
    assert network.post(path, {"a": "x" * kilobytes * 1024}).status_code == status


@pytest.fixture(scope="module")
def alone():
    """nginx without any process behind it."""
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    with running("postgresql:///nowhere", processes=False) as alone:
        yield alone


@pytest.mark.parametrize("sent", [None, {"insight-1": "4"}], ids=["GET", "POST"])
@pytest.mark.parametrize("path", ["/pl/", "/en/quiz/3", "/pl/check", "/api/v1/score"])
def test_while_nobody_answers_the_reader_is_told_to_come_back(alone, path, sent):
    browser = Browser(f"localhost:{alone.port}", tls(alone))

    answer = browser.get(path) if sent is None else browser.post(path, sent)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    page = answer.get_data(as_text=True)
    assert "Twoje odpowiedzi są nadal w formularzu. Spróbuj ponownie za minutę" in page
    assert "Go back: your answers are still in the form. Try again in a minute" in page


@contextmanager
def dying(port, seen):
    """Let what listens on *port* read a request and hang up, as a process does that is killed."""

    class Dying(socketserver.BaseRequestHandler):
        def handle(self):
            seen.append(self.request.recv(65536).split()[0])

    socketserver.TCPServer.allow_reuse_address = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", port), Dying) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_what_ended_one_process_is_not_handed_to_the_next_unless_it_only_reads():
    if find_nginx() is None:
        pytest.skip("nginx is not installed")
    seen = []
    with running("postgresql:///nowhere", processes=False) as alone, ExitStack() as stack:
        for web in alone.web:
            stack.enter_context(dying(web.port, seen))
        browser = Browser(f"localhost:{alone.port}", tls(alone))

        sent = browser.post("/pl/quiz/1", {"insight-1": "4"})
        time.sleep(6)  # until nginx tries again the one that hung up
        opened = browser.get("/pl/")

    assert (sent.status_code, opened.status_code) == (503, 503)
    assert "Twoje odpowiedzi są nadal w formularzu" in sent.get_data(as_text=True)
    assert seen == [b"POST", b"GET", b"GET", b"GET"]


def test_nobody_opens_the_page_about_being_unavailable_by_itself(loopback, network):
    assert network.get("/unavailable.html").status_code == 404


@pytest.mark.parametrize("unit", sorted(one.name for one in DEPLOY.glob("*.service")))
def test_a_unit_leaves_the_process_little_to_reach(unit):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    result = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=20", DEPLOY / unit],
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 0, result.stdout[-300:]


def test_the_image_holds_all_that_runs_and_nothing_else():
    text = (DEPLOY / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (\S+) ", text, re.MULTILINE))

    assert {"app.py", "kamquiz", "questions", "templates", "requirements.txt"} <= copied
    assert all((ROOT / one).exists() for one in copied if not one.startswith("--"))
    python = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert f"FROM python:{python.removeprefix('>=')}-slim" in text


def test_the_example_of_the_settings_names_real_ones():
    named = set(re.findall(r"^(KAMQUIZ_\w+)=", (DEPLOY / "kamquiz.env.example").read_text(), re.M))

    assert named == set(re.findall(r"KAMQUIZ_\w+", (ROOT / "kamquiz" / "settings.py").read_text()))
