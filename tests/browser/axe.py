"""The rules of axe-core, run on the page a browser shows."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

#: Everything WCAG 2.2 AA asks that a program can see, and what axe advises beyond it.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

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
