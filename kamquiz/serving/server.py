"""The server: limits on connections, and refusals under overload."""

import heapq
import logging
import resource
import socket
import threading
import time
from collections.abc import Sequence
from typing import Any

from waitress.adjustments import Adjustments
from waitress.server import MultiSocketServer, TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from kamquiz.serving.connections import Connection, Phase, Request
from kamquiz.serving.refusals import BusyError
from kamquiz.web.security.request_size import MAX_AD_BODY

#: Python runs one of them at a time. With eight the slowest pages took a third longer.
THREADS = 4

#: Slow clients hold connections, not threads. Each costs a few kilobytes, and a little time
#: whenever anything happens on any of them.
MAX_CONNECTIONS = 2_000

#: Left for the database, files and what libraries open.
OTHER_DESCRIPTORS = 200

#: Connections taken in a row before anything else is done.
ACCEPTED_AT_ONCE = 32

#: Connections that wait to be taken. In overload they wait in line; a longer line is an older one.
BACKLOG = 1024

#: Who has begun something so recently is given up last: their request may be on its way.
GRACE_SECONDS = 2

#: Requests that would wait longer are refused at once. A submitted form contains user input, so it
#: is refused later than a page that is only opened.
QUEUE_SECONDS = 2.0
QUEUE_SECONDS_OF_FORMS = 6.0

#: In overload the server and its threads take turns, none longer than so many seconds.
LONGEST_TURN = 0.02

#: Watchers must not take a server that has much to do for a dead one.
ALWAYS_SERVED = frozenset({"/healthz", "/readyz"})

#: How much the latest request counts in the mean time of a request.
WEIGHT_OF_LATEST = 1 / 32


class Server(TcpWSGIServer):  # type: ignore[misc]  # waitress ships no types
    """Listens on one socket.

    Waitress stops to listen when there are too many connections, so that a thousand slow
    ones shut all others out. This server closes those that have waited longest instead, and
    those that have waited too long at any time. Waitress also lets any number of requests
    wait for a thread; this server refuses those that would wait for seconds.
    """

    channel_class = Connection

    def __init__(self, *given: Any, connections: int, https: bool, **more: Any) -> None:
        """Hold at most so many *connections*; *https* tells how clients reach us."""
        self.https = https
        self._connections = connections
        self._loop_thread = 0
        self._mean_seconds = 0.0
        self._refused = 0
        self._turn_of_threads = 0.0
        #: Threads wait for it before each request.
        self.threads_may_begin = threading.Event()
        self.threads_may_begin.set()
        super().__init__(*given, **more)

    def readable(self) -> bool:
        """Return True to take more connections, after making room for them."""
        self._let_threads_go_on()
        room = self._connections - len(self._map)
        if room < ACCEPTED_AT_ONCE:
            self._give_up(2 * ACCEPTED_AT_ONCE - room)
        return bool(super().readable())

    def handle_accept(self) -> None:
        """Take the connections that wait: looking at all others between two of them costs more."""
        self._loop_thread = threading.get_ident()
        if self._refused:
            self._take_turn()
            return
        for _connection in range(ACCEPTED_AT_ONCE):
            if not self._accepted():
                return

    def maintenance(self, now: float) -> None:
        """Close what has taken too long; say how much was refused. Called once a second."""
        del now  # the time of day, which may jump
        moment = time.monotonic()
        for connection in list(self.active_channels.values()):
            if connection.is_overdue(moment):
                connection.close_now()
        if self._refused:
            self.logger.warning("overloaded: refused %d requests", self._refused)
            self._refused = 0

    def add_task(self, task: Connection) -> None:
        """Let the first request of a connection wait for a thread, or refuse it."""
        request: Request = task.requests[0]
        if not request.error and self._would_wait_too_long(request):
            request.error = BusyError("too many requests are waiting")
            self._refused += 1
        # Threads that work hand on what came together with another request; that may wait.
        if request.error and threading.get_ident() == self._loop_thread:
            task.is_refused = True
        else:
            super().add_task(task)

    def took(self, seconds: float) -> None:
        """Note how long a thread has worked on a request."""
        self._mean_seconds += (seconds - self._mean_seconds) * WEIGHT_OF_LATEST

    def _would_wait_too_long(self, request: Request) -> bool:
        queue = self.task_dispatcher.queue
        if len(queue) < THREADS or request.path in ALWAYS_SERVED:
            return False
        is_form = request.command == "POST" and not request.path.startswith("/api/")
        longest = QUEUE_SECONDS_OF_FORMS if is_form else QUEUE_SECONDS
        # What those before will take is a guess; how long the first of them has waited is not.
        if len(queue) * self._mean_seconds > longest * THREADS:
            return True
        try:
            return bool(time.monotonic() - queue[0].since > longest)
        except IndexError:  # the last has just been taken
            return False

    def _accepted(self) -> bool:
        """Take one connection, if one waits and there is room."""
        before = len(self._map)
        if before < self.adj.connection_limit:
            super().handle_accept()
        return len(self._map) > before

    def _take_turn(self) -> None:
        """Let no thread begin a request while this one takes and refuses what has come.

        Python runs one thread at a time, and refusing a request makes this one give way half
        a dozen times. With threads that work all the time it would refuse fifty a second.
        """
        began = time.monotonic()
        self.threads_may_begin.clear()
        while time.monotonic() < began + LONGEST_TURN and self._accepted():
            newest = next(reversed(self.active_channels.values()))
            newest.read_at_once()
        self.threads_may_begin.set()
        self._turn_of_threads = time.monotonic() - began

    def _let_threads_go_on(self) -> None:
        """Leave the threads as much time as this one took."""
        if self._turn_of_threads:
            time.sleep(self._turn_of_threads)
            self._turn_of_threads = 0.0

    def _give_up(self, number: int) -> None:
        """Close so many connections that wait for a client, those first that matter least."""
        recently = time.monotonic() - GRACE_SECONDS
        waiting = (
            connection
            for connection in self.active_channels.values()
            if connection.phase is not Phase.SERVING
        )
        first = heapq.nsmallest(
            number,
            waiting,
            key=lambda waits: (waits.since > recently, waits.phase, waits.since),
        )
        for connection in first:
            connection.close_now()


