"""Walks the journey and keeps a picture of every page: make screenshots.

Each page in both languages, both themes, on a phone and on a desk, into screenshots/;
the result and the plan also as they are printed. Words after the command narrow it
down: `python -m tests.browser.screenshots pl dark 360` or the names of pages.
"""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.browser.chromium import ARGUMENTS, follow, program, serving

PICTURES = ROOT / "screenshots"

LANGUAGES, THEMES, WIDTHS = ("pl", "en"), ("light", "dark"), (360, 1280)

#: Pages that open once there is a result and an accepted plan, by the name of the picture.
PAGES = {
    "result": "result",
    "result-grouped": "result?view=grouped",
    "answers": "answers",
    "plan": "plan",
    "plan-settings": "plan/settings",
    "plan-priorities": "plan/priorities",
    "plan-steps": "plan/steps",
    "plan-check-in": "plan/check-in/2",
    "plan-manager": "plan/manager",
    "plan-history": "plan/history",
    "evidence": "evidence",
    "situations": "situations/1",
    "keep": "keep",
    "share": "share",
    "delete": "delete",
    "return": "return",
    "role": "role",
    "method": "method",
    "quality": "quality",
    "privacy": "privacy",
    "jobs": "jobs?industry=banking&seniority=kam",
    "fair-use": "jobs/fair-use",
    "not-found": "nowhere",
}

PRINTED = ("result", "plan", "plan-manager")

#: An ad with something to find in it.
AD = """Key Account Manager

Szukamy młodego i dynamicznego handlowca do zespołu w Warszawie.

Wymagania:
- doświadczony w negocjacjach, odporny na stres
- komunikatywna i dyspozycyjna
- wiek do 35 lat

Oferujemy atrakcyjne wynagrodzenie i owocowe czwartki.
"""


@contextmanager
def served() -> Iterator[str]:
    """Serve the quiz with a database of its own and give its address."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            database_url=f"sqlite:///{Path(folder) / 'quiz.sqlite'}",
            secret_key="a secret of the pictures",
        )
        with serving(create_app(settings)) as address:
            yield address


def answer(page: Page, place: int) -> None:
    """Answer every question of the page, some higher than others."""
    for number, group in enumerate(page.locator("fieldset.question").all()):
        radios = group.locator("input[type=radio]")
        count = radios.count()
        if count:
            radios.nth((place + 3 * number + number // 2) % count).check()


class Walk:
    """One reader's way through the quiz in one language, looked at again and again."""

    def __init__(self, browser: Browser, address: str, language: str, wanted: set[str]) -> None:
        self.language, self.wanted = language, wanted
        self.base = f"{address}/{language}/"
        self.context: BrowserContext = browser.new_context()
        self.page = self.context.new_page()

    def take(self, name: str) -> None:
        """Keep pictures of what is open now in every theme and width that is wanted."""
        if not chosen(self.wanted, name, {*PAGES, *MADE_ON_THE_WAY}):
            return
        for theme, width in product(THEMES, WIDTHS):
            if not chosen(self.wanted, theme, set(THEMES)) or not chosen(
                self.wanted, str(width), {str(one) for one in WIDTHS}
            ):
                continue
            self.page.emulate_media(color_scheme=theme)
            self.page.set_viewport_size({"width": width, "height": 800})
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            if wide > width:
                sys.stdout.write(f"{name} {self.language} {width}: {wide} pixels wide\n")
            self.page.screenshot(
                path=PICTURES / f"{name}-{self.language}-{theme}-{width}.png", full_page=True
            )
        if name in PRINTED:
            self.page.emulate_media(media="print")
            self.page.pdf(path=PICTURES / f"{name}-{self.language}.pdf", format="A4")
            self.page.emulate_media(media="screen")

    def go(self) -> None:
        """Walk from the start page to the plan and everything around it."""
        page = self.page
        page.goto(self.base)
        self.take("start")
        follow(page.locator("button.primary"))
        self.take("question")
        follow(page.locator("button.primary"))
        self.take("question-error")
        place = 0
        while "/result" not in page.url:
            if "/skills/1" in page.url:
                self.take("skills")
            answer(page, place)
            place += 1
            follow(page.locator("button.primary"))
        page.goto(f"{self.base}plan")
        self.take("plan-suggested")
        follow(page.locator("form.accept button.primary"))
        trait = page.locator("a[href*='/plan/priority/']").first.get_attribute("href")
        page.goto(self.base + (trait or "").partition(f"/{self.language}/")[2])
        self.take("plan-priority")
        page.goto(f"{self.base}keep")
        follow(page.locator("main form button").first)
        page.goto(f"{self.base}share")
        follow(page.locator("main form button.primary"))
        for name, path in PAGES.items():
            page.goto(self.base + path)
            self.take(name)
        self.shared()
        self.again()
        self.checked()

    def shared(self) -> None:
        """See what a mentor sees."""
        self.page.goto(f"{self.base}share")
        self.page.goto(self.page.locator("#link").input_value())
        self.take("shared")

    def again(self) -> None:
        """Measure three traits again and look at what changed."""
        self.page.goto(f"{self.base}again")
        self.take("again-begin")
        follow(self.page.locator("main form button.primary"))
        while "/quiz/" in self.page.url:
            answer(self.page, 4)
            follow(self.page.locator("button.primary"))
        self.take("again")

    def checked(self) -> None:
        """See the builder with faults, an ad that was checked, and the guide to an interview."""
        self.page.goto(f"{self.base}check")
        self.take("check-empty")
        self.page.locator("#ad").fill(AD)
        follow(self.page.locator("main form button.primary"))
        self.take("check")
        self.page.goto(f"{self.base}interview?must=closer,listener,english")
        self.take("guide")
        self.page.goto(f"{self.base}jobs")
        self.page.locator("#step-2 > summary").click()
        self.page.locator("#accounts").fill("many")
        follow(self.page.locator("#step-2 button.primary"))
        self.take("jobs-error")


MADE_ON_THE_WAY = (
    "start",
    "question",
    "question-error",
    "skills",
    "plan-suggested",
    "plan-priority",
    "shared",
    "again-begin",
    "again",
    "jobs-error",
    "check-empty",
    "check",
    "guide",
)


def chosen(wanted: set[str], one: str, alternatives: set[str]) -> bool:
    """Tell whether *one* is asked for: it is, where none of its *alternatives* is named."""
    return one in wanted or not wanted & alternatives


def main(*words: str) -> None:
    """Take the pictures that *words* name, or all."""
    PICTURES.mkdir(exist_ok=True)
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        for language in LANGUAGES:
            if chosen(set(words), language, set(LANGUAGES)):
                Walk(browser, address, language, set(words)).go()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
