"""What search engines and previews of links are told, on every page there is."""

import re
from dataclasses import replace
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree.ElementTree import fromstring

import pytest
from flask import Flask

from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from kamquiz.web.site.seo import DESCRIPTIONS
from tests.visitor import Page, Visitor

ORIGIN = "http://localhost"

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"

#: Longer descriptions are cut by those who show them.
MAX_LETTERS = 200


def addresses(app) -> dict[str, dict[str, str]]:
    """Return every page that is opened by its address alone: endpoint, language, path."""
    rules = [
        one
        for one in app.url_map.iter_rules()
        if one.arguments == {"language"} and "GET" in one.methods
    ]
    return {
        rule.endpoint: {
            name: rule.rule.replace("<language:language>", name) for name in ("pl", "en")
        }
        for rule in rules
    }


def links(page: Page, rel: str) -> list[tuple[str | None, str]]:
    return [
        (element.get("hreflang"), element.get("href"))
        for element in page.all("link")
        if element.get("rel") == rel
    ]


def named(page: Page, kind: str) -> dict[str, str]:
    """Return what the page's meta elements say, by their name or property."""
    return {
        element.get(kind): element.get("content")
        for element in page.all("meta")
        if element.get(kind)
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory, content) -> Flask:
    """One application for all that only reads it."""
    database = tmp_path_factory.mktemp("site") / "quiz.sqlite"
    settings = Settings(database_url=f"sqlite:///{database}", secret_key="a secret of the tests")
    return create_app(settings, content=content)


@pytest.fixture(scope="module")
def public_pages(site) -> dict[str, Page]:
    """Every public page in both languages, by its address."""
    visitor = Visitor(site)
    opened = [
        visitor.open(path)
        for endpoint, paths in addresses(site).items()
        if endpoint in DESCRIPTIONS
        for path in paths.values()
    ]
    assert len(opened) == 2 * len(DESCRIPTIONS) > 20
    return {f"{ORIGIN}{one.address}": one for one in opened}


def test_a_public_page_says_its_one_address_and_how_it_is_called_in_each_language(public_pages):
    for address, page in public_pages.items():
        assert links(page, "canonical") == [(None, address)]
        alternates = dict(links(page, "alternate"))
        assert list(alternates) == ["pl", "en", "x-default"]
        assert alternates[page.language] == address
        assert alternates["x-default"] == alternates["pl"]
        for language in ("pl", "en"):
            other = public_pages[alternates[language]]
            assert other.language == language
            assert dict(links(other, "alternate")) == alternates


def test_a_public_page_can_be_shown_as_a_card(public_pages):
    for address, page in public_pages.items():
        card = named(page, "property")
        assert " ".join(card["og:title"].split()) == page.heading
        assert card["og:url"] == address
        assert card["og:description"] == named(page, "name")["description"]
        assert card["og:type"] == "website"
        assert card["og:locale"] == {"pl": "pl_PL", "en": "en_GB"}[page.language]
        assert card["og:locale:alternate"] == {"en": "pl_PL", "pl": "en_GB"}[page.language]
        assert "robots" not in named(page, "name")
        assert "X-Robots-Tag" not in page.headers


def test_every_description_is_of_its_page_alone_and_short(public_pages):
    descriptions = [named(page, "name")["description"] for page in public_pages.values()]

    assert len(set(descriptions)) == len(descriptions)
    assert all(50 <= len(description) <= MAX_LETTERS for description in descriptions), descriptions


def test_the_picture_of_a_card_is_there_and_as_large_as_is_said(visitor):
    card = named(visitor.open(""), "property")

    with visitor.client.get(urlsplit(card["og:image"]).path) as response:
        picture = response.get_data()
    width, height = (int.from_bytes(picture[at : at + 4]) for at in (16, 20))
    assert picture.startswith(b"\x89PNG")
    assert (str(width), str(height)) == (card["og:image:width"], card["og:image:height"])
    assert len(picture) < 60_000
    assert "X-Robots-Tag" not in response.headers


def test_what_was_chosen_in_an_address_makes_no_second_page(visitor):
    page = visitor.open("role/pay?industry=banking")

    assert links(page, "canonical") == [(None, f"{ORIGIN}/pl/role/pay")]


def test_every_other_page_is_kept_out_of_search_engines(site):
    visitor = Visitor(site)
    visitor.begin()
    client = visitor.client
    private = [
        path
        for endpoint, paths in addresses(site).items()
        if endpoint not in DESCRIPTIONS
        for path in paths.values()
    ]

    assert {"/pl/result", "/pl/plan", "/en/keep", "/pl/shared", "/en/return"} <= set(private)
    opened = 0
    for path in private:
        response = client.get(path)
        assert response.headers["X-Robots-Tag"] == "noindex", path
        if response.status_code == 200 and response.mimetype == "text/html":
            opened += 1
            page = Page(response)
            assert named(page, "name")["robots"] == "noindex"
            assert links(page, "canonical") == links(page, "alternate") == []
            assert named(page, "property") == {}
    assert opened >= 4


@pytest.mark.parametrize("address", ["/pl/nowhere", "/", "/api/v1/bank", "/healthz"])
def test_what_is_no_page_is_kept_out_as_well(visitor, address):
    assert visitor.client.get(address).headers["X-Robots-Tag"] == "noindex"


def test_a_form_that_comes_back_is_no_page_to_be_found(visitor):
    visitor.open("role/contrast")

    page = visitor.send(status=422)

    assert page.headers["X-Robots-Tag"] == "noindex"
    assert named(page, "name")["robots"] == "noindex"


def test_the_sitemap_lists_exactly_the_public_pages_each_with_its_other_languages(
    visitor, public_pages
):
    response = visitor.client.get("/sitemap.xml")
    listed = fromstring(response.get_data()).findall(f"{{{SITEMAP}}}url")  # noqa: S314 - our own file
    found = {one.findtext(f"{{{SITEMAP}}}loc"): one for one in listed}

    assert response.mimetype == "application/xml"
    assert len(found) == len(listed)
    assert set(found) == set(public_pages)
    for address, one in found.items():
        given = [(x.get("hreflang"), x.get("href")) for x in one.findall(f"{{{XHTML}}}link")]
        assert given == links(public_pages[address], "alternate")


def test_robots_may_read_everything_and_learn_where_the_sitemap_is(visitor):
    response = visitor.client.get("/robots.txt")

    robots = RobotFileParser()
    robots.parse(response.get_data(as_text=True).splitlines())
    assert response.mimetype == "text/plain"
    assert robots.can_fetch("any", f"{ORIGIN}/pl/role")
    assert robots.site_maps() == [f"{ORIGIN}/sitemap.xml"]


def test_behind_a_proxy_every_address_is_the_one_readers_see(settings, content, clock):
    app = create_app(replace(settings, proxies=1), content=content, clock=clock)
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "quiz.example"}

    html = app.test_client().get("/pl/role", headers=headers).get_data(as_text=True)
    files = [
        app.test_client().get(one, headers=headers).get_data(as_text=True)
        for one in ("/sitemap.xml", "/robots.txt")
    ]

    absolute = re.findall(r'(?:href|content)="(https?://[^"]+)"', html)
    assert "https://quiz.example/pl/role" in absolute
    assert "https://quiz.example/static/share.png" in absolute
    for one in (*absolute, *re.findall(r"https?://[^\s<\"]+", "".join(files))):
        assert one.startswith("https://quiz.example/") or one in {SITEMAP, XHTML}


def test_the_source_of_the_picture_is_kept():
    assert "kamquiz/static/share.png" in (ROOT / "docs" / "share.typ").read_text(encoding="utf-8")
