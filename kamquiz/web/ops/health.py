"""Health checks: liveness and readiness."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kamquiz.web.services import services

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Liveness: the process responds."""
    return {"status": "ok"}


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Readiness: the database can be written, is migrated, and has a safe version.

    The result is cached for some seconds because the check costs a write.
    """
    checks = services().readiness()
    ready = all(checks.values())
    return {"status": "ok" if ready else "failing", "checks": checks}, 200 if ready else 503
