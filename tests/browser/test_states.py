"""Nothing is wrong with any page in any state: by the rules of axe, by ruler, finger and key."""

from tests.browser import axe, looking
from tests.browser.stage import open_folds, play


def test_nothing_is_wrong_with_any_page(seen, stage, chromium):
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(looking.LOOKING)
    wrong = []
    for number, state in enumerate(play(page, stage, seen)):
        open_folds(page)
        found = [*axe.faults(page, number, seen.language), *looking.faults(page)]
        wrong += [(state.name, *one) for one in found]
    context.close()

    assert wrong == []


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


WRONG = """<style>a:focus { outline: none }
.over { position: fixed; inset: 0; background: #fff }</style>
<svg width=90 height=20><text y=15 fill="#aaa">9</text></svg>
<p style="width: 900px">wide</p><button style="width: 20px; height: 20px">x</button>
<textarea style="border: 1px solid #ccc"></textarea><a href="#x">link</a><p class="over"></p>"""


def test_what_is_wrong_is_noticed(chromium):
    context = chromium.new_context(viewport=looking.ENLARGED)
    page = context.new_page()
    page.add_init_script(looking.LOOKING)
    page.goto("about:blank")
    page.set_content(WRONG)
    page.keyboard.press("Tab")

    found = {name: page.evaluate(f"() => looking.{name}()") for _, name, _, _ in looking.QUESTIONS}

    assert [one.split(".")[0] for one in found["small"]] == ["button", "textarea"]
    assert [one.split(".")[0] for one in found["faint"]] == ["textarea", "text"]
    assert found["wide"][-1] == "the page is 908 wide"
    assert "a. “link” shows no focus" in found["unfocused"]
    assert "button. “x” is hidden with the focus" in found["unfocused"]
    context.close()
