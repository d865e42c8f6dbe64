"""axe-core finds nothing on any page, in any state, with every fold opened."""

import os

from tests.browser import axe
from tests.browser.stage import open_folds, play

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

#: The second of each pair is all that the first is not.
LOOKS = [("light", PHONE), ("dark", DESK), ("dark", PHONE), ("light", DESK)]

#: A run takes a second. So each state is seen in one look a language, and in the opposite one in
#: the other language; neighbours differ. EVERYTHING=1 sees all states in all looks.
EVERYTHING = os.environ.get("EVERYTHING") == "1"

#: What axe cannot decide, and who does instead.
UNDECIDED = {
    ("color-contrast", "imgNode"): "words over the drawing of a chart: test_looks measures them",
    ("color-contrast", "shortTextContent"): "a digit in a chart: test_looks measures it",
}


def test_axe_finds_nothing(seen, stage, chromium):
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    violations, undecided = [], []
    for number, state in enumerate(play(page, stage, seen)):
        open_folds(page)
        for theme, viewport in looks(number, seen.language):
            page.set_viewport_size(viewport)
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


def test_axe_finds_what_is_wrong(chromium):
    context = chromium.new_context()
    page = context.new_page()
    page.set_content(
        "<html lang=pl><title>t</title><main><h1>t</h1><p style='color:#aaa'>faint</p>"
        "<img src=x><input></main>"
    )

    found = {one["rule"] for one in axe.run(page)["violations"]}

    assert found == {"color-contrast", "image-alt", "label"}
    context.close()


def looks(number: int, language: str) -> list[tuple[str, dict[str, int]]]:
    """Return how the state with this *number* is looked at in *language*."""
    if EVERYTHING:
        return LOOKS
    return [LOOKS[number % 4 ^ (language == "en")]]
