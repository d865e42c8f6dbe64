"""The shipped interview questions, as a psychologist and an editor would check them."""

import re
from collections import Counter

import pytest

from kamquiz.domain.bank.interview_questions import QuestionKind
from kamquiz.domain.text import Language
from tests.content.gender import assumptions
from tests.content.test_bank import SKILLS, TRAITS, having
from tests.content.texts import Placed, texts_of

#: A longer one is not taken in when it is read out.
WORDS_IN_A_SENTENCE = 30

#: Somebody must be able to keep the case in mind.
WORDS_IN_A_QUESTION = 75

#: To be read while listening.
WORDS_IN_AN_ANCHOR = 50


@pytest.fixture(scope="module")
def competences(catalogue):
    return catalogue.interviews


@pytest.fixture(scope="module")
def questions(competences):
    return [one for competence in competences for one in competence.questions]


def anchors(competences, language):
    return [
        Placed(f"{competence.serves} {level}", getattr(competence.anchors, level).to(language))
        for competence in competences
        for level in ("one", "three", "five")
    ]


def asked(questions, language):
    return [Placed(one.id, one.text.to(language)) for one in questions]


def probes(questions, language):
    return [
        Placed(f"{one.id} probe {number}", probe.to(language))
        for one in questions
        for number, probe in enumerate(one.probes, start=1)
    ]


def everything(catalogue, language):
    things = (*catalogue.interviews, catalogue.procedure)
    return [Placed(place, text.to(language)) for place, text in texts_of(tuple(things))]


def twice(placed):
    return [words for words, count in Counter(words for _, words in placed).items() if count > 1]


def test_every_trait_and_skill_can_be_asked_about_in_the_order_of_the_bank(catalogue):
    assert [one.serves for one in catalogue.interviews] == [
        *(trait.id for trait in catalogue.traits),
        *(skill.id for skill in catalogue.skills),
    ]


@pytest.mark.parametrize("serves", [*TRAITS, *sorted(SKILLS)])
def test_there_are_two_questions_of_each_kind_with_two_probes_each(competences, serves):
    (competence,) = [one for one in competences if one.serves == serves]

    assert [one.id for one in competence.questions] == [
        f"{serves}-{kind}-{number}" for kind in QuestionKind for number in (1, 2)
    ]
    assert all(one.id.startswith(f"{serves}-{one.kind}-") for one in competence.questions)
    assert {len(one.probes) for one in competence.questions} == {2}


@pytest.mark.parametrize("language", Language)
def test_no_question_is_there_twice(questions, language):
    assert twice(asked(questions, language)) == []


@pytest.mark.parametrize("language", Language)
def test_the_probes_of_a_competence_differ(competences, language):
    repeated = {
        one.serves: found
        for one in competences
        if (found := twice(probes(one.questions, language)))
    }

    assert repeated == {}


@pytest.mark.parametrize("language", Language)
def test_no_description_of_a_rating_serves_two(competences, language):
    assert twice(anchors(competences, language)) == []


@pytest.mark.parametrize("language", Language)
def test_questions_end_as_questions_or_requests_do(questions, language):
    placed = asked(questions, language) + probes(questions, language)

    assert [one for one in placed if not re.search(r"[.?]$", one.words)] == []


@pytest.mark.parametrize("language", Language)
def test_every_question_asks_for_something(questions, language):
    asking = r"\?$|\b(Proszę|Please|Tell us)\b"

    assert [one for one in asked(questions, language) if not re.search(asking, one.words)] == []


@pytest.mark.parametrize(
    ("language", "beginning"), [(Language.PL, "Proszę "), (Language.EN, "(Tell us|Please) ")]
)
def test_a_question_about_the_past_asks_for_a_story(questions, language, beginning):
    past = [one for one in questions if one.kind is QuestionKind.PAST]

    assert [one for one in asked(past, language) if not re.match(beginning, one.words)] == []


@pytest.mark.parametrize("language", Language)
def test_a_case_is_no_question_about_the_past(questions, language):
    cases = [one for one in questions if one.kind is QuestionKind.SITUATION]

    assert having(r"Proszę opowiedzieć|Tell us", asked(cases, language)) == {}


@pytest.mark.parametrize("language", Language)
def test_descriptions_are_sentences(competences, language):
    assert [one for one in anchors(competences, language) if not one.words.endswith(".")] == []


