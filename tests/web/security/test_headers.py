"""Every answer carries headers that protect it, and each is read by its own grammar."""

import base64
import hashlib
import re
from dataclasses import replace

import pytest
from flask import render_template_string

from kamquiz.web import create_app
from kamquiz.web.security.headers import OWN_FEATURES, UNUSED_FEATURES
from tests.visitor import Visitor

YEAR = 365 * 24 * 60 * 60

#: Values of which the grammar allows one word.
WORDS = {
    "Cross-Origin-Embedder-Policy": {"unsafe-none", "require-corp", "credentialless"},
    "Cross-Origin-Opener-Policy": {"unsafe-none", "same-origin-allow-popups", "same-origin"},
    "Cross-Origin-Resource-Policy": {"same-site", "same-origin", "cross-origin"},
    "Referrer-Policy": {"no-referrer", "same-origin", "strict-origin", "unsafe-url"},
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
    "X-Permitted-Cross-Domain-Policies": {"none", "master-only", "by-content-type", "all"},
}

EXPECTED_WORDS = {
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}

#: Each kind of answer: how it is asked for, its status, and whether a browser shows a page.
KINDS = {
    "page": ("GET", "/pl/", 200, True),
    "page of an attempt": ("GET", "/pl/quiz/1", 200, True),
    "page that is not there": ("GET", "/en/nowhere", 404, True),
    "address without a language": ("GET", "/nowhere", 404, True),
    "form without its token": ("POST", "/pl/", 400, True),
    "method that is not there": ("DELETE", "/pl/", 405, True),
    "redirect": ("GET", "/", 302, True),
    "redirect from a secret": ("GET", "/pl/share/x", 404, True),
    "style sheet": ("GET", "/static/style.css", 200, False),
    "picture": ("GET", "/static/icon.svg", 200, False),
    "static file that is not there": ("GET", "/static/nothing.css", 404, True),
    "API": ("GET", "/api/v1/bank", 200, False),
    "API, refused": ("GET", "/api/v1/score", 405, False),
    "API, not there": ("GET", "/api/v1/nothing", 404, False),
    "health": ("GET", "/healthz", 200, False),
    "download": ("GET", "/pl/plan.json", 200, False),
    "download of HTML": ("GET", "/en/job.md", 200, False),
    "options": ("OPTIONS", "/pl/", 200, True),
    "head": ("HEAD", "/pl/", 200, True),
}


@pytest.fixture(scope="module")
def answers(tmp_path_factory, content):
    """The answer of each kind, from somebody who has a result, over http and over https."""
    from kamquiz.settings import Settings  # noqa: PLC0415 - a module of answers has its own

    file = tmp_path_factory.mktemp("headers") / "quiz.sqlite"
    plain = Settings(database_url=f"sqlite:///{file}", secret_key="a secret of the tests")
    found = {}
    for scheme in ("http", "https"):
        app = create_app(replace(plain, https=scheme == "https"), content=content)
        # A visitor speaks http; what the cookie is called is another test's business.
        app.config.update(SESSION_COOKIE_SECURE=False)
        visitor = Visitor(app)
        visitor.finish("3", form="short")
        for kind, (method, address, status, _is_page) in KINDS.items():
            with visitor.client.open(address, method=method) as response:
                assert response.status_code == status, (kind, response.status_code)
                found[scheme, kind] = response.headers
    return found


every_kind = pytest.mark.parametrize("kind", KINDS)


# Reading headers as their specifications have it.


def content_security_policy(value):
    """Return the directives: `name source source; name source` (CSP level 3, 2.2)."""
    directives = {}
    for part in value.split(";"):
        name, *sources = part.split()
        assert re.fullmatch(r"[A-Za-z0-9-]+", name), name
        assert name not in directives, f"{name} twice: browsers heed the first alone"
        for source in sources:
            assert re.fullmatch(r"'(none|self)'|[a-z]+:|https://[\w.-]+", source), source
        assert "'none'" not in sources or len(sources) == 1, part
        directives[name] = sources
    return directives


def permissions_policy(value):
    """Return the features: a dictionary of structured fields (RFC 9651, 3.2) of inner lists."""
    features = {}
    for member in value.split(","):
        found = re.fullmatch(r" ?([a-z*][a-z0-9_.*-]*)=\(((?:self|\*|\"[^\"]*\"| )*)\)", member)
        assert found, member
        assert found[1] not in features, found[1]
        features[found[1]] = found[2].split()
    return features


