"""The rules of axe-core, run on the page a browser shows."""

import os
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

#: Everything WCAG 2.2 AA asks that a program can see, and what axe advises beyond it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

#: The second of each pair is all that the first is not.
LOOKS = [("light", PHONE), ("dark", DESK), ("dark", PHONE), ("light", DESK)]

#: A run takes a second. So each state is seen in one look a language, and in the opposite one in
#: the other language; neighbours differ. EVERYTHING=1 sees all states in all looks.
EVERYTHING = os.environ.get("EVERYTHING") == "1"

#: What axe cannot decide, and who does instead.
UNDECIDED = {
    ("color-contrast", "imgNode"): "words over the drawing of a chart: looking.js measures them",
    ("color-contrast", "shortTextContent"): "a digit in a chart: looking.js measures it",
}

SOURCE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")

_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: {type: "tag", values: tags}, resultTypes: ["violations", "incomplete"],
  });
  const told = (rules) => rules.flatMap((rule) => rule.nodes.map((node) => ({
    rule: rule.id, target: node.target.join(" "), html: node.html.slice(0, 160),
    why: [...node.any, ...node.all, ...node.none].map((check) =>
      (check.data && check.data.messageKey) || check.message).join("; "),
  })));
  return {violations: told(found.violations), incomplete: told(found.incomplete)};
}"""


def run(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Return what axe finds wrong on *page*, and what it could not decide."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(SOURCE)
    return page.evaluate(_RUN, TAGS)


def looks(number: int, language: str) -> list[tuple[str, dict[str, int]]]:
    """Return how the state with this *number* is looked at in *language*."""
    if EVERYTHING:
        return LOOKS
    return [LOOKS[number % 4 ^ (language == "en")]]


def faults(page: Page, number: int, language: str) -> list[tuple[str, dict[str, Any]]]:
    """Return what axe finds wrong with the state of this *number*, or leaves open unexpectedly."""
    found = []
    for theme, viewport in looks(number, language):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=theme)
        told = run(page)
        found += [(theme, one) for one in told["violations"]]
        found += [
            (theme, one) for one in told["incomplete"] if (one["rule"], one["why"]) not in UNDECIDED
        ]
    return found
