"""What a program can see of a page with a ruler, a finger and a Tab key; looking.js measures."""

from pathlib import Path

from playwright.sync_api import Page

LOOKING = Path(__file__).with_name("looking.js").read_text(encoding="utf-8")

#: The narrowest a page must fit, which is also a screen of 1280 by 1024 enlarged to 400 %.
ENLARGED = {"width": 320, "height": 256}
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}

#: What is looked for, on which screen and in which theme.
QUESTIONS = [
    ("sticks out", "wide", ENLARGED, "light"),
    ("shows or takes no focus", "unfocused", ENLARGED, "light"),
    ("is too small for a finger", "small", PHONE, "light"),
    ("is faint", "faint", PHONE, "light"),
    ("is faint in the dark", "faint", PHONE, "dark"),
    ("shows or takes no focus at a desk", "unfocused", DESK, "dark"),
]


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what is wrong with the page that is shown, on every screen that is asked for."""
    page.keyboard.press("Tab")  # from here on the focus is one of the keys
    found = []
    for fault, question, viewport, theme in QUESTIONS:
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=theme)
        found += [(fault, one) for one in page.evaluate(f"() => looking.{question}()")]
    return found
