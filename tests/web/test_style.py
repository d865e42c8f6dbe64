"""The style sheet and the script: small, legible in both themes, and nothing from elsewhere."""

import gzip
import re

import pytest

from kamquiz.settings import ROOT

STATIC = ROOT / "kamquiz" / "static"
STYLE = (STATIC / "style.css").read_text(encoding="utf-8")

#: From WCAG 2.2: text (1.4.3), and what can be used or tells a state (1.4.11).
TEXT, BORDER = 4.5, 3.0


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{3,6})\b", block))


def theme(name: str) -> dict[str, str]:
    """Return the colours of a theme: what it does not redefine it takes from the light one."""
    light = tokens(STYLE[: STYLE.index("@media")])
    start = {"dark": "@media (prefers-color-scheme: dark)", "print": "@media print"}.get(name)
    return light | (tokens(STYLE[STYLE.index(start) :].split("\n  }")[0]) if start else {})


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_is_21_to_1():
    assert contrast("#000", "#ffffff") == pytest.approx(21)


THEMES = pytest.mark.parametrize("name", ["light", "dark", "print"])


@THEMES
@pytest.mark.parametrize("ground", ["ground", "paper", "sunk"])
@pytest.mark.parametrize("ink", ["ink", "quiet", "accent", "accent-deep", "good", "ask", "bad"])
def test_text_can_be_read_on_every_ground(name, ground, ink):
    colours = theme(name)

    assert contrast(colours[ink], colours[ground]) >= TEXT


@THEMES
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "tint"),
        ("quiet", "tint"),
        ("accent", "tint"),
        ("accent-deep", "tint"),
        ("ask", "ask-tint"),
        ("ink", "ask-tint"),
        ("quiet", "ask-tint"),
        ("bad", "bad-tint"),
        ("ink", "bad-tint"),
        ("on-accent", "accent"),
        ("on-accent", "accent-deep"),
        ("ground", "bad"),
        ("ground", "ink"),
    ],
)
def test_text_can_be_read_on_coloured_grounds(name, ink, ground):
    colours = theme(name)

    assert contrast(colours[ink], colours[ground]) >= TEXT


@THEMES
@pytest.mark.parametrize("ground", ["ground", "paper", "sunk", "tint"])
@pytest.mark.parametrize("edge", ["line", "accent", "focus"])
def test_borders_of_fields_tiles_and_the_focus_stand_out(name, ground, edge):
    colours = theme(name)

    assert contrast(colours[edge], colours[ground]) >= BORDER


def test_fields_tiles_and_buttons_have_that_border():
    for selector in (".option", "button, .button", "select, textarea"):
        rule = re.search(rf"(?m)^[^\n]*{re.escape(selector)} {{([^}}]*)}}", STYLE)
        assert "border: 1px solid var(--line)" in rule[1], selector


@pytest.mark.parametrize(("name", "most"), [("style.css", 15_000), ("kamquiz.js", 10_000)])
def test_what_a_page_loads_is_small(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes())) < most


def test_the_style_loads_nothing_and_names_colours_by_tokens_only():
    assert "url(" not in STYLE
    assert "@import" not in STYLE
    rules = re.sub(r"(?s)(:root \{.*?\n  ?\}|@media print \{.*)", "", STYLE)
    assert not re.findall(r"#[0-9a-f]{3,6}\b", rules)


@pytest.mark.parametrize("address", ["", "jobs", "return", "nowhere"])
def test_no_page_holds_a_style_or_a_script_of_its_own(visitor, address):
    page = visitor.open(address, status=404 if address == "nowhere" else 200)

    assert not page.all("style")
    assert not [one.attrib for one in page.root.iter() if one.get("style")]
    assert not [one for one in page.root.iter() if any(key.startswith("on") for key in one.attrib)]
    (script,) = page.all("script")
    assert script.get("src").startswith("/static/kamquiz.js?v=")
    assert not (script.text or "").strip()


def test_a_file_has_another_address_once_it_changes(visitor):
    page = visitor.open("")
    (sheet,) = [
        element.get("href") for element in page.all("link") if element.get("rel") == "stylesheet"
    ]

    with visitor.client.get(sheet) as response:
        assert response.get_data(as_text=True) == STYLE
