"""Building the application."""

import os
import sys
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.templating import Environment
from flask_babel import Babel
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from kamquiz.content import Content, ContentError, load
from kamquiz.settings import ROOT, SettingError, Settings, settings_from
from kamquiz.web import assets, language
from kamquiz.web import fragment_cache as remembered
from kamquiz.web.api import views as api
from kamquiz.web.jobs import ad_check as checks
from kamquiz.web.jobs import findings
from kamquiz.web.jobs import interview as guides
from kamquiz.web.jobs import views as jobs
from kamquiz.web.ops import health, metrics
from kamquiz.web.ops import logging as logs
from kamquiz.web.plan import exports
from kamquiz.web.plan import views as planning
from kamquiz.web.quiz import resume as keeping
from kamquiz.web.quiz import start as starting
from kamquiz.web.results import evidence, my_results, sharing
from kamquiz.web.results import retake as again
from kamquiz.web.results import views as results
from kamquiz.web.security import compression, headers
from kamquiz.web.security import rate_limits as limits
from kamquiz.web.security import request_size as body_limits
from kamquiz.web.security import session as current
from kamquiz.web.services import Services
from kamquiz.web.site import errors
from kamquiz.web.site import pages as role
from kamquiz.web.site import seo as public

#: How long an unfinished attempt is kept, and so the cookie that opens it.
COOKIE_LIFETIME = timedelta(days=30)


def create_app(
    settings: Settings | None = None,
    *,
    content: Content | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Flask:
    """Return the application; raises ContentError if the question files have faults.

    *content* saves reading the files again where several applications share them.
    """
    settings = settings or settings_from(os.environ)
    app = Flask("kamquiz", template_folder=str(ROOT / "templates"))
    _configure(app, settings)

    content = content or load(settings.questions)
    app.extensions["kamquiz"] = Services(settings, content, clock or _utc_now)
    # First, so that they see each answer as it leaves.
    logs.set_up(app, form=settings.log, proxies=settings.proxies, words=content.catalogue.codewords)
    metrics.set_up(app, token=settings.metrics_token)
    # In this order: what is too large is not read, and what is forged is not counted.
    body_limits.set_up(app)
    csrf = current.FormProtection(app)
    limits.set_up(app)
    Babel(app, locale_selector=language.current_locale)
    compression.set_up(app)
    language.set_up(app)
    assets.set_up(app)
    current.set_up(app)
    remembered.set_up(app)
    headers.set_up(app, https=settings.https)
    public.set_up(app)
    errors.set_up(app)
    app.register_blueprint(findings.bp)
    for module in (
        starting,  # and with it all other pages of the quiz
        results,
        planning,
        exports,
        again,
        evidence,
        sharing,
        keeping,
        my_results,
        role,
        jobs,
        checks,
        guides,
    ):
        app.register_blueprint(module.bp, url_prefix="/<language:language>")
    app.register_blueprint(health.bp)
    app.register_blueprint(metrics.bp)
    app.register_blueprint(public.bp)
    app.register_blueprint(api.bp, url_prefix="/api/v1")
    csrf.exempt(api.bp)

    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    return app


@contextmanager
def stop_on_faults() -> Iterator[None]:
    """End the process with every fault on standard error: status 2, or 1 when it was to check."""
    try:
        yield
    except (ContentError, SettingError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1 if sys.argv[1:3] == ["content", "check"] else 2)


class _Environment(Environment):
    """Jinja with the same globals for all templates.

    It would chain them to each template's own, and each page copies them: from a chain
    that takes a tenth of its time.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what every template knows; *d* is what this one knows besides."""
        return super().make_globals(d) if d else self.globals


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        SESSION_COOKIE_NAME="__Host-kamquiz" if settings.https else "kamquiz",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=COOKIE_LIFETIME,
        SESSION_REFRESH_EACH_REQUEST=False,  # once a day is enough: see current.py
        # A token that expires while somebody thinks would eat their answers.
        WTF_CSRF_TIME_LIMIT=None,
        # Some browsers send no Referer; the token and the cookie's SameSite do the work.
        WTF_CSRF_SSL_STRICT=False,
        BABEL_DEFAULT_LOCALE="pl",
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "kamquiz" / "translations"),
        COMPRESS_ALGORITHM="gzip",
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=30),
    )
    app.jinja_environment = _Environment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
