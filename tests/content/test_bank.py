"""The shipped questions, as an editor would check them."""

import os
import re
import shutil
import subprocess
from collections import Counter

import morfeusz2
import pytest

from kamquiz.domain.bank.actions import Reach, Way
from kamquiz.domain.bank.catalogue import Difficulty
from kamquiz.domain.text import Language
from kamquiz.settings import ROOT
from tests.content.texts import Placed, english, polish

#: Answers, profiles and links name them: an id that was once in use never changes.
TRAITS = (
    *("insight", "service", "strategic", "proactive", "accountable", "communicator", "prepared"),
    *("listener", "questioner", "closer", "forward", "realistic", "learner", "fearless", "team"),
    *("negotiator", "authentic", "trustworthy", "solver"),
)
SKILLS = {
    *("organisation", "communication-skill", "english", "entrepreneurial"),
    *("negotiation-technique", "analysis", "rhetoric", "results", "customer-focus"),
    *("sales-understanding", "reliability", "marketing-basics", "presenting", "crm-software"),
    *("industry-knowledge", "relationship-building", "other-language"),
}
INDUSTRIES = {
    *("banking", "business-insurance", "financial-services", "steel", "it"),
    *("mechanical-engineering", "consumer-goods", "automotive-supply", "pharma", "life-sciences"),
}
GRAMMAR = morfeusz2.Morfeusz()
LANGUAGES = [pytest.param(polish, id="Polish"), pytest.param(english, id="English")]


def test_the_traits_have_their_permanent_ids_in_order(catalogue):
    assert tuple(trait.id for trait in catalogue.traits) == TRAITS


def test_the_skills_have_their_permanent_ids(catalogue):
    assert sorted(skill.id for skill in catalogue.skills) == sorted(SKILLS)


def test_the_industries_of_the_role_are_there(catalogue):
    assert sorted(industry.id for industry in catalogue.industries) == sorted(INDUSTRIES)


def test_there_are_twelve_situations_and_three_seniorities(catalogue):
    assert [situation.id for situation in catalogue.situations] == [
        f"s{number:02}" for number in range(1, 13)
    ]
    assert [seniority.id for seniority in catalogue.seniorities] == ["junior", "kam", "senior"]


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_has_four_plain_and_two_reverse_statements_numbered_by_its_id(catalogue, trait):
    statements = catalogue.trait_by_id[trait].statements

    assert [one.id for one in statements] == [f"{trait}-{number}" for number in range(1, 7)]
    assert sum(one.reverse for one in statements) == 2


@pytest.mark.parametrize("trait", TRAITS)
def test_a_trait_has_something_easy_and_something_hard(catalogue, trait):
    difficulties = {one.difficulty for one in catalogue.trait_by_id[trait].statements}

    assert {Difficulty.EASY, Difficulty.HARD} <= difficulties


@pytest.mark.parametrize("trained", [*TRAITS, *sorted(SKILLS)])
def test_a_trait_and_a_skill_have_six_actions_over_ways_and_levels(catalogue, trained):
    actions = catalogue.actions_for(trained)

    assert sorted(one.way for one in actions) == sorted([*Way, *Way])
    assert all(sum(one.reach is reach for one in actions) >= 2 for reach in Reach)
    assert any(one.hours <= 4 for one in actions)
    assert all(one.hours <= 12 for one in actions)


@pytest.mark.parametrize("trained", [*TRAITS, *sorted(SKILLS)])
def test_every_action_has_an_intention_tied_to_an_event_and_a_file_covers_most_events(
    catalogue, trained
):
    intentions = [one.if_then for one in catalogue.actions_for(trained)]

    assert None not in intentions
    assert len({one.event for one in intentions}) >= 4
    assert len({one.text for one in intentions}) == 6
    for one in intentions:
        assert one.text.pl.startswith("Jeśli ")
        assert one.text.en.startswith("If ")


def test_a_seniority_says_what_it_asks_of_every_trait_and_skill(catalogue):
    for seniority in catalogue.seniorities:
        assert set(seniority.traits) == set(TRAITS)
        assert set(seniority.skills) == SKILLS


def test_a_higher_seniority_asks_for_no_less(catalogue):
    junior, kam, senior = catalogue.seniorities
    for lower, higher in ((junior, kam), (kam, senior)):
        assert all(lower.traits[one] <= higher.traits[one] for one in TRAITS)
        assert all(lower.skills[one] <= higher.skills[one] for one in SKILLS)


def test_the_six_duties_of_the_role_are_marked_as_its_core(catalogue):
    assert sum(duty.kind == "core" for duty in catalogue.duties) == 6


