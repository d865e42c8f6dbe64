"""The embedded server holds out against slow clients, crowds and bodies that are too large."""

import http.client
import json
import os
import re
import resource
import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from waitress import wasyncore

from kamquiz.serving import connections, make_server, server
from kamquiz.serving.connections import MAX_SECONDS, Phase
from kamquiz.web.security.request_size import MAX_AD_BODY
from tests.loads import Load
from tests.servers import WebServer
from tests.soak import times
from tests.walker import Walker

#: Pages a second that one process is good for, by docs/operations.md, on a machine of its own.
SUSTAINABLE = 150

#: What a normal page may take meanwhile.
SECONDS_OF_A_PAGE = 2

GET = b"GET /pl/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
SLOW_HEADERS = b"GET /pl/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: "
SLOW_BODY = (
    b"POST /pl/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n"
)


@pytest.fixture(autouse=True)
def _descriptors():
    """As many files as the attacks need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < 6_000:
        pytest.skip(f"a process may open {hard} files only")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 6_000), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    """The product as `flask serve` serves it."""
    folder = tmp_path_factory.mktemp("web")
    process = WebServer(f"sqlite:///{folder / 'quiz.sqlite'}", folder).start()
    yield process
    process.stop()
    assert "Traceback" not in process.log


def connected(port, sent=b"", timeout=30):
    """Return a connection on which *sent* was sent."""
    client = socket.create_connection(("127.0.0.1", port), timeout=timeout)
    client.sendall(sent)
    return client


def answered(client):
    """Return all that the server says on *client*, until it closes the connection."""
    with client:
        parts = []
        while part := client.recv(65536):
            parts.append(part)
        return b"".join(parts)


def status(answer):
    return int(answer.split(b" ", 2)[1])


def seconds_of_a_page(port):
    began = time.monotonic()
    assert status(answered(connected(port, GET))) == 200
    return time.monotonic() - began


@contextmanager
def dawdling(clients):
    """Let each of *clients* send a byte a second."""
    done = threading.Event()

    def go():
        while not done.wait(1):
            for client in clients:
                with suppress(OSError):
                    client.send(b"x")

    thread = threading.Thread(target=go)
    thread.start()
    yield
    done.set()
    thread.join()


@pytest.mark.soak
@pytest.mark.parametrize("number", [1_500, 3_000])
def test_a_page_is_served_beside_so_many_connections_half_of_them_slow(
    web, number, record_property
):
    with ExitStack() as stack:
        clients = []
        for count in range(number):
            sent = (b"", SLOW_HEADERS, b"", SLOW_BODY)[count % 4]
            clients.append(stack.enter_context(connected(web.port, sent)))
        with dawdling([client for count, client in enumerate(clients) if count % 2]):
            time.sleep(2)  # until the server has taken or closed them all
            pages = []
            for _page in range(times(30, share=6)):
                pages.append(seconds_of_a_page(web.port))
                time.sleep(0.5)

    assert max(pages) < SECONDS_OF_A_PAGE
    assert "filedescriptor" not in web.log
    record_property("slowest page beside them", f"{max(pages):.2f} s")


@pytest.mark.soak
def test_bodies_that_are_too_large_neither_end_the_server_nor_reach_the_disk(web):
    length = 530_000
    head = (
        f"POST /pl/check HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    ).encode()
    with ExitStack() as stack:
        refused = [stack.enter_context(connected(web.port, head)) for _client in range(530)]
        assert [status(client.recv(65536)) for client in refused] == [413] * 530
        for client in refused:
            with suppress(OSError):  # a server may stop reading
                client.sendall(b"x" * length)
        # As much as may be sent, but for the last byte: that is kept until the rest comes.
        head = head.replace(b"530000", str(MAX_AD_BODY).encode())
        body = b"x" * (MAX_AD_BODY - 1)
        open_ = [stack.enter_context(connected(web.port, head + body)) for _client in range(50)]
        assert seconds_of_a_page(web.port) < SECONDS_OF_A_PAGE
        files = Path(f"/proc/{web.process_id}/fd").iterdir()
        assert [file for file in map(os.readlink, files) if file.endswith("(deleted)")] == []
        assert len(open_) == 50


@pytest.mark.soak
def test_who_takes_no_answer_keeps_nobody_from_theirs(web):
    opened = GET.replace(b"Connection: close\r\n", b"")
    with ExitStack() as stack:
        for _client in range(times(300, share=3)):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            client.connect(("127.0.0.1", web.port))
            client.sendall(opened * 5)

        assert max(seconds_of_a_page(web.port) for _page in range(5)) < 10
        # Once what they asked for is made, all is as before.
        assert seconds_of_a_page(web.port) < SECONDS_OF_A_PAGE


@pytest.fixture
def serve(monkeypatch):
    """Serve a WSGI application in this process with shorter times; return the port."""
    ended = threading.Event()
    threads = []
    for phase in MAX_SECONDS:
        monkeypatch.setitem(MAX_SECONDS, phase, 60)

    def run(made):
        while not ended.is_set():
            wasyncore.loop(timeout=0.05, use_poll=True, map=made._map, count=1)
        made.task_dispatcher.shutdown()
        wasyncore.close_all(made._map)

    def start(app, **options):
        made = make_server(app, **options)
        threads.append(threading.Thread(target=run, args=(made,)))
        threads[-1].start()
        return made.effective_port

    yield start
    ended.set()
    for thread in threads:
        thread.join()


def hello(environ, start_response):
    """Answer with how much was sent."""
    body = str(len(environ["wsgi.input"].read())).encode()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


def is_open(client):
    """Tell whether the server has left *client* open so far."""
    client.settimeout(0.2)
    try:
        return client.recv(1) != b""
    except TimeoutError:
        return True
    except ConnectionResetError:
        return False


@pytest.mark.parametrize(
    ("phase", "sent"),
    [
        pytest.param(Phase.IDLE, b"", id="nothing sent"),
        pytest.param(Phase.READING, SLOW_HEADERS, id="half a header"),
        pytest.param(Phase.READING, SLOW_BODY, id="half a body"),
    ],
)
def test_what_takes_too_long_is_closed_though_bytes_come(serve, monkeypatch, phase, sent):
    monkeypatch.setitem(MAX_SECONDS, phase, 1)
    port = serve(hello)

    with connected(port, sent) as client:
        ends = time.monotonic() + 10
        while is_open(client):
            assert time.monotonic() < ends
            if sent:
                with suppress(OSError):
                    client.send(b"x")


def test_a_reader_who_comes_again_in_time_is_not_closed(serve, monkeypatch):
    monkeypatch.setitem(MAX_SECONDS, Phase.IDLE, 3)
    port = serve(hello)
    client = http.client.HTTPConnection("127.0.0.1", port)
    for _again in range(4):
        client.request("GET", "/")
        assert client.getresponse().read() == b"0"
        time.sleep(1.2)
    client.close()


def test_empty_lines_keep_no_connection_open(serve):
    with connected(serve(hello), b"\r\n") as client:
        client.settimeout(5)
        time.sleep(0.2)
        client.sendall(b"\r\n")
        assert client.recv(1) == b""


def test_where_room_is_needed_idle_connections_go_first_and_slow_ones_next(serve, monkeypatch):
    monkeypatch.setattr(server, "GRACE_SECONDS", 0.1)
    port = serve(hello, connections=150)
    with ExitStack() as stack:
        slow = [stack.enter_context(connected(port, SLOW_HEADERS)) for _client in range(50)]
        idle = [stack.enter_context(connected(port)) for _client in range(50)]
        time.sleep(0.5)
        for _client in range(20):
            stack.enter_context(connected(port, SLOW_HEADERS))
        time.sleep(0.5)
        assert all(is_open(client) for client in slow[:5])
        assert not is_open(idle[0])
        for _client in range(150):
            stack.enter_context(connected(port, SLOW_HEADERS))
            time.sleep(0.01)
        assert not is_open(slow[0])
        assert status(answered(connected(port, GET))) == 200


def test_the_server_asks_for_the_descriptors_it_needs():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (1_000, hard))
        assert server._descriptors(3_000) == 3_000 - server.OTHER_DESCRIPTORS
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (3_000, hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def posted(length, *, path="/pl/check", more=""):
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n{more}\r\n"
    ).encode()


def test_a_body_of_256_kb_is_taken_and_one_more_byte_is_not(serve):
    port = serve(hello)
    at_most = posted(MAX_AD_BODY, more="Connection: close\r\n") + b"x" * MAX_AD_BODY

    assert answered(connected(port, at_most)).endswith(b"\r\n\r\n262144")
    assert status(answered(connected(port, posted(MAX_AD_BODY + 1)))) == 413


@pytest.mark.parametrize(
    "more", ["", "Expect: 100-continue\r\n"], ids=["sent at once", "asked first"]
)
def test_too_large_a_body_is_refused_before_it_is_sent_and_whoever_sends_it_reads_why(serve, more):
    port = serve(hello)

    with connected(port, posted(5_000_000, path="/en/check", more=more)) as client:
        answer = client.recv(65536)  # nothing of the body was sent
        client.sendall(b"x" * 300_000)  # and who sends it all the same is not cut off
        answer += answered(client)

    assert status(answer) == 413
    page = answer.decode()
    assert "<h1>That was too much at once</h1>" in page
    assert "<h2>Za dużo danych naraz</h2>" in page
    assert "Cache-Control: no-store" in page
    assert "default-src 'none'" in page


def test_https_is_held_to_where_there_is_https(serve):
    plain, secure = (
        answered(connected(serve(hello, https=https), posted(300_000))) for https in (False, True)
    )

    assert b"Strict-Transport-Security" not in plain
    assert b"\r\nStrict-Transport-Security: max-age=63072000; includeSubDomains\r\n" in secure


def test_a_body_in_pieces_is_refused_once_it_is_too_large(serve):
    head = b"POST /pl/check HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    piece = b"8000\r\n" + b"x" * 0x8000 + b"\r\n"

    client = connected(serve(hello), head + 8 * piece)

    assert status(answered(client)) == 413


def test_a_program_reads_json(serve):
    answer = answered(connected(serve(hello), posted(300_000, path="/api/v1/job/check")))

    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Type: application/json" in head
    assert json.loads(body)["error"] == 413


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(b"GET / HTTP/1.1\r\nX: " + b"x" * 300_000, 431, id="headers too long"),
        pytest.param(b"\x00\x01 no request\r\n\r\n", 400, id="no request"),
    ],
)
def test_what_cannot_be_read_is_refused_in_both_languages(serve, sent, expected):
    answer = answered(connected(serve(hello), sent))

    assert status(answer) == expected
    assert b'lang="en"' in answer
    assert b'lang="pl"' in answer


def test_who_sends_many_requests_at_once_without_reading_is_closed(serve):
    request = GET.replace(b"Connection: close\r\n", b"")
    many = connections.REQUESTS_AT_ONCE + 20

    assert answered(connected(serve(hello), request * many)).count(b"200 OK") < many


def test_who_would_wait_for_seconds_is_told_to_come_again_and_forms_are_kept(serve, monkeypatch):
    monkeypatch.setattr(server, "QUEUE_SECONDS", 0.2)
    monkeypatch.setattr(server, "QUEUE_SECONDS_OF_FORMS", 60)

    def slow(environ, start_response):
        time.sleep(0.3)
        return hello(environ, start_response)

    port = serve(slow)
    form = posted(3, path="/pl/quiz/1", more="Connection: close\r\n") + b"a=b"
    with ExitStack() as stack:
        for _first in range(12):
            stack.enter_context(connected(port, GET))
        time.sleep(0.5)
        refused, program = (
            connected(port, GET.replace(b"/pl/", path)) for path in (b"/pl/", b"/api/v1/bank")
        )
        kept, asked = (connected(port, GET.replace(b"/pl/", b"/healthz")), connected(port, form))

        began = time.monotonic()
        answer = answered(refused)
        assert time.monotonic() - began < 0.2
        assert status(answer) == 503
        assert b"Retry-After: 10" in answer
        assert "Spróbuj ponownie za minutę".encode() in answer
        assert json.loads(answered(program).partition(b"\r\n\r\n")[2])["error"] == 503
        assert (status(answered(kept)), status(answered(asked))) == (200, 200)


def test_no_page_is_made_for_who_has_left_while_they_waited(serve, monkeypatch):
    monkeypatch.setattr(connections, "SECONDS_BEFORE_LEAVING", 0.5)
    made = []

    def slow(environ, start_response):
        made.append(environ["PATH_INFO"])
        time.sleep(1)
        return hello(environ, start_response)

    port = serve(slow)
    with ExitStack() as stack:
        for _busy in range(server.THREADS):
            stack.enter_context(connected(port, GET))
        time.sleep(0.2)
        left, stayed = (connected(port, GET.replace(b"/pl/", path)) for path in (b"/a", b"/b"))
        left.close()

        assert status(answered(stayed)) == 200
        assert made == ["/pl/"] * server.THREADS + ["/b"]


@pytest.mark.soak
def test_ten_times_too_many_readers_are_survived(tmp_path, record_property):
    web = WebServer(f"sqlite:///{tmp_path / 'quiz.sqlite'}", tmp_path).start()
    walker = Walker("localhost", web.port, form="full", timeout=60)
    steps = walker.walk()
    next(steps)
    next(steps)
    page, cookie = walker.path, walker.cookies["kamquiz"]
    began, pages = time.monotonic(), 0
    while time.monotonic() < began + 2:
        walker.open(page)
        pages += 1
    walker.hang_up()
    request = GET.replace(b"/pl/", page.encode()).replace(
        b"Host", f"Cookie: kamquiz={cookie}\r\nHost".encode()
    )

    seconds, possible = times(60), min(SUSTAINABLE, pages / 2)
    load = Load(web.port, request, patience=5)
    load.send(10 * possible, seconds)
    ended = time.monotonic()
    leaving = threading.Thread(target=load.finish)
    leaving.start()
    while True:
        reader = Load(web.port, request, patience=2)
        reader.send(20, 0.1)
        reader.finish()
        if reader.percentile(200, 1) and reader.percentile(200, 1) < 1:
            break
        assert time.monotonic() < ended + 30
    recovered = time.monotonic() - ended
    leaving.join()
    web.stop()

    told = load.statuses
    offered = sum(told.values())
    # Refusing takes time as well, and the machine has others to serve.
    assert told[200] > 0.1 * possible * seconds
    assert told[503] > 0
    assert set(told) <= {0, 200, 503}
    assert recovered < 10
    assert re.search(r"overloaded: refused \d+ requests", web.log)
    assert "Traceback" not in web.log
    record_property("possible", f"{possible:.0f} pages/s")
    record_property("offered", f"{offered / seconds:.0f}/s for {seconds} s")
    record_property(
        "served", f"{told[200] / seconds:.0f}/s, p99 {load.percentile(200, 0.99):.1f} s"
    )
    record_property("refused with 503", f"{told[503]}, p99 {load.percentile(503, 0.99):.1f} s")
    record_property("no answer in 5 s", str(told[0]))
    record_property("in time again after", f"{recovered:.1f} s")
