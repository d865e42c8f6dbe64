"""The journey in a real browser, with JavaScript off, on the smallest phone there is."""

import pytest

NARROWEST = {"width": 320, "height": 640}

BEGIN = {"pl": "Zacznij", "en": "Begin"}


@pytest.mark.parametrize("language", ["pl", "en"])
def test_a_phone_without_javascript_goes_from_the_start_page_to_the_plan(
    chromium, address, language
):
    context = chromium.new_context(viewport=NARROWEST, java_script_enabled=False)
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))

    page.goto(f"{address}/{language}/")
    page.get_by_role("button", name=BEGIN[language]).click()
    while "/result" not in page.url:
        fits_the_screen(page)
        for group in page.get_by_role("group").all():
            group.get_by_role("radio").nth(3).check()
        page.locator("button.primary").click()
    fits_the_screen(page)
    page.goto(f"{address}/{language}/plan")
    fits_the_screen(page)

    assert page.locator("ol.steps li").count() >= 3
    assert complaints == []
    context.close()


def test_the_answers_open_in_a_second_browser_by_the_return_link(chromium, address):
    first, second = chromium.new_context(), chromium.new_context()
    page = first.new_page()
    page.goto(f"{address}/pl/")
    page.get_by_role("button", name=BEGIN["pl"]).click()
    for group in page.get_by_role("group").all():
        group.get_by_role("radio").first.check()
    page.locator("button.primary").click()
    page.goto(f"{address}/pl/keep")
    link = page.locator("#link").input_value()

    elsewhere = second.new_page()
    elsewhere.goto(link)

    assert elsewhere.url == f"{address}/pl/quiz/2"
    elsewhere.go_back()
    elsewhere.goto(f"{address}/pl/quiz/1")
    assert elsewhere.locator("input:checked").count() == 6
    first.close()
    second.close()


def fits_the_screen(page) -> None:
    """Nothing sticks out to the right: what is wider has a box of its own to scroll in."""
    box = page.locator("main").bounding_box()
    assert box["x"] + box["width"] <= NARROWEST["width"], page.url
    for heading in page.locator("h1, h2, h3, legend, p").all():
        where = heading.bounding_box()
        if where:
            assert where["x"] + where["width"] <= NARROWEST["width"] + 1, (page.url, where)
