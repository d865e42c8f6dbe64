"""CONTRIBUTING.md, docs/psychometrics.md and the picture of the house agree with the code."""

import re
import tomllib
from collections import defaultdict
from xml.etree.ElementTree import Element, fromstring

import pytest

from kamquiz.domain.assessment.bank_quality import MIN_PEOPLE
from kamquiz.domain.assessment.calibration import PEOPLE_FOR_CORRELATIONS, PEOPLE_FOR_CURVES
from kamquiz.domain.assessment.response_quality import Flag
from kamquiz.domain.assessment.scoring import STRONG_EVIDENCE
from kamquiz.domain.bank.catalogue import ANSWERS_FOR_A_SCORE
from kamquiz.domain.measurement import covariance, limits, quadrature, stopping
from kamquiz.domain.measurement import quasi_monte_carlo as points
from kamquiz.domain.measurement import ranking as weakest
from kamquiz.settings import ROOT

CONTRIBUTING = ROOT / "CONTRIBUTING.md"
PICTURE = ROOT / "docs" / "house.svg"
#: Numbers that a text writes as words.
WORDS = {2: "two", 7: "seven"}

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
    (layers,) = [
        contract["layers"] for contract in contracts if contract["name"] == "imports point inwards"
    ]

    assert floors() == [layer.split(" : ") for layer in layers]


def test_the_picture_says_in_words_what_it_shows():
    root = picture()

    assert root.get("aria-labelledby") == "title desc"
    assert all(len(root.findtext(f"{SVG}{one}")) > 20 for one in ("title", "desc"))
    assert "house.svg" in (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")


def test_the_account_of_the_measurement_has_the_numbers_of_the_code(catalogue):
    text = " ".join((ROOT / "docs" / "psychometrics.md").read_text(encoding="utf-8").split())
    scale = catalogue.scale
    values = tomllib.loads((ROOT / "questions/parameters/0.toml").read_text(encoding="utf-8"))

    for told in (
        f"a = {values['slope']} for every statement",
        f"all correlations {short(values['correlation'])}",
        f"over {len(quadrature.NODES)} nodes",
        f"fewer than {scale.widened_below} people",
        f"multiplied by {scale.widening}",
        f"{scale.centre:g} + {scale.spread:g}·θ",
        f"θ ± {scale.interval_z}·sd",
        f"fewer than {WORDS[ANSWERS_FOR_A_SCORE]} answers",
        f"between {short(1 - weakest.TOLD_APART)} and {short(weakest.TOLD_APART)}",
        f"over {2 * points.POINTS:,} fixed normal points",
        f"probability of at least {short(STRONG_EVIDENCE)}",
        f"standard deviation is at most {short(stopping.WELL_ENOUGH)}",
        f"added less than {short(stopping.WORTHWHILE)} to the certainty",
        f"at {stopping.LONGEST} statements in any case",
        f"worth {covariance.PEOPLE_BEHIND_PRIOR:g} people",
        f"first from {PEOPLE_FOR_CURVES} people on, the second from {PEOPLE_FOR_CORRELATIONS}",
        f"them from {MIN_PEOPLE} people on",
        f"below {limits.LENGTHS[0]} answers only time",
        f"{WORDS[len(Flag)].capitalize()} signs are looked at",
    ):
        assert told in text, told


def short(number: float) -> str:
    """Return a number below one as it stands there: .55."""
    return f"{number:.2g}".removeprefix("0")


@pytest.mark.parametrize("picture", ["docs/result.png", "kamquiz/static/share.png"])
def test_a_picture_is_small_enough_to_be_kept_with_the_code(picture):
    content = (ROOT / picture).read_bytes()

    assert content.startswith(b"\x89PNG")
    assert len(content) < 150_000
