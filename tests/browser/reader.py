"""Somebody at a real browser: goes through the quiz with a mouse, or with keys alone."""

from playwright.sync_api import BrowserContext, Page

from tests.browser.chromium import follow

BEGIN = {"pl": "Zacznij", "en": "Begin"}

#: Enough steps from key to key for the longest page before one gives up.
MAX_STOPS = 80

_CHOOSE = """(place) => document.querySelectorAll("main fieldset").forEach((one) => {
  const radios = one.querySelectorAll("input[type=radio]");
  if (radios.length) radios[place % radios.length].click();
})"""


class Reader:
    """One browser context, and so one attempt; complaints of the page are collected."""

    def __init__(self, context: BrowserContext, address: str, language: str = "pl") -> None:
        self.context = context
        self.base = f"{address}/{language}/"
        self.language = language
        self.complaints: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """Open one more tab."""
        page = self.context.new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self.complaints.append(request.url))
        return page

    def open(self, path: str) -> None:
        self.page.goto(self.base + path)

    def begin(self, form: str = "short") -> None:
        self.open("")
        self.page.locator(f"input[name=form][value={form}]").check()
        follow(self.page.get_by_role("button", name=BEGIN[self.language]))

    def answer(self, place: int = 3) -> None:
        """Choose the same answer to every question of the page and send it."""
        self.page.evaluate(_CHOOSE, place)
        self.send()

    def send(self) -> None:
        follow(self.page.locator("main button.primary"))

    def finish(self, place: int = 3) -> None:
        while "/result" not in self.page.url:
            self.answer(place)

    def accept_plan(self) -> None:
        self.open("plan")
        follow(self.page.locator("form[action$='/plan/accept'] button.primary"))

    # With keys alone.

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def skip_to_content(self) -> None:
        """Take the first stop there is: it leads past the pages every page leads to."""
        self.press("Tab", "Enter")

    def tab_to(self, selector: str) -> None:
        """Go from stop to stop until one of those meant by *selector* has the focus."""
        for _stop in range(MAX_STOPS):
            self.press("Tab")
            if self.has_focus(selector):
                return
        raise AssertionError((self.page.url, selector, "cannot be reached with the Tab key"))

    def has_focus(self, selector: str) -> bool:
        return self.page.evaluate("(one) => document.activeElement.matches(one)", selector)
