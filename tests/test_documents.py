"""CONTRIBUTING.md and the picture of the house show what is really there."""

import re
import tomllib
from collections import defaultdict
from xml.etree.ElementTree import Element, fromstring

import pytest

from kamquiz.settings import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PICTURE = ROOT / "docs" / "house.svg"
SVG = "{http://www.w3.org/2000/svg}"

#: Words that name a file, an empty line, the code that is cut from it.
QUOTED = re.compile(r"From `(?P<file>[\w/.]+)`:\n\n```python\n(?P<code>.*?)```", re.DOTALL)


def quotations():
    text = CONTRIBUTING.read_text(encoding="utf-8")
    return [pytest.param(*one.groups(), id=one["file"]) for one in QUOTED.finditer(text)]


@pytest.mark.parametrize(("file", "code"), quotations())
def test_every_example_is_cut_from_the_file_it_names(file, code):
    assert code in (ROOT / file).read_text(encoding="utf-8")


def test_all_code_that_is_shown_is_cut_from_a_file():
    text = CONTRIBUTING.read_text(encoding="utf-8")

    assert len(quotations()) == text.count("```python") >= 6


def picture() -> Element:
    return fromstring(PICTURE.read_text(encoding="utf-8"))  # noqa: S314 - a file of our own


def floors() -> list[list[str]]:
    """Return the modules of the picture, floor by floor from the top."""
    by_height = defaultdict(list)
    for one in picture().iter(f"{SVG}text"):
        if re.fullmatch(r"kamquiz\.\w+", one.text):
            by_height[float(one.get("y"))].append(one.text)
    return [by_height[height] for height in sorted(by_height)]


def test_the_picture_of_the_house_has_the_floors_that_imports_keep_to():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (layers,) = [one["layers"] for one in contracts if one["type"] == "layers"]

    assert floors() == [layer.split(" : ") for layer in layers]


def test_the_picture_says_in_words_what_it_shows():
    root = picture()

    assert root.get("aria-labelledby") == "title desc"
    assert all(len(root.findtext(f"{SVG}{one}")) > 20 for one in ("title", "desc"))
    assert "house.svg" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
