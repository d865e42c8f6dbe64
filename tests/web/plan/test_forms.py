"""The plan page: what the reader wishes for is kept as it was typed."""

import pytest


@pytest.mark.parametrize(("typed", "kept"), [("1.5", 1.5), ("1,5", 1.5), ("3", 3.0), ("20", 20.0)])
def test_hours_may_be_written_with_a_comma_or_a_point(anyone, typed, kept):
    anyone.finish("4", "short")
    anyone.open("plan")

    anyone.send(to="/plan", hours=typed)
    shown = anyone.page.form_to("/plan").values["hours"]
    assert float(shown.replace(",", ".")) == kept

    anyone.send(to="/plan")
    assert anyone.page.form_to("/plan").values["hours"] == shown


def test_another_job_changes_the_lines_beside_the_plan(anyone, catalogue):
    anyone.finish("4", "short")
    anyone.open("plan")

    anyone.send(to="/plan", industry="steel", seniority="senior")

    title = catalogue.find_seniority("senior").title
    assert getattr(title, anyone.language).split(" (")[0] in anyone.page.text.replace("\xa0", " ")
    assert anyone.page.checked()["industry"] == "steel"


@pytest.mark.parametrize("file", ["plan", "job"])
def test_a_file_to_keep_is_markdown_with_a_name_of_its_own(anyone, file):
    anyone.finish("4", "short")

    response = anyone.client.get(f"/{anyone.language}/{file}.md")

    assert response.mimetype == "text/markdown"
    name = f'filename="kamquiz-{file}-{anyone.language}.md"'
    assert name in response.headers["Content-Disposition"]
    assert response.get_data(as_text=True).startswith("# ")


def test_without_enough_answers_the_plan_to_keep_leads_to_the_kind_page(anyone):
    anyone.begin("full")

    anyone.open("plan.md")

    assert anyone.page.address == f"/{anyone.language}/plan.md"
    assert not anyone.page.all("h4")


def test_a_plan_made_today_begins_on_the_next_monday(visitor, clock):
    visitor.finish("4", "short")
    clock.pass_(days=1)

    assert "30 listopada 2026" in visitor.open("plan").text.replace("\xa0", " ")


@pytest.mark.parametrize("typed", ["abc", "0", "200"])
def test_hours_that_cannot_be_are_explained_in_the_readers_language(anyone, typed):
    anyone.finish("3")
    anyone.open("plan")

    anyone.send(to="/plan", hours=typed, status=422)

    (line,) = anyone.page.summary()
    assert "20" in line
    assert "decimal" not in line


def test_a_line_that_asks_a_skill_with_an_action_beside_the_plan_leads_there(visitor):
    visitor.begin("full", seniority="senior")
    while "/quiz/" in visitor.page.address:
        visitor.answer_page("4")
    while "/skills/" in visitor.page.address:
        visitor.answer_page("1")
    visitor.open("plan")

    assert "#skill-steps" in visitor.page.links().values()
