"""The application factory."""

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
from kamquiz.web import assets, fragment_cache, language
from kamquiz.web.api import views as api
from kamquiz.web.jobs import ad_check, findings, interview
from kamquiz.web.jobs import views as jobs
from kamquiz.web.ops import health, logging, metrics
from kamquiz.web.plan import exports
from kamquiz.web.plan import views as plan
from kamquiz.web.quiz import resume, start
from kamquiz.web.results import evidence, my_results, retake, sharing
from kamquiz.web.results import views as results
from kamquiz.web.security import compression, headers, rate_limits, request_size, session
from kamquiz.web.services import Services
from kamquiz.web.site import errors, pages, seo

#: Blueprints with pages in two languages; that of *start* has all pages of the quiz.
PAGES = (
    start,
    results,
    plan,
    exports,
    retake,
    evidence,
    sharing,
    resume,
    my_results,
    pages,
    jobs,
    ad_check,
    interview,
)

#: Lifetime of an unfinished attempt, and of the cookie that opens it.
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
    _set_up_requests(app, settings, content)
    _register_blueprints(app)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's documented way
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    return app


def _set_up_requests(app: Flask, settings: Settings, content: Content) -> None:
    """Register what runs before and after each request, and what templates use."""
    # First, because functions after a request run in reverse: these see the final response.
    logging.set_up(
        app, form=settings.log, proxies=settings.proxies, words=content.catalogue.codewords
    )
    metrics.set_up(app, token=settings.metrics_token)
    # In this order: a body that is too large is not read, and a forged form is not counted.
    request_size.set_up(app)
    csrf = session.FormProtection(app)
    csrf.exempt(api.bp)
    rate_limits.set_up(app)
    Babel(app, locale_selector=language.current_locale)
    compression.set_up(app)
    language.set_up(app)
    assets.set_up(app)
    session.set_up(app)
    fragment_cache.set_up(app)
    headers.set_up(app, https=settings.https)
    seo.set_up(app)
    errors.set_up(app)


def _register_blueprints(app: Flask) -> None:
    for module in PAGES:
        app.register_blueprint(module.bp, url_prefix="/<language:language>")
    for module in (findings, health, metrics, seo):
        app.register_blueprint(module.bp)
    app.register_blueprint(api.bp, url_prefix="/api/v1")


@contextmanager
def stop_on_faults() -> Iterator[None]:
    """Exit with the faults on standard error: status 1 for `content check`, else 2."""
    try:
        yield
    except (ContentError, SettingError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1 if sys.argv[1:3] == ["content", "check"] else 2)


class _Environment(Environment):
    """Jinja with the same globals for all templates.

    By default each template chains its own globals to them; copying the chain takes a tenth of
    the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the globals of a template; *d* are additional ones."""
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
        SESSION_REFRESH_EACH_REQUEST=False,  # once a day is enough: see security/session.py
        # With a token that expires, slow readers would lose their answers.
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
