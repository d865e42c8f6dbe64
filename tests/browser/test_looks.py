"""Every page, in every state, for eyes that need it larger, for fingers and for keys."""

from pathlib import Path

from tests.browser.stage import open_folds, play

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


def test_pages_can_be_enlarged_tapped_and_gone_through_by_key(seen, stage, chromium):
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(LOOKING)
    wrong = []
    for state in play(page, stage, seen):
        open_folds(page)
        page.keyboard.press("Tab")  # from here on the focus is one of the keys
        for fault, question, viewport, theme in QUESTIONS:
            page.set_viewport_size(viewport)
            page.emulate_media(color_scheme=theme)
            found = page.evaluate(f"() => looking.{question}()")
            wrong += [(state.name, fault, one) for one in found]
    context.close()

    assert wrong == []


WRONG = """<style>a:focus { outline: none }
.over { position: fixed; inset: 0; background: #fff }</style>
<svg width=90 height=20><text y=15 fill="#aaa">9</text></svg>
<p style="width: 900px">wide</p><button style="width: 20px; height: 20px">x</button>
<textarea style="border: 1px solid #ccc"></textarea><a href="#x">link</a><p class="over"></p>"""


def test_what_is_wrong_is_noticed(chromium):
    context = chromium.new_context(viewport=ENLARGED)
    page = context.new_page()
    page.add_init_script(LOOKING)
    page.goto("about:blank")
    page.set_content(WRONG)
    page.keyboard.press("Tab")

    found = {name: page.evaluate(f"() => looking.{name}()") for _, name, _, _ in QUESTIONS}

    assert [one.split(".")[0] for one in found["small"]] == ["button", "textarea"]
    assert [one.split(".")[0] for one in found["faint"]] == ["textarea", "text"]
    assert found["wide"][-1] == "the page is 908 wide"
    assert "a. “link” shows no focus" in found["unfocused"]
    assert "button. “x” is hidden with the focus" in found["unfocused"]
    context.close()
