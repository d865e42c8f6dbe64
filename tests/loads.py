"""Many who open one page at a rate of their own, whether they are served or not.

Written for speed: beside a busy server on the same two cores, a client that needs a
millisecond a request would measure itself.
"""

import selectors
import socket
import time
from collections import Counter
from dataclasses import dataclass, field


@dataclass(slots=True)
class Load:
    """Requests sent at a fixed rate, and what came of each."""

    port: int
    request: bytes
    #: Who has waited for so long goes away.
    patience: float = 10
    #: Seconds until each answer, by status; 0 is no answer at all.
    seconds: dict[int, list[float]] = field(default_factory=dict)
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _waiting: dict[socket.socket, tuple[float, int]] = field(default_factory=dict)

    def send(self, rate: float, seconds: float) -> None:
        """Send *rate* requests a second for so long, then wait for those that are open."""
        began, sent = time.monotonic(), 0
        while (passed := time.monotonic() - began) < seconds:
            for _due in range(int(passed * rate) - sent):
                self._begin()
                sent += 1
            self._take(0.005)

    def finish(self) -> None:
        """Wait until every request is answered or given up."""
        while self._waiting:
            self._take(0.1)
        self._selector.close()

    @property
    def statuses(self) -> Counter[int]:
        return Counter({status: len(some) for status, some in self.seconds.items()})

    def percentile(self, status: int, share: float) -> float:
        """Return within how many seconds *share* of the answers with *status* came."""
        ordered = sorted(self.seconds.get(status, []))
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0

    def _begin(self) -> None:
        client = socket.socket()
        client.setblocking(False)
        began = time.monotonic()
        client.connect_ex(("127.0.0.1", self.port))
        self._waiting[client] = began, 0
        self._selector.register(client, selectors.EVENT_WRITE)

    def _take(self, timeout: float) -> None:
        for key, events in self._selector.select(timeout):
            client = key.fileobj
            assert isinstance(client, socket.socket)
            try:
                if events & selectors.EVENT_WRITE:
                    client.send(self.request)
                    self._selector.modify(client, selectors.EVENT_READ)
                else:
                    self._read(client)
            except OSError:
                self._end(client)
        late = time.monotonic() - self.patience
        for client, (began, _status) in list(self._waiting.items()):
            if began > late:
                break  # in order of their beginning
            self._end(client, given_up=True)

    def _read(self, client: socket.socket) -> None:
        data = client.recv(65536)
        began, status = self._waiting[client]
        if not data:
            self._end(client)
        elif not status:
            self._waiting[client] = began, int(data.split(b" ", 2)[1])

    def _end(self, client: socket.socket, *, given_up: bool = False) -> None:
        began, status = self._waiting.pop(client)
        self._selector.unregister(client)
        client.close()
        self.seconds.setdefault(0 if given_up else status, []).append(time.monotonic() - began)
