"""One connection of a client, and when it has been kept open for long enough."""

import socket
import time
from enum import IntEnum
from typing import Any

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser

from kamquiz.serving.refusals import BUSY, RefusalTask

#: Pipelined requests accepted at once; browsers send one after the other.
REQUESTS_AT_ONCE = 8


#: Before a request that has waited for so long is worked on, its client is looked for.
SECONDS_BEFORE_LEAVING = 1


class Phase(IntEnum):
    """What a connection waits for; where room is needed, the first are closed first."""

    LEAVING = 0  #: for a client that was refused to stop sending
    IDLE = 1  #: for a request to begin
    READING = 2  #: for the rest of a request
    SENDING = 3  #: for the client to take the answer
    SERVING = 4  #: for us


#: How many seconds a connection may stay in a phase. An idle one must outlast nginx's side of it
#: (keepalive_timeout in deploy/nginx.conf), or nginx sends a form into one that is being closed.
MAX_SECONDS = {Phase.LEAVING: 5, Phase.IDLE: 75, Phase.READING: 20, Phase.SENDING: 60}


class Request(HTTPRequestParser):  # type: ignore[misc]  # waitress ships no types
    """A request that is read."""

    def received(self, data: bytes) -> int:
        """Parse more of the request; a body that is too large gets no 100 Continue."""
        consumed: int = super().received(data)
        if self.error:
            self.expect_continue = False
        return consumed


class Connection(HTTPChannel):  # type: ignore[misc]  # waitress ships no types
    """A connection that knows since when it has waited, and for what.

    All but `service` runs in the thread of the server; `service` also in those that work.
    """

    error_task_class = RefusalTask
    parser_class = Request

    def __init__(self, server: Any, sock: socket.socket, *given: Any, **more: Any) -> None:
        """Start in phase IDLE."""
        super().__init__(server, sock, *given, **more)
        #: When the phase of now began.
        self.since: float = time.monotonic()
        #: Set by the server: the first request is refused, without waiting for a thread.
        self.is_refused = False
        self._is_unread = False
        self._is_leaving = False
        self._is_closed = False

    @property
    def phase(self) -> Phase:
        """What the connection waits for."""
        if self._is_leaving:
            return Phase.LEAVING
        if self.requests:
            return Phase.SERVING
        if self.total_outbufs_len:
            return Phase.SENDING
        return Phase.IDLE if self.request is None else Phase.READING

    def is_overdue(self, now: float) -> bool:
        """Return True if the phase has lasted for too long."""
        phase = self.phase
        return phase in MAX_SECONDS and now - self.since > MAX_SECONDS[phase]

    def read_at_once(self) -> None:
        """Read what has come together with the connection, if anything has."""
        try:
            data = self.recv(self.adj.recv_bytes)
        except BlockingIOError:
            return
        except OSError:
            self.close_now()
            return
        if data:
            self.received(data)

    def received(self, data: bytes) -> bool:
        """Take what the client has sent."""
        reading = self.request
        taken: bool = super().received(data)
        if reading is None and self.request is not None:
            self.since = time.monotonic()
        # Of empty lines no request comes, however long they are sent.
        is_empty = reading is not None and reading.empty
        if is_empty or len(self.requests) > REQUESTS_AT_ONCE:
            self.will_close = True
        elif self.is_refused:
            self.service()
            if not self.total_outbufs_len and not self._is_unread:
                self.close_now()
        return taken

    def service(self) -> None:
        """Answer the first request."""
        began = time.monotonic()
        error = self.requests[0].error
        if error is None:
            self.server.threads_may_begin.wait()
            if began - self.since > SECONDS_BEFORE_LEAVING and self._has_left():
                self.connected = False  # render no page without a client
        # What we had no time for was read to its end; of all else there may be more to come.
        self._is_unread = error is not None and error.code != BUSY
        super().service()
        self.since = time.monotonic()
        if error is None:
            self.server.took(self.since - began)

    def _has_left(self) -> bool:
        """Return True if the client has closed the connection while it waited."""
        try:
            return not self.socket.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def readable(self) -> bool:
        """Return True if there is data to read; data of a leaving client is discarded."""
        return not self._is_closed and (self._is_leaving or super().readable())

    def writable(self) -> bool:
        """Return True if there is data to send or a connection to close."""
        return not self._is_closed and bool(super().writable())

    def handle_read(self) -> None:
        """Read what has come."""
        if not self._is_leaving:
            super().handle_read()
            return
        try:
            self.recv(self.adj.recv_bytes)  # closes the connection at its end
        except OSError:
            self.handle_close()

    def handle_close(self) -> None:
        """Close the connection, but let a client that still sends read why it was refused.

        A connection that is closed before all was read is reset, and the answer is lost.
        """
        if self.will_close and self._is_unread and not self._is_leaving:
            self._is_leaving, self.will_close = True, False
            self.since = time.monotonic()
            try:
                self.socket.shutdown(socket.SHUT_WR)
            except OSError:
                self.close_now()
            return
        self.close_now()

    def close_now(self) -> None:
        """Close the connection, whatever it waits for."""
        self._is_closed = True
        super().handle_close()
