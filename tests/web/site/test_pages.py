"""The pages about the role: every fact is there, and five questions tell two posts apart."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

import pytest

from kamquiz.domain.bank.role import Post
from kamquiz.domain.bank.role_contrast import Answered, leaning
from kamquiz.domain.text import Language
from tests.visitor import Page, Visitor
from tests.web.facts import FACTS, SKILLS, TRAITS

KAM, ACCOUNT_MANAGER = Post.KAM.value, Post.ACCOUNT_MANAGER.value

VERDICTS = {
    "pl": ("Twoja praca wygląda jak praca", "Twoja praca bardziej przypomina pracę"),
    "en": ("Your work looks like that of", "Your work looks more like that of"),
}
BOTH = {"pl": "jest coś z obu ról", "en": "something of both"}
NAMES = {
    "pl": {KAM: "key account managera", ACCOUNT_MANAGER: "account managera"},
    "en": {KAM: "a key account manager", ACCOUNT_MANAGER: "an account manager"},
}


def plain(text: str) -> str:
    """Return *text* as one looks for words in it: small letters, plain spaces and quotes."""
    for fine, coarse in (("’", "'"), ("\N{NO-BREAK SPACE}", " "), ("\N{NON-BREAKING HYPHEN}", "-")):
        text = text.replace(fine, coarse)
    return " ".join(text.casefold().split())


# Facts.


def test_every_fact_about_the_role_is_found_on_its_page(anyone):
    pages = {page: plain(anyone.open(page).text) for page in {one.page for one in FACTS}}

    missing = {
        (fact.page, fact.id): phrase
        for fact in FACTS
        for phrase in getattr(fact, anyone.language)
        if phrase not in pages[fact.page]
    }

    assert missing == {}


def test_no_fact_is_listed_twice_and_each_has_its_words_in_both_languages():
    assert [one for one, count in Counter((f.page, f.id) for f in FACTS).items() if count > 1] == []
    assert all(fact.pl and fact.en for fact in FACTS)


def test_every_trait_and_every_skill_is_named_on_one_page(anyone, catalogue):
    terms = [plain(text_found) for text_found in anyone.open("role/traits").texts("dt")]

    assert {one.id for one in TRAITS} == {trait.id for trait in catalogue.traits}
    assert SKILLS
    for one in (*catalogue.traits, *catalogue.skills):
        name = plain(one.name.to(Language(anyone.language)))
        assert any(term.startswith(name) for term in terms), one.id


def test_every_industry_has_a_section_from_its_file_and_a_way_to_its_job_description(
    anyone, catalogue
):
    page = anyone.open("role/industries")

    for industry in catalogue.industries:
        assert industry.id in page.ids()
        for text in (industry.customers, industry.differs, industry.requirements[0].text):
            assert plain(text.to(Language(anyone.language))) in plain(page.text)
        assert f"/{anyone.language}/jobs?industry={industry.id}" in page.links().values()


def test_no_page_about_the_role_names_a_sum(anyone):
    money = re.compile(r"\d[\d  .,]*(zł|pln|eur|€)|(zł|pln|eur|€)\s*\d", re.IGNORECASE)
    for page in {fact.page for fact in FACTS}:
        assert not money.search(anyone.open(page).text), page
    assert not re.search(r"\d", anyone.open("role/pay").text)


# From page to page.


def test_one_page_about_the_role_leads_to_all_the_others_and_marks_itself(anyone):
    addresses = [chapter.get("href") for chapter in chapters(anyone.open("role"))]

    assert {f"/{anyone.language}/{fact.page}" for fact in FACTS} <= set(addresses)
    for address in addresses:
        links = chapters(anyone.open(address))
        assert [one.get("href") for one in links] == addresses
        assert [link.get("href") for link in links if link.get("aria-current")] == [address]


def chapters(page: Page) -> list[Element]:
    """Return the links to the pages that belong together with this one."""
    (nav,) = [element for element in page.all("nav") if "chapters" in (element.get("class") or "")]
    return list(nav.iter("a"))


def test_every_page_leads_to_what_is_said_about_accessibility_and_about_the_quiz(anyone):
    links = set(anyone.open("role/pay").links().values())

    assert {f"/{anyone.language}/{one}" for one in ("about", "accessibility", "privacy")} <= links


# KAM or account manager?


def chosen(visitor: Visitor, *posts: str) -> dict[str, str]:
    names = list(visitor.page.questions())
    assert len(names) == len(posts)
    return dict(zip(names, posts, strict=True))


@pytest.mark.parametrize(
    ("for_kam", "verdict", "post", "is_close"),
    [
        pytest.param(5, 0, KAM, False, id="all for a KAM"),
        pytest.param(4, 1, KAM, False, id="one against"),
        pytest.param(3, 1, KAM, True, id="a close call"),
        pytest.param(2, 1, ACCOUNT_MANAGER, True, id="a close call the other way"),
        pytest.param(1, 1, ACCOUNT_MANAGER, False, id="one for a KAM"),
        pytest.param(0, 0, ACCOUNT_MANAGER, False, id="all for an account manager"),
    ],
)
def test_five_answers_say_which_of_the_two_the_work_looks_like(
    anyone, catalogue, for_kam, verdict, post, is_close
):
    language = Language(anyone.language)
    anyone.open("role/contrast")
    posts = [KAM] * for_kam + [ACCOUNT_MANAGER] * (5 - for_kam)

    page = anyone.send(**chosen(anyone, *posts))

    heading = next(one for one in page.texts("h2") if one.startswith(VERDICTS[anyone.language]))
    assert heading == f"{VERDICTS[anyone.language][verdict]} {NAMES[anyone.language][post]}"
    assert (BOTH[anyone.language] in page.text) is is_close
    reasons = [plain(text_found) for text_found in page.texts("li")]
    for question, one in zip(catalogue.guide.questions, posts, strict=True):
        sign = question.sign(Post(one))
        told = " ".join(one.to(language) for one in (question.text, sign.text, sign.why))
        assert plain(told) in reasons
    assert page.checked() == chosen(anyone, *posts)


def test_a_question_left_out_is_asked_for_and_the_other_answers_stay(anyone):
    anyone.open("role/contrast")
    answers = chosen(anyone, *[KAM] * 5)
    (left_out, _), *others = answers.items()

    page = anyone.send(status=422, **dict(others))

    assert list(page.summary().values()) == [f"#{left_out}-0"]
    assert page.checked() == dict(others)
    assert not any(
        text_found.startswith(VERDICTS[anyone.language]) for text_found in page.texts("h2")
    )


def test_an_answer_nobody_offered_is_refused(visitor):
    visitor.open("role/contrast")

    visitor.send(status=400, **chosen(visitor, *[KAM] * 4, "boss"))


def test_the_five_answers_are_kept_nowhere(visitor, app):
    visitor.open("role/contrast")
    visitor.send(**chosen(visitor, *[KAM] * 5))

    again = visitor.open("role/contrast")

    assert again.checked() == {}
    assert "contrast" not in (visitor.client.get_cookie("kamquiz").decoded_value or "")
    visitor.open("result", status=404)


def test_the_better_answer_does_not_always_stand_first(catalogue):
    firsts = [question.answers[0].points_to for question in catalogue.guide.questions]

    assert len(firsts) == 5
    assert set(firsts) == set(Post)


def test_what_speaks_for_a_post_and_against_it_is_told_apart(catalogue):
    posts = [Post.KAM] * 2 + [Post.ACCOUNT_MANAGER] * 3
    pairs = zip(catalogue.guide.questions, posts, strict=True)
    answers = [Answered(question, question.sign(post)) for question, post in pairs]

    found = leaning(answers)

    assert found.post is Post.ACCOUNT_MANAGER
    assert (found.signs, found.against) == (tuple(answers[2:]), tuple(answers[:2]))
    assert found.is_close


# Method, accessibility, about.


def test_the_method_page_names_the_limits_of_a_self_assessment(anyone, catalogue):
    page = anyone.open("method")

    assert re.search(r"r = 0[.,]29", page.text)
    for band in catalogue.scale.bands:
        assert band.to(Language(anyone.language)) in page.text


def test_the_accessibility_statement_says_what_was_not_tested_and_whom_to_tell(anyone):
    page = anyone.open("accessibility")

    assert "WCAG 2.2" in page.text
    assert len(page.all("h2")) >= 4
    assert re.search(r"2026", page.text)
