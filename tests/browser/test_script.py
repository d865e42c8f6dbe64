"""The small script: keys, a preview that follows, a question before typed words are lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import follow

LATER = 15_000


@pytest.fixture
def page(chromium, address):
    """A page of a browser that may copy; its script must never complain."""
    context = chromium.new_context(base_url=address, permissions=["clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(LATER)
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text))
    yield page
    # A page of faults is one the browser reports by itself.
    assert [one for one in complaints if "422" not in one] == []
    context.close()


def answered(page):
    return page.locator("main input[type=radio]:checked").count()


def test_number_keys_answer_the_question_in_focus_and_move_on(page):
    page.goto("/pl/")
    follow(page.locator("button.primary"))
    expect(page.locator(".keys")).to_be_visible()

    page.keyboard.press("4")
    assert answered(page) == 0, "a key pressed elsewhere means nothing"
    page.locator("input[type=radio]").first.focus()
    for number, key in enumerate("412359", start=1):
        page.keyboard.press(key)
        assert answered(page) == min(number, 5)
    page.keyboard.press("1")

    assert [one.get_attribute("value") for one in page.locator("input:checked").all()] == list(
        "412351"
    )
    expect(page.locator("button.primary")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/quiz/2$"))
    expect(page.locator("input[type=radio]").first).to_be_focused()


def test_the_preview_of_a_job_follows_what_is_chosen_and_typed_without_a_button(page):
    page.goto("/pl/jobs")
    before = page.locator("#posting-link").input_value()

    page.locator("#industry").select_option("steel")
    expect(page.locator("#posting-link")).not_to_have_value(before)
    page.locator("#step-8 > summary").click()
    page.locator("#employer").fill("Huta Ósma")
    expect(page.locator(".preview")).to_contain_text("Huta Ósma")
    assert "Huta" not in page.locator("#link").input_value()

    page.locator("#step-2 > summary").click()
    page.locator("#accounts").fill("tak")
    expect(page.locator(".preview .error")).to_be_visible()
    expect(page.locator("#employer")).to_have_value("Huta Ósma")
    with page.expect_event("dialog") as asked:
        page.evaluate("setTimeout(() => location.assign('/pl/'))")
    assert asked.value.type == "beforeunload"
    asked.value.accept()


def test_a_link_is_copied_by_a_button_that_is_not_there_without_a_script(page, chromium, address):
    page.goto("/en/")
    follow(page.locator("button.primary"))
    page.goto("/en/keep")
    follow(page.locator("main form button").first)

    link = page.locator("#link").input_value()
    codename = page.locator("#codename").inner_text()
    for id_, copied in (("link", link), ("codename", codename)):
        page.goto("/en/keep")
        page.locator(f"[data-copy={id_}]").click()
        expect(page.locator(f"[data-copied={id_}]")).to_have_text("Copied")
        page.goto("/en/return")
        page.locator("#codename").press("Control+V")
        expect(page.locator("#codename")).to_have_value(copied)

    without = chromium.new_context(base_url=address, java_script_enabled=False)
    plain = without.new_page()
    plain.goto("/en/jobs")
    expect(plain.locator("#link")).to_be_visible()
    assert not any(one.is_visible() for one in plain.locator("[data-copy]").all())
    without.close()
