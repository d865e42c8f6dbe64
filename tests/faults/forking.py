"""Web processes that are there again at once: loaded once, forked, forked anew when killed.

Reads on standard input, a line of JSON each, what to serve: a database, ports, and whether
a process that died stays dead. For each a parent is forked, which forks a process a port.
A service manager starts a process that died in the same way, only later: loading the
question files takes a second, and a test that kills two hundred processes has no time.
Each process serves with what `flask serve` serves with.
"""

import json
import os
import signal
import socket
import sys

from kamquiz.content import Content, load
from kamquiz.serving import make_server
from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app


def main() -> None:
    """Load the questions, then fork a parent for each line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody here waits for the parents
    content = load(ROOT / "questions")
    for line in sys.stdin:
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            keep_serving(content, **json.loads(line))


def keep_serving(
    content: Content, database: str, ports: list[int], *, once: bool, behind_nginx: bool
) -> None:
    """Fork a process for each port, and again whenever one has died."""
    settings = Settings(
        database_url=database,
        secret_key="a secret of the faults",
        https=behind_nginx,
        proxies=int(behind_nginx),
    )
    app = create_app(settings, content=content)
    for name in ("quiz/start.html", "quiz/rate.html", "quiz/skills.html", "results/result.html"):
        app.jinja_env.get_template(name)
    sockets = {port: listening(port) for port in ports}
    running: dict[int, int] = {}
    signal.signal(signal.SIGTERM, lambda *_: end(running))
    say("parent", os.getpid(), ports[0])
    running |= {serve(app, one, sockets): one for one in sockets}
    while running:
        dead, _status = os.wait()
        port = running.pop(dead)
        if once:
            sockets.pop(port).close()
        else:
            running[serve(app, port, sockets)] = port
    sys.exit()


def listening(port: int) -> socket.socket:
    """Return a socket on which connections wait while nobody serves."""
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    one.bind(("127.0.0.1", port))
    one.listen(1024)
    return one


def serve(app: object, port: int, sockets: dict[int, socket.socket]) -> int:
    """Fork a process that serves on *port*; say which it is and return its number."""
    child = os.fork()
    if child:
        say("process", child, port)
        return child
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for other, one in sockets.items():
        if other != port:
            one.close()
    make_server(app, sockets=[sockets[port]]).run()
    sys.exit()


def say(who: str, number: int, port: int) -> None:
    """Tell the test which process serves what."""
    sys.stdout.write(f"{who} {number} serves {port}\n")
    sys.stdout.flush()


def end(running: dict[int, int]) -> None:
    """End every process, then this one."""
    for one in running:
        os.kill(one, signal.SIGKILL)
    os._exit(0)


if __name__ == "__main__":
    main()
