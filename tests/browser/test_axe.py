"""axe-core finds nothing on any page, in any state, with every fold opened."""

import os

import pytest

from tests.browser import axe
from tests.browser.stage import open_folds, play

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

#: Any two of language, theme and width meet on every page; `make audit` tries all three together.
EVERYTHING = os.environ.get("EVERYTHING") == "1"
MET = {("pl", "dark", 360), ("pl", "light", 1280), ("en", "light", 360), ("en", "dark", 1280)}

#: What axe cannot decide, and who does instead.
UNDECIDED = {
    ("color-contrast", "imgNode"): "words over the drawing of a chart: test_looks measures them",
    ("color-contrast", "shortTextContent"): "a digit in a chart: test_looks measures it",
}


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(seen, stage, chromium, viewport):
    context = chromium.new_context(viewport=viewport, reduced_motion="reduce")
    page = context.new_page()
    violations, undecided = [], []
    themes = [
        theme
        for theme in ("light", "dark")
        if EVERYTHING or (seen.language, theme, viewport["width"]) in MET
    ]
    for state in play(page, stage, seen):
        open_folds(page)
        for theme in themes:
            page.emulate_media(color_scheme=theme)
            found = axe.run(page)
            violations += [(state.name, theme, one) for one in found["violations"]]
            undecided += [
                (state.name, theme, one)
                for one in found["incomplete"]
                if (one["rule"], one["why"]) not in UNDECIDED
            ]
    context.close()

    assert violations == []
    assert undecided == []