def strict_transport_security(value):
    """Return the directives `name` or `name=value` (RFC 6797, 6.1)."""
    directives = {}
    for part in value.split(";"):
        name, equals, argument = part.strip().partition("=")
        assert re.fullmatch(r"[A-Za-z-]+", name), name
        assert not equals or re.fullmatch(r"\d+", argument), argument
        directives[name.lower()] = argument
    return directives


@every_kind
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_each_word_is_one_its_header_knows_and_the_one_we_mean(answers, scheme, kind):
    headers = answers[scheme, kind]

    for name, known in WORDS.items():
        assert headers.getlist(name) == [EXPECTED_WORDS[name]], name
        assert headers[name] in known


@every_kind
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_nothing_but_our_own_style_pictures_and_script_is_loaded(answers, scheme, kind):
    (value,) = answers[scheme, kind].getlist("Content-Security-Policy")
    policy = content_security_policy(value)

    assert policy.pop("default-src") == ["'none'"]
    assert policy.pop("base-uri") == policy.pop("frame-ancestors") == ["'none'"]
    assert ("upgrade-insecure-requests" in policy) is (scheme == "https")
    policy.pop("upgrade-insecure-requests", None)
    if KINDS[kind][3]:
        assert policy.pop("object-src") == ["'none'"]
        assert set(policy) == {"script-src", "style-src", "img-src", "connect-src", "form-action"}
        assert all(sources == ["'self'"] for sources in policy.values())
    else:
        assert policy == {"form-action": ["'none'"], "sandbox": []}


@every_kind
def test_no_feature_of_the_device_is_used_but_copying(answers, kind):
    (value,) = answers["http", kind].getlist("Permissions-Policy")
    features = permissions_policy(value)

    assert len(features) == len(UNUSED_FEATURES) + len(OWN_FEATURES)
    assert {"camera", "geolocation", "microphone", "payment", "usb"} <= set(features)
    assert {name for name, allowed in features.items() if allowed} == {"clipboard-write"}
    assert features["clipboard-write"] == ["self"]


@every_kind
def test_https_is_held_to_for_two_years_and_only_where_there_is_https(answers, kind):
    (value,) = answers["https", kind].getlist("Strict-Transport-Security")
    directives = strict_transport_security(value)

    assert int(directives["max-age"]) == 2 * YEAR
    assert "includesubdomains" in directives
    assert "Strict-Transport-Security" not in answers["http", kind]


@every_kind
def test_only_files_that_change_with_a_release_are_kept_in_caches(answers, kind):
    value = answers["http", kind]["Cache-Control"]
    directives = dict(part.strip().partition("=")[::2] for part in value.split(","))

    if kind in {"style sheet", "picture"}:
        assert int(directives["max-age"]) >= 86_400
    else:
        assert directives == {"no-store": ""}


@every_kind
def test_every_answer_says_what_it_is_and_in_which_letters(answers, kind):
    value = answers["http", kind]["Content-Type"]

    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+(; charset=[a-z0-9-]+)?", value), value
    assert "charset=utf-8" in value or not value.startswith("text/"), value


@every_kind
def test_no_other_site_may_read_an_answer(answers, kind):
    assert not [name for name, _value in answers["http", kind] if "Access-Control" in name]


def test_what_is_deleted_is_gone_from_the_browser_too(visitor):
    visitor.finish("3", form="short")
    visitor.open("delete")
    response = visitor.client.post("/pl/delete", data=visitor.page.forms()[0].values)

    kinds = re.findall(r'"([a-zA-Z]+)"', response.headers["Clear-Site-Data"])
    assert response.headers["Clear-Site-Data"] == ", ".join(f'"{kind}"' for kind in kinds)
    assert {"cache", "storage"} == set(kinds)
    assert "kamquiz=;" in response.headers["Set-Cookie"]


def test_a_page_can_say_which_script_it_means(app, visitor):
    with visitor.client.get("/static/style.css") as response:
        digest = base64.b64encode(hashlib.sha384(response.data).digest()).decode()

    with app.app_context():
        said = render_template_string("{{ integrity('style.css') }}")  # nothing of a reader in it
    assert said == f"sha384-{digest}"