def make_server(
    app: Any,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    sockets: Sequence[socket.socket] = (),
    https: bool = False,
    connections: int = MAX_CONNECTIONS,
) -> Any:
    """Return a server for *app* that listens already; its `run` serves until interrupted.

    It listens on every address of *host*, or on *sockets*. Fewer connections are held where
    the system gives out fewer descriptors than *connections* need.
    """
    connections = min(connections, _descriptors(connections + OTHER_DESCRIPTORS))
    # It writes a line for each request that waits, when there is least time for it.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    places = {"sockets": [*sockets]} if sockets else {"host": host, "port": port}
    adjustments = _adjustments(places, connections)
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(adjustments.threads)
    common = {
        "dispatcher": dispatcher,
        "adj": adjustments,
        "connections": connections,
        "https": https,
    }
    listening: dict[int, Any] = {}
    if sockets:
        servers = [
            Server(
                app,
                listening,
                _sock=bound,
                sockinfo=(bound.family, bound.type, bound.proto, bound.getsockname()),
                bind_socket=False,
                **common,
            )
            for bound in adjustments.sockets
        ]
    else:
        servers = [
            Server(app, listening, sockinfo=address, **common) for address in adjustments.listen
        ]
    if len(servers) == 1:
        return servers[0]
    addresses = [(server.effective_host, server.effective_port) for server in servers]
    return MultiSocketServer(listening, adjustments, addresses, dispatcher, servers[0].log_info)


def _adjustments(places: dict[str, Any], connections: int) -> Adjustments:
    """Return the settings of waitress: listen on *places*, hold at most *connections*."""
    return Adjustments(
        **places,
        asyncore_use_poll=True,  # select() ends the process at descriptor 1,024
        backlog=BACKLOG,
        cleanup_interval=1,
        # Reached only if all of them are being served: from those that wait room is made before.
        connection_limit=connections,
        ident="",
        # From this size on a body is refused, so that none is ever written to the disk.
        max_request_body_size=MAX_AD_BODY + 1,
        inbuf_overflow=2 * MAX_AD_BODY,
        threads=THREADS,
        # KAMQUIZ_PROXIES decides whose X-Forwarded headers are believed.
        clear_untrusted_proxy_headers=False,
    )


def _descriptors(wanted: int) -> int:
    """Let this process open so many files if it may; return how many connections that leaves."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else max(1, soft - OTHER_DESCRIPTORS)
