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


# What was chosen and not sent yet.


def begin(page):
    page.goto("/pl/")
    follow(page.locator("button.primary"))


def choose(page, place=0, value="4"):
    page.locator("main fieldset").nth(place).locator(f"input[value='{value}']").check()


def leaves_with_a_question(page, go) -> bool:
    """Tell whether the browser asked before *go* led away from the page."""
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    go()
    page.wait_for_load_state()
    return asked == ["beforeunload"]


def test_unsent_answers_survive_a_reload_and_the_other_language(page):
    begin(page)
    choose(page)
    choose(page, 1, "2")

    page.reload()
    assert answered(page) == 2
    asked = leaves_with_a_question(page, lambda: follow(page.locator(".languages a[lang=en]")))

    assert not asked
    assert "/en/quiz/1" in page.url
    assert answered(page) == 2
    page.evaluate("setTimeout(() => location.assign('/en/role'))")
    page.wait_for_url("**/en/role")
    page.goto("/pl/quiz/1")
    assert answered(page) == 0, "another page was opened in between"
    assert page.evaluate("sessionStorage.length") == 0


def test_leaving_unsent_answers_asks_first_and_sending_them_does_not(page):
    begin(page)
    choose(page)

    assert leaves_with_a_question(page, lambda: follow(page.locator(".back a").last))

    page.goto("/pl/quiz/1")
    for place in range(page.locator("main fieldset").count()):
        choose(page, place)
    assert not leaves_with_a_question(page, lambda: follow(page.locator("main button.primary")))
    assert "/quiz/2" in page.url
    assert page.evaluate("sessionStorage.getItem('unsent')") is None


def test_answers_to_either_or_questions_survive_the_other_language(page):
    page.goto("/pl/role/contrast")
    page.locator("main input[type=radio]").first.check()

    follow(page.locator(".languages a[lang=en]"))

    assert answered(page) == 1


def test_an_opened_page_of_somebody_elses_attempt_shows_no_unsent_answer(page):
    begin(page)
    choose(page)
    page.context.clear_cookies()

    begin(page)

    assert answered(page) == 0
