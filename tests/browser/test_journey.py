"""The journey in a real browser: short and full, with keys alone, without scripts, resumed."""

import pytest

from tests.browser.chromium import follow
from tests.browser.reader import Reader

NARROWEST = {"width": 320, "height": 640}


@pytest.fixture
def reader(chromium, address, request):
    """Somebody who reads the language of the test, Polish unless it says otherwise."""
    context = chromium.new_context(reduced_motion="reduce")
    yield Reader(context, address, getattr(request, "param", "pl"))
    context.close()


both_languages = pytest.mark.parametrize("reader", ["pl", "en"], indirect=True)


@both_languages
def test_the_short_form_leads_to_a_result_and_a_plan_of_ones_own(reader, catalogue):
    reader.begin("short")
    asked = reader.page.locator("main fieldset").count()
    reader.answer()
    while "/quiz/" in reader.page.url:
        asked += reader.page.locator("main fieldset").count()
        reader.answer()
    assert asked <= 57

    reader.finish()
    for trait in catalogue.traits:
        name = getattr(trait.name, reader.language)
        assert reader.page.get_by_text(name).count(), name
    reader.accept_plan()

    assert reader.page.locator("h3[id^=priority-]").count() == 3
    assert reader.page.locator("ol.steps > li").count() >= 3
    assert reader.complaints == []


def test_the_full_form_can_be_answered_with_number_keys(reader, catalogue):
    reader.begin("full")
    answered = 0
    reader.skip_to_content()
    reader.tab_to("fieldset input[type=radio]")
    while "/quiz/" in reader.page.url:
        count = reader.page.locator("main fieldset").count()
        reader.press(*["4"] * count)
        assert reader.page.locator("input:checked").count() == count
        assert reader.has_focus("button.primary")
        with reader.page.expect_navigation():
            reader.press("Enter")
        answered += count
    reader.finish()

    assert answered == len(catalogue.statements)
    assert "/result" in reader.page.url
    assert reader.complaints == []


@both_languages
def test_the_short_form_can_be_answered_with_keys_alone(reader):
    reader.open("")
    reader.skip_to_content()
    reader.tab_to("button.primary")
    with reader.page.expect_navigation():
        reader.press("Enter")
    while "/result" not in reader.page.url:
        reader.skip_to_content()
        groups = reader.page.locator("main fieldset").count()
        for _group in range(groups):
            reader.tab_to("fieldset input[type=radio]:not(:checked)")
            reader.press("Space", "ArrowDown")
        assert reader.page.locator("input[type=radio]:checked").count() == groups
        reader.tab_to("button.primary")
        with reader.page.expect_navigation():
            reader.press("Enter")

    assert reader.page.locator("h1").is_visible()
    assert reader.complaints == []


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_page_with_gaps_begins_at_its_summary_which_leads_to_the_gap(chromium, address, scripts):
    context = chromium.new_context(java_script_enabled=scripts)
    reader = Reader(context, address)
    reader.begin()
    reader.send()

    summary = reader.page.locator(".summary")
    assert summary.evaluate("(one) => one === document.activeElement")
    assert reader.page.title().startswith("Błąd: ")
    reader.tab_to(".summary a")
    reader.press("Enter")
    first = reader.page.locator("main fieldset input").first
    assert first.evaluate("(one) => one === document.activeElement")
    context.close()


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_phone_without_scripts_goes_from_the_start_page_to_the_plan(chromium, address, language):
    context = chromium.new_context(viewport=NARROWEST, java_script_enabled=False)
    reader = Reader(context, address, language)
    reader.begin()
    while "/result" not in reader.page.url:
        for group in reader.page.locator("main fieldset").all():
            group.locator("label").nth(3).click()
        reader.send()
    reader.accept_plan()

    assert reader.page.locator("ol.steps > li").count() >= 3
    assert reader.complaints == []
    context.close()


# Coming back.


@pytest.fixture
def elsewhere(chromium, address):
    """The same person in another browser."""
    context = chromium.new_context()
    yield Reader(context, address)
    context.close()


def test_the_answers_open_in_a_second_browser_by_the_return_link(reader, elsewhere):
    reader.begin()
    reader.answer(0)
    reader.open("keep")

    elsewhere.page.goto(reader.page.locator("#link").input_value())
    follow(elsewhere.page.locator("main form button"))

    assert elsewhere.page.url.endswith("/pl/quiz/2")
    elsewhere.open("quiz/1")
    assert elsewhere.page.locator("input[value='1']:checked").count() == 6


def test_the_answers_open_in_a_second_browser_by_the_codename(reader, elsewhere):
    reader.begin()
    reader.answer(0)
    reader.open("keep")
    follow(reader.page.locator("form[action$='/keep'] button"))
    codename = reader.page.locator(".codename").inner_text()
    assert len(codename.split()) == 6

    elsewhere.open("return")
    elsewhere.page.locator("#codename").fill(codename.upper())
    elsewhere.send()

    assert elsewhere.page.url.endswith("/pl/quiz/2")
    elsewhere.answer(1)
    reader.open("quiz")
    assert reader.page.url.endswith("/pl/quiz/3")


def test_two_tabs_go_on_from_the_same_page_and_the_last_answer_counts(reader):
    reader.begin()
    other = reader.tab()
    other.goto(reader.page.url)
    reader.answer(0)
    served = reader.page.locator("main fieldset legend").all_inner_texts()

    reader.page, first = other, reader.page
    reader.answer(4)

    assert reader.page.locator("main fieldset legend").all_inner_texts() == served
    first.goto(reader.base + "quiz/1")
    assert first.locator("input[value='5']:checked").count() == 6
    assert reader.complaints == []


def test_the_back_button_shows_what_was_answered_and_lets_it_be_changed(reader):
    reader.begin()
    reader.answer(0)
    reader.answer(1)
    reader.page.go_back()
    reader.page.go_back()
    assert reader.page.url.endswith("/quiz/1")
    assert reader.page.locator("input[value='1']:checked").count() == 6

    reader.answer(4)
    reader.open("quiz/1")

    assert reader.page.locator("input[value='5']:checked").count() == 6
    reader.open("quiz")
    assert reader.page.url.endswith("/quiz/3")
