"""For locust: readers who go through the quiz again and again, with the forms they are sent.

WALKED_PORTS names the ports, with commas between; readers are spread over them.
"""

import os
import sys
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from locust import User, task

from tests.walker import BROKEN_OFF, RefusedError, Reply, Walker

PORTS = [int(one) for one in os.environ["WALKED_PORTS"].split(",")]

#: Every other reader takes the short form.
FORMS = ("short", "full")

numbers = count()


class Reader(User):
    """Somebody who begins anew as soon as there is a result."""

    def on_start(self) -> None:
        """Find a door."""
        self.port = PORTS[next(numbers) % len(PORTS)]

    @task
    def journey(self) -> None:
        """Go from the start page to the result."""
        number = next(numbers)
        walker = Walker(
            "127.0.0.1", self.port, form=FORMS[number % 2], seed=number, told=self._tell
        )
        try:
            walker.finish()
        except (*BROKEN_OFF, RefusedError) as error:
            self.environment.events.request.fire(
                request_type="FAULT",
                name=type(error).__name__,
                response_time=0,
                response_length=0,
                exception=error,
            )
        walker.hang_up()

    def _tell(self, reply: Reply) -> None:
        self.environment.events.request.fire(
            request_type=reply.method,
            name=reply.name.split()[1],
            response_time=1000 * reply.seconds,
            response_length=len(reply.html),
            exception=None,
        )