def test_languages_are_placed_on_the_european_scale(catalogue):
    placed = {
        skill.id: tuple(level.cefr for level in skill.levels)
        for skill in catalogue.skills
        if any(level.cefr for level in skill.levels)
    }

    assert placed == dict.fromkeys(["english", "other-language"], ("A2", "B1", "B2", "C1", "C2"))


def test_no_letter_is_a_better_guess_in_the_situations(catalogue):
    for key in ("best", "worst"):
        letters = Counter(getattr(situation, key) for situation in catalogue.situations)

        assert set(letters) == set("abcd")
        assert max(letters.values()) <= 4


@pytest.mark.parametrize("language", Language)
def test_the_longest_act_is_no_better_guess_either(catalogue, language):
    longest = [
        max(situation.options, key=lambda option: len(option.text.to(language))).id
        == situation.best
        for situation in catalogue.situations
    ]

    assert sum(longest) <= 4


def statements(catalogue, language):
    return [Placed(one.id, one.text.to(language)) for one in catalogue.statements]


def having(pattern, placed, flags=re.IGNORECASE):
    """Return where *pattern* is found among *placed* texts, and what was found."""
    return {
        place: found.group()
        for place, words in placed
        if (found := re.search(pattern, words, flags))
    }


NEGATION = {
    Language.PL: r"\b(nie(?!j\b|go\b|mu\b|co\b|któr|mal|dziel)\w*|nigd\w+|nik(t|ogo|omu|im)"
    r"|nic|nicz\w+|żad(en|n)\w*|ani|beze?|brak\w*)\b",
    Language.EN: r"\b(no|not|none|nor|neither|never|nobody|nothing|nowhere|cannot|without|unable"
    r"|fail(s|ed)? to|avoid(s|ed|ing)?)\b|n['’]t\b",
}

#: How often is what the answer says.
FREQUENCY = {
    Language.PL: r"\b(zawsze|stale|ciągle|często|częściej|najczęściej|zazwyczaj|zwykle|przeważnie"
    r"|regularnie|nieraz|niekiedy|czasem|czasami|rzadko|rzadziej|sporadycznie|codziennie|bardzo"
    r"|za każdym razem|co drugi raz)\b",
    Language.EN: r"\b(always|constantly|often|frequently|usually|normally|generally|typically"
    r"|regularly|mostly|sometimes|occasionally|seldom|rarely|hardly|daily|very|really"
    r"|every time)\b",
}


@pytest.mark.parametrize("language", Language)
def test_no_statement_is_answered_by_denying_a_denial(catalogue, language):
    assert having(NEGATION[language], statements(catalogue, language)) == {}


@pytest.mark.parametrize("language", Language)
def test_no_statement_says_how_often(catalogue, language):
    placed = [
        # "the very first" names a place, not a degree
        Placed(place, words.replace("very first", "first").replace("very start", "start"))
        for place, words in statements(catalogue, language)
    ]

    assert having(FREQUENCY[language], placed) == {}


@pytest.mark.parametrize("language", Language)
def test_no_two_statements_say_the_same(catalogue, language):
    words = Counter(words for _, words in statements(catalogue, language))

    assert [text for text, count in words.items() if count > 1] == []


def test_a_statement_speaks_as_i(catalogue):
    without = {
        one.id
        for one in catalogue.statements
        if not (has_verb(one.text.pl, "pri") and re.search(r"\bI\b", one.text.en))
    }

    assert without == set()


def test_the_levels_of_a_trait_speak_to_you_and_those_of_a_skill_as_i(catalogue):
    traits = [(trait.id, text) for trait in catalogue.traits for text in trait.levels]
    skills = [(skill.id, level.text) for skill in catalogue.skills for level in skill.levels]

    wrong = [
        (place, text)
        for placed, person, word in ((traits, "sec", r"\byou"), (skills, "pri", r"\bI\b"))
        for place, text in placed
        if not (has_verb(text.pl, person) and re.search(word, text.en, re.IGNORECASE))
    ]

    assert wrong == []


def has_verb(words, person):
    """Tell whether a verb of the present tense in *person*, singular, is among *words*."""
    return any(
        tag.startswith(("fin", "bedzie")) and f":sg:{person}" in tag
        for _, _, (_, _, tag, _, _) in GRAMMAR.analyse(words)
    )


@pytest.mark.parametrize("texts", LANGUAGES)
def test_spaces_and_dashes_stand_as_in_print(catalogue, texts):
    slips = r"  |^\s|\s$|\t|\n| [,.;:?!](?!\w)|\.\.\.| - |\d-\d|[;?!]\w|,(?!\d)\w|(?<!\d),\d"

    assert having(slips, texts(catalogue)) == {}


