"""HR makes an interview guide from a draft: a preview, options, files; nothing is kept."""

import json

import pytest

from kamquiz.documents.jobs.interview_files import GUIDE_FORMATS
from kamquiz.domain.text import Language
from tests.visitor import Visitor
from tests.web.jobs.test_builder import NASTY, complete

SHOW = {"pl": "Odśwież przewodnik", "en": "Refresh the guide"}


@pytest.fixture
def guide(anyone):
    anyone.open("interview")
    return anyone


def topics(page) -> list:
    return [one for one in page.all("article") if (one.get("id") or "").startswith("topic-")]


def words(element) -> str:
    return " ".join("".join(element.itertext()).replace("\xa0", " ").split())


def test_the_page_is_found_from_the_builder(anyone):
    anyone.open("jobs")
    anyone.follow(
        {"pl": "Przewodnik po rozmowie kwalifikacyjnej", "en": "Interview guide"}[anyone.language]
    )

    assert anyone.page.address == f"/{anyone.language}/interview"


def test_every_topic_has_two_questions_with_probes_and_described_ratings(guide):
    found = topics(guide.page)

    assert 4 <= len(found) <= 6
    for one in found:
        assert len(one.findall(".//h4")) == 2
        assert len(one.findall(".//details")) == 3
        assert [dt.text for dt in one.iter("dt")] == ["1", "3", "5"]


def test_the_minutes_add_up(guide):
    page = guide.send(minutes="75", button=SHOW[guide.language])

    (plan,) = [one for one in page.all("section") if one.get("aria-labelledby") == "plan"]
    minutes = [int(words(one).rsplit(":", 1)[1].split()[0]) for one in plan.iter("li")]
    assert sum(minutes) == 75
    assert page.forms()[0].values["minutes"] == "75"


def test_a_second_interview_asks_other_questions(guide):
    first = [words(one.findall(".//p")[1]) for one in topics(guide.page)]

    page = guide.send(sitting="2")

    second = [words(one.findall(".//p")[1]) for one in topics(page)]
    assert len(second) == len(first)
    assert not set(first) & set(second)


def test_the_choices_of_a_link_count(anyone, catalogue):
    page = anyone.open("interview?pattern=senior&industry=steel&must=listener,negotiator,closer")

    names = {words(one.find(".//h3")).split(". ", 1)[1] for one in topics(page)}
    listener = catalogue.trait_by_id["listener"].name.to(Language(anyone.language))
    assert listener in names


def test_the_coverage_table_shows_what_no_question_asks(guide):
    open_draft(guide, **{"own-must-pl": "Uprawnienia SEP", "own-must-en": "A SEP licence"})

    rows = {words(row[0]): words(row[1]) for row in guide.page.all("tr")[1:]}
    named = {"pl": "Uprawnienia SEP", "en": "A SEP licence"}[guide.language]
    assert rows[named] == {"pl": "bez pytania", "en": "no question"}[guide.language]
    assert sum("a, " in one for one in rows.values()) == len(rows) - 1


def open_draft(visitor, **changes):
    """Come to the guide from the builder, as its button leads there."""
    visitor.open("jobs")
    return visitor.send(**complete(lang=visitor.language, **changes), do="guide")


def test_the_guide_is_made_of_the_draft_in_the_builder(guide):
    page = open_draft(guide, industry="banking", employer="Example Ltd")

    draft = json.loads(page.forms()[0].values["draft"])
    assert draft["choices"]["industry"] == "banking"
    assert draft["details"]["employer"] == "Example Ltd"


def test_one_goes_back_to_the_builder_with_everything_typed(guide):
    open_draft(guide, employer="Example Ltd", industry="banking")

    guide.post(f"/{guide.language}/jobs/open", guide.page.forms()[0].values)

    values = guide.page.forms()[0].values
    assert (values["employer"], values["industry"]) == ("Example Ltd", "banking")


@pytest.mark.parametrize("ending", GUIDE_FORMATS)
def test_every_format_is_a_file_of_its_own(guide, ending):
    response = guide.download(do=ending, lang="both")

    name = f'attachment; filename="kamquiz-interview-pl-en.{ending}"'
    assert response.headers["Content-Disposition"] == name
    assert len(response.get_data()) > 2000


def test_too_few_minutes_say_how_many_it_takes(guide):
    page = guide.send(minutes="25", status=422)

    (line,) = page.summary()
    assert page.summary()[line] == "#minutes"
    assert page.forms()[0].values["minutes"] == "25"
    assert not topics(page)


@pytest.mark.parametrize("minutes", ["", "x", "-5", "0", "100000", "45.5"])
def test_minutes_that_are_none_are_explained_and_kept(guide, minutes):
    page = guide.send(minutes=minutes, status=422)

    assert list(page.summary().values()) == ["#minutes"]
    assert page.forms()[0].values["minutes"] == minutes


def test_too_little_time_for_a_file_is_told_on_the_page(guide):
    page = guide.send(minutes="25", do="pdf", status=422)

    assert list(page.summary().values()) == ["#minutes"]


def test_must_haves_nobody_can_ask_about_are_explained(anyone):
    page = anyone.open("interview?must=kam-experience", status=422)

    assert list(page.summary().values()) == ["#must"]


@pytest.mark.parametrize("draft", ["", "{", "[]", '{"format": "kamquiz-job", "version": 9}'])
def test_a_draft_that_is_none_is_explained(guide, draft):
    page = guide.send(draft=draft, status=422)

    assert page.summary()


def test_an_industry_nobody_knows_is_told_and_the_guide_still_made(anyone):
    page = anyone.open("interview?industry=alchemy")

    assert "alchemy" in page.text
    assert topics(page)


def test_what_was_typed_is_text_and_nothing_else(guide):
    page = open_draft(guide, **{"own-must-pl": NASTY, "own-must-en": NASTY, "employer": NASTY})

    assert all(one.get("src").startswith("/static/") for one in page.all("script"))
    assert all(one.get("src").startswith("/static/") for one in page.all("img"))


def test_the_guide_opens_no_database(app, no_database):
    visitor = Visitor(app)
    visitor.open("interview")
    visitor.send(minutes="70")

    assert not no_database.exists()