@pytest.mark.parametrize(
    ("language", "beginning"),
    [
        pytest.param(Language.PL, "(Odpowiedź|W odpowiedzi) ", id="Polish"),
        pytest.param(Language.EN, "(The answer|In the answer,) ", id="English"),
    ],
)
def test_descriptions_are_about_the_answer_and_not_about_who_gives_it(
    competences, language, beginning
):
    placed = anchors(competences, language)

    assert [one for one in placed if not re.match(beginning, one.words)] == []


@pytest.mark.parametrize("language", Language)
def test_sentences_are_short_enough_to_be_heard(catalogue, language):
    too_long = [
        (place, sentence)
        for place, words in everything(catalogue, language)
        for sentence in re.split(r"(?<=[.?!;:]) ", words)
        if len(sentence.split()) > WORDS_IN_A_SENTENCE
    ]

    assert too_long == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    ("kind", "most"), [("question", WORDS_IN_A_QUESTION), ("anchor", WORDS_IN_AN_ANCHOR)]
)
def test_nothing_is_too_long_to_be_kept_in_mind(competences, questions, language, kind, most):
    placed = asked(questions, language) if kind == "question" else anchors(competences, language)

    assert [one for one in placed if len(one.words.split()) > most] == []


def test_nobody_is_addressed_as_a_woman_or_a_man(catalogue):
    placed = everything(catalogue, Language.PL)

    assert {place: found for place, words in placed if (found := assumptions(words))} == {}
    assert having(r"\bPa(ni|nią|na?|nu|nem|ństw\w*)\b", placed, flags=0) == {}


@pytest.mark.parametrize(
    ("language", "told"),
    [
        pytest.param(Language.PL, r"\b(tw[óo]j\w*|ciebie|tobie)\b", id="Polish"),
        pytest.param(Language.EN, r"\b(he|she|his|hers?|him|himself|herself)\b", id="English"),
    ],
)
def test_the_address_is_formal_and_nobody_is_he_or_she(catalogue, language, told):
    assert having(told, everything(catalogue, language)) == {}


def test_a_question_does_not_repeat_a_statement_of_its_trait(catalogue, competences):
    """Five words in a row are a repetition: who took the quiz would know the answer."""
    repeated = [
        (one.id, statement.id)
        for competence in competences
        if competence.serves in catalogue.trait_by_id
        for one in competence.questions
        for statement in catalogue.trait_by_id[competence.serves].statements
        for language in Language
        if runs(one.text.to(language)) & runs(statement.text.to(language))
    ]

    assert repeated == []


def runs(words, length=5):
    found = re.findall(r"\w+", words.lower())
    return {tuple(found[at : at + length]) for at in range(len(found) - length + 1)}


def test_no_question_asks_what_nobody_may_be_asked(catalogue, questions):
    forbidden = (
        r"\b(wiek|lat pan|ciąż|dzieci|małżeń|mąż|żon|choro|zdrow|religi|wyznani|narodowo"
        r"|niepełnospraw|zarabia(łeś|łaś)|poprzedni\w* wynagrodz|PESEL|zdjęci)\w*"
    )

    assert having(forbidden, asked(questions, Language.PL) + probes(questions, Language.PL)) == {}


def test_the_list_of_what_is_never_asked_names_what_the_law_and_the_quiz_rule_out(catalogue):
    never = catalogue.procedure.never

    assert {one.id.removeprefix("never-") for one in never} >= {
        *("sex", "age", "family", "health", "belief", "origin", "pay", "data", "quiz"),
    }
    assert all("18(3a)" in one.source.pl for one in never if one.id in {"never-sex", "never-age"})
    assert all("22(1)" in one.source.pl for one in never if one.id in {"never-pay", "never-data"})


@pytest.mark.parametrize("language", Language)
def test_no_fine_and_no_figure_of_validity_is_printed(catalogue, language):
    procedure = [Placed(place, text.to(language)) for place, text in texts_of(catalogue.procedure)]

    assert (
        having(r"grzywn|\bkara\b|\bfine\b|penalty|PLN|zł\b|0[.,]\d|[.,]42|[.,]19", procedure) == {}
    )


def test_an_interview_of_six_competences_fits_into_an_hour(catalogue):
    assert catalogue.procedure.minutes.total(6) <= 60
