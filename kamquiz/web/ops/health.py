"""Whether the process lives and can do its work."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from kamquiz.web.services import services

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Tell that the process answers."""
    return {"status": "ok"}


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Tell whether the database can be written, is up to date, and is a safe version.

    What was seen is told again for some seconds: the answer costs a write.
    """
    checks = services().readiness()
    ready = all(checks.values())
    return {"status": "ok" if ready else "failing", "checks": checks}, 200 if ready else 503
