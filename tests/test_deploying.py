"""The files of deploy/ do what they say: nginx, three web processes and PostgreSQL, for real."""

import http.client
import json
import re
import shutil
import socketserver
import subprocess
import sys
import threading
import time
import tomllib
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import yaml

from kamquiz.settings import ROOT
from tests.browsing import Browser
from tests.loopback import find_nginx, running, tls
from tests.visitor import Visitor

DEPLOY = ROOT / "deploy"

SERVICES = sorted(service.name for service in DEPLOY.glob("*.service"))


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


def systemd_analyze(*words):
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    return subprocess.run(
        ["systemd-analyze", *words], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize("unit", SERVICES)
def test_a_unit_leaves_the_process_little_to_reach(unit):
    # 0.9 and "SAFE"; the scale ends at 10.
    result = systemd_analyze("security", "--offline=true", "--threshold=10", DEPLOY / unit)

    assert result.returncode == 0, result.stdout[-300:]


def test_systemd_finds_no_fault_in_the_units(tmp_path):
    # It looks for each program, so the one of /srv is named where it is here.
    flask = Path(sys.executable).with_name("flask")
    units = []
    for unit in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer"), *DEPLOY.glob("*.target")):
        text = unit.read_text().replace("/srv/kamquiz/.venv/bin/flask", str(flask))
        units.append(tmp_path / unit.name)
        units[-1].write_text(text)

    result = systemd_analyze("verify", "--man=no", *units)

    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("unit", SERVICES)
def test_every_service_runs_as_its_own_user_and_writes_for_nobody_else(unit):
    lines = (DEPLOY / unit).read_text().splitlines()

    assert {"User=kamquiz", "Group=kamquiz", "UMask=0077", "ProtectSystem=strict"} <= set(lines)


@pytest.mark.parametrize("timer", sorted(timer.name for timer in DEPLOY.glob("*.timer")))
def test_a_timer_has_a_service_and_is_started_as_the_documents_say(timer):
    assert timer.replace(".timer", ".service") in SERVICES
    assert re.search(
        rf"systemctl enable --now .*{timer}", (ROOT / "docs/operations.md").read_text()
    )


def test_a_container_that_lives_is_found_healthy_whatever_name_it_answers_to(loopback):
    text = (DEPLOY / "Dockerfile").read_text()
    _python, *words = json.loads(re.search(r"^  CMD (\[.*\])$", text, re.MULTILINE).group(1))
    words = [word.replace("127.0.0.1:8000", f"127.0.0.1:{loopback.web[0].port}") for word in words]

    for names, status in (("localhost, quiz.example", 0), ("quiz.example", 1), ("", 1)):
        result = subprocess.run(
            [sys.executable, *words],
            env={"KAMQUIZ_TRUSTED_HOSTS": names},
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert result.returncode == status, (names, result.stderr)


def copied_from_the_project() -> set[str]:
    text = (DEPLOY / "Dockerfile").read_text()
    return set(re.findall(r"^COPY ([^-\s]\S*) ", text, re.MULTILINE))


def test_the_image_holds_all_that_runs_and_nothing_else():
    copied = copied_from_the_project() - {"kamquiz/translations"}
    let_in = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), re.MULTILINE)

    assert copied == {"app.py", "kamquiz", "questions", "templates", "requirements.txt"}
    assert sorted(copied) == let_in
    assert "--require-hashes -r requirements.txt" in (DEPLOY / "Dockerfile").read_text()


def test_with_docker_and_without_the_image_is_made_of_the_same():
    dockerfile, script = ((DEPLOY / name).read_text() for name in ("Dockerfile", "image.sh"))
    bases = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", dockerfile, re.MULTILINE)

    assert bases[0] == ("debian:bookworm-slim", "python")
    assert {base for base, _name in bases[1:]} == {"python"}
    assert "--file deploy/Dockerfile" in script
    assert re.search(r"^  bookworm ", script, re.MULTILINE)
    python = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"]
    assert python == ">=3.11", "which is the Python of Debian 12"


@pytest.mark.parametrize("script", sorted(script.name for script in DEPLOY.glob("*.sh")))
def test_a_script_can_be_started_and_read_by_the_shell(script):
    result = subprocess.run(
        ["sh", "-n", DEPLOY / script], capture_output=True, text=True, check=False
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert (DEPLOY / script).stat().st_mode & 0o111


def test_containers_may_write_nothing_and_wait_for_what_they_need():
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    web = [services[name] for name in ("web1", "web2", "web3")]

    for service in web:
        assert service["read_only"]
        assert service["tmpfs"] == ["/tmp"]  # noqa: S108 - a folder of the container
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
        assert "ports" not in service
    assert {"condition": "service_healthy"} in services["nginx"]["depends_on"].values()
    for address in re.findall(r"s/127\.0\.0\.1:(\d+)/", " ".join(services["nginx"]["command"])):
        assert f"server 127.0.0.1:{address}" in (DEPLOY / "nginx.conf").read_text()
    for folder in (mount.split(":")[0] for mount in services["nginx"]["volumes"]):
        assert folder == "./tls" or (DEPLOY / folder).exists(), folder


def test_no_secret_in_the_example_is_filled_in():
    lines = (DEPLOY / "kamquiz.env.example").read_text().splitlines()

    assert {"KAMQUIZ_SECRET_KEY=", "KAMQUIZ_BACKUP_KEY=", "KAMQUIZ_METRICS_TOKEN="} <= set(lines)


def test_the_example_of_the_settings_names_real_ones():
    named = set(re.findall(r"^(KAMQUIZ_\w+)=", (DEPLOY / "kamquiz.env.example").read_text(), re.M))

    assert named == set(re.findall(r"KAMQUIZ_\w+", (ROOT / "kamquiz" / "settings.py").read_text()))
