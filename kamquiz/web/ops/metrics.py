"""Prometheus metrics.

Each process counts for itself and is scraped at its own port behind the proxy; values from the
database are the same for all processes.
"""

import hmac
from datetime import timedelta
from functools import cache
from time import perf_counter

from flask import Blueprint, Flask, Response, abort, current_app, g, request
from flask.typing import ResponseReturnValue
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from kamquiz.web.ops.logging import method, route
from kamquiz.web.security.rate_limits import Limit
from kamquiz.web.services import services

bp = Blueprint("metrics", __name__)

#: From a static file to the slowest PDF; a page of questions is meant to take 2.5 ms.
SECONDS = (0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

SEE_OTHER = 303


class Metrics:
    """The metrics of one process."""

    def __init__(self, token: str | None) -> None:
        """Create the metrics at zero; *token* protects the page, None disables it."""
        self.token = token
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kamquiz_requests",
            "Requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "kamquiz_request_seconds",
            "Time to an answer",
            ["route"],
            buckets=SECONDS,
            registry=self.registry,
        )
        # Finding a label's figure takes longer than raising it.
        self._requests = cache(self.requests.labels)
        self._seconds = cache(self.seconds.labels)
        self.started = Counter("kamquiz_quizzes_started", "Quizzes begun", registry=self.registry)
        self.finished = Counter(
            "kamquiz_quizzes_finished", "Last pages of a quiz sent", registry=self.registry
        )
        self.refused = Counter(
            "kamquiz_limits_reached", "Requests over a limit", ["limit"], registry=self.registry
        )
        self.ages = {
            name: Gauge(
                f"kamquiz_{name}_age_seconds",
                f"Time since the last {name}; NaN if there was none",
                registry=self.registry,
            )
            for name in ("purge", "backup")
        }

    def answered(self, response: Response) -> None:
        """Count one request."""
        self._requests(method(), route(), response.status_code).inc()
        self._seconds(route()).observe(perf_counter() - g.began)
        if response.status_code == SEE_OTHER and request.method == "POST":
            if request.endpoint == "quiz.start":
                self.started.inc()
            elif request.endpoint == "quiz.skills" and response.location.endswith("/result"):
                self.finished.inc()

    def limit_reached(self, limit: Limit) -> None:
        """Count one request that *limit* refused."""
        self.refused.labels(limit.name).inc()

    def text(self) -> bytes:
        """Return all metrics in the Prometheus text format."""
        for name, gauge in self.ages.items():
            age = _age(name)
            gauge.set(float("nan") if age is None else age.total_seconds())
        return generate_latest(self.registry)


def set_up(app: Flask, *, token: str | None) -> None:
    """Count every request."""
    app.extensions["metrics"] = figures = Metrics(token)

    @app.after_request
    def count(response: Response) -> Response:
        figures.answered(response)
        return response


def metrics_of(app: Flask) -> Metrics:
    """Return the metrics of *app*."""
    found: Metrics = app.extensions["metrics"]
    return found


@bp.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Serve Prometheus metrics to requests with the token; 404 if no token is configured."""
    figures = metrics_of(current_app)
    if figures.token is None:
        abort(404)
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {figures.token}".encode()):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"}, mimetype="text/plain")
    return Response(figures.text(), content_type=CONTENT_TYPE_LATEST)


def _age(name: str) -> timedelta | None:
    """Return how long ago the last purge or backup was, where that is kept."""
    age: timedelta | None = getattr(services(), f"{name}_age", lambda: None)()
    return age