@pytest.mark.parametrize(
    ("texts", "strangers", "opening", "closing"),
    [
        pytest.param(polish, r"[\"'‘“«»]", "„", "”", id="Polish"),
        pytest.param(english, r"[\"„«»]", "“", "”", id="English"),
    ],
)
def test_quotation_marks_are_those_of_the_language(catalogue, texts, strangers, opening, closing):
    placed = texts(catalogue)

    assert having(strangers, placed) == {}
    assert [one for one in placed if one.words.count(opening) != one.words.count(closing)] == []


@pytest.mark.parametrize("texts", LANGUAGES)
def test_texts_hold_no_markup(catalogue, texts):
    assert having(r"[<>]|&#?\w+;|\*\*|__|\]\(", texts(catalogue)) == {}


@pytest.mark.parametrize("language", Language)
def test_codewords_are_plain_lower_case_words_each_once(catalogue, language):
    words = catalogue.codewords.of(language)

    assert len(words) == len(set(words))
    assert [word for word in words if not (word.isalpha() and word.islower())] == []


# Spelling


DICTIONARIES = {"pl_PL": "hunspell-pl", "en_GB": "hunspell-en-gb"}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def known_words():
    lines = (ROOT / "tests/content/words.txt").read_text(encoding="utf-8").splitlines()
    return {line.split("#")[0].strip() for line in lines} - {""}


def hunspell(dictionary, words):
    """Return the words *dictionary* does not know, in one call for all of them."""
    require_hunspell(dictionary)
    done = subprocess.run(
        ["hunspell", "-d", dictionary, "-l", "-i", "utf-8"],
        input=words,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(done.stdout.split())


def require_hunspell(dictionary, program="hunspell"):
    """Skip where the spelling cannot be checked; on a build server that is a failure."""
    if shutil.which(program) is None:
        missing = program
    elif subprocess.run(
        [program, "-d", dictionary, "-l"], input=b"", capture_output=True, check=False
    ).returncode:
        missing = DICTIONARIES[dictionary]
    else:
        return
    reason = f"spelling is not checked: the Debian package {missing} is missing"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.mark.parametrize(
    ("dictionary", "texts"),
    [pytest.param("pl_PL", polish, id="Polish"), pytest.param("en_GB", english, id="English")],
)
def test_every_text_is_spelt_as_in_the_dictionary(catalogue, dictionary, texts):
    placed = [Placed(place, PLACEHOLDER.sub("", words)) for place, words in texts(catalogue)]
    unknown = hunspell(dictionary, "\n".join(words for _, words in placed)) - known_words()

    assert [one for one in placed if unknown & set(re.findall(r"\w+", one.words))] == []
    assert unknown == set()


def test_english_words_end_as_in_britain(catalogue):
    # The dictionary takes both endings; one quiz keeps to one.
    american = r"\b(?!size|prize|seize|capsize|resize)\w+i(z(e[ds]?|ing|ations?)|zers?)\b"

    assert having(american, english(catalogue)) == {}


@pytest.mark.parametrize(("dictionary", "language"), [("pl_PL", "pl"), ("en_GB", "en")])
def test_codewords_can_be_looked_up_in_the_dictionary(catalogue, dictionary, language):
    words = catalogue.codewords.of(Language(language))

    assert hunspell(dictionary, "\n".join(words)) == set()


@pytest.mark.parametrize(
    ("dictionary", "wrong"), [("pl_PL", "Prowadze rozmowe."), ("en_GB", "My favorite custmer")]
)
def test_a_slip_in_the_spelling_is_found(dictionary, wrong):
    assert len(hunspell(dictionary, wrong)) == 2


def test_the_list_of_known_words_holds_none_that_is_not_needed(catalogue):
    texts = "\n".join(words for _, words in polish(catalogue) + english(catalogue))

    assert known_words() == {word for word in known_words() if word in texts}


@pytest.mark.parametrize(
    ("program", "missing"),
    [
        pytest.param("no-such-program", "no-such-program is missing", id="program"),
        pytest.param("false", "hunspell-pl is missing", id="dictionary"),
    ],
)
@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail), ("", pytest.skip)])
def test_without_its_tools_the_spelling_is_skipped_by_name_but_never_on_a_build_server(
    monkeypatch, program, missing, ci, outcome
):
    monkeypatch.setenv("CI", ci)

    with pytest.raises(outcome.Exception, match=missing):
        require_hunspell("pl_PL", program)
