"""The question files are taken as a whole, or refused with every fault by file name."""

import functools
import json
import re
import shutil
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamquiz.content import ContentError, load
from tests.content.questions import QUESTIONS, faults_in, questions_with, reworded
from tests.speed import best_of

TRAIT = "traits/01-insight.toml"
OTHER_TRAIT = "traits/02-service.toml"
ACTIONS = "actions/01-insight.toml"
SKILL = "skills/01-organisation.toml"
SITUATION = "situations/01-price-rise.toml"
JUNIOR = "roles/seniorities/1-junior.toml"
BANKING = "industries/01-banking.toml"
GUIDE = "roles/guide.toml"
DUTIES = "roles/duties.toml"
PATTERN = "roles/patterns/classic.toml"
PARAMETERS = "parameters/0.toml"
SCALE = "scale.toml"
INTERVIEW = "interview/01-insight.toml"
OTHER_INTERVIEW = "interview/02-service.toml"
HOW = "interview/guide.toml"

#: Whatever the authors hold to be best and worst, these tests know it.
KEY = [(r"^best = .*", 'best = "b"'), (r"^worst = .*", 'worst = "d"')]

END = r"\Z"

read_toml = tomllib.loads


@pytest.fixture(scope="module", autouse=True)
def files_nobody_changed_are_parsed_once():
    """Parsing ninety unchanged files again would be most of what these tests do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", functools.cache(read_toml))
        yield


def case(file, change, *faults, id):  # noqa: A002 - as in pytest.param
    return pytest.param(file, change, [f"{file}: {fault}" for fault in faults], id=id)


def check(tmp_path, file, change, faults):
    assert faults_in(questions_with(tmp_path, {file: change})) == faults


def test_the_shipped_questions_have_no_fault(content):
    assert faults_in(QUESTIONS) == []
    assert content.catalogue.traits


def test_faults_in_several_files_are_listed_together_by_file_name(tmp_path):
    questions = questions_with(
        tmp_path,
        {
            TRAIT: (r"(id = \"insight-4\"\n.*\n.*\n)en = .*\n", r"\g<1>"),
            OTHER_TRAIT: [(r'id = "service-1"', 'id = "insight-1"'), (r"^cv_line\.pl = .*\n", "")],
            ACTIONS: (r"^hours = 3", "hours = 300"),
            SITUATION: (r"^best = .*", 'best = "x"'),
        },
    )

    with pytest.raises(ContentError) as refusal:
        load(questions)

    assert str(refusal.value) == (
        "5 faults in questions/\n"
        "  traits/01-insight.toml: statement insight-4 has no English text\n"
        "  traits/02-service.toml: cv_line has no Polish text\n"
        "  actions/01-insight.toml: "
        "action insight-job-1 needs a whole number from 1 to 40 under 'hours'\n"
        "  situations/01-price-rise.toml: situation s01 has no option 'x' to be best\n"
        "  traits/02-service.toml: id 'insight-1' is already used in traits/01-insight.toml"
    )


def test_a_single_fault_is_told_in_the_singular(tmp_path):
    questions = questions_with(tmp_path, {SCALE: (r"^centre = .*\n", "")})

    with pytest.raises(ContentError, match=r"^1 fault in questions/\n  scale\.toml: "):
        load(questions)


def test_a_missing_file_does_not_hide_the_faults_of_the_others(tmp_path):
    questions = questions_with(
        tmp_path, {SCALE: None, SITUATION: [*KEY, (r"^worst = .*", 'worst = "b"')]}
    )

    assert faults_in(questions) == [
        f"{SCALE}: the file is missing",
        f"{SITUATION}: situation s01 has the same best and worst act",
    ]


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        case(
            TRAIT,
            (r"^(id = \"insight-2\")", r"\g<1>\nrevers = true"),
            "statement insight-2 has an unknown key 'revers' (did you mean 'reverse'?)",
            id="in a statement",
        ),
        case(
            SKILL,
            (r"^kind", 'knd = "hard"\nkind'),
            "unknown key 'knd' (did you mean 'kind'?)",
            id="at the top of a file",
        ),
        case(
            BANKING,
            (r"^name\.pl", 'demnad.pl = "Duży popyt"\nname.pl'),
            "unknown key 'demnad' (did you mean 'demand'?)",
            id="an optional one",
        ),
        case(
            SCALE,
            (r"^spread", "spraed = 3\nspread"),
            "numbers has an unknown key 'spraed' (did you mean 'spread'?)",
            id="in a table",
        ),
        case(
            TRAIT,
            (r"^name\.en", 'name.de = "Menschen"\nname.en'),
            "name has an unknown key 'de'",
            id="a third language, like nothing we know",
        ),
        case(
            PARAMETERS,
            (r"^easy", "simple = [1, 2, 3, 4]\neasy"),
            "thresholds has an unknown key 'simple'",
            id="a fourth difficulty",
        ),
        case(
            PARAMETERS,
            (END, '[[correlations]]\ntraits = ["insight"]\nvalue = 0.1\nvalu = 0.1\n'),
            "correlation number 1 has an unknown key 'valu' (did you mean 'value'?)",
            "correlation number 1 needs two traits and a value between -1 and 1",
            id="beside another fault",
        ),
    ],
)
def test_a_key_nobody_reads_is_a_misspelling(tmp_path, file, change, faults):
    check(tmp_path, file, change, faults)


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        case(TRAIT, (r"^name\.en.*\n", ""), "name has no English text", id="trait name"),
        case(TRAIT, (r"^name\.pl.*\nname\.en.*\n", ""), "has no name", id="no name at all"),
        case(
            TRAIT,
            (r"(id = \"insight-1\"\n.*\n)pl = .*\n", r"\g<1>"),
            "statement insight-1 has no Polish text",
            id="statement",
        ),
        case(
            TRAIT,
            (r"(\[\[levels\]\]\npl = .*\n)en = .*\n", r"\g<1>"),
            "level number 1 has no English text",
            id="level",
        ),
        case(
            SITUATION,
            (r"^en = .*", 'en = " "'),
            "option a has no English text",
            id="only a blank",
        ),
        case(
            ACTIONS,
            (r"^proof\.pl.*\n", ""),
            "action insight-job-1 proof has no Polish text",
            id="part of an action",
        ),
        case(
            GUIDE, (r"^text\.en.*\n", ""), "passage role-what text has no English text", id="role"
        ),
        case(
            PATTERN,
            (r"(id = \"classic-plan\"\n)pl = .*\n", r"\g<1>"),
            "duty classic-plan has no Polish text",
            id="line of a job description",
        ),
        case(BANKING, (r"^where\.pl.*\n", ""), "where has no Polish text", id="industry"),
        case(JUNIOR, (r"^title\.en.*\n", ""), "title has no English text", id="seniority"),
        case(SCALE, (r"^time_frame\.en.*\n", ""), "time_frame has no English text", id="scale"),
    ],
)
def test_every_text_needs_both_languages(tmp_path, file, change, faults):
    check(tmp_path, file, change, faults)


@pytest.mark.parametrize(
    ("file", "change", "used"),
    [
        pytest.param(TRAIT, ('id = "insight-2"', 'id = "insight-1"'), TRAIT, id="one file"),
        pytest.param(OTHER_TRAIT, ('id = "service-2"', 'id = "insight-1"'), TRAIT, id="two files"),
        pytest.param(ACTIONS, ('id = "insight-job-1"', 'id = "insight-1"'), TRAIT, id="two kinds"),
        pytest.param(
            GUIDE, ('id = "role-few"', 'id = "insight-1"'), TRAIT, id="passage of the guide"
        ),
        pytest.param(
            BANKING, ('id = "banking-needs"', 'id = "insight-1"'), TRAIT, id="line of a job text"
        ),
    ],
)
def test_an_id_is_used_once_in_all_files(tmp_path, file, change, used):
    check(tmp_path, file, change, [f"{file}: id 'insight-1' is already used in {used}"])


@pytest.mark.parametrize(
    "name", ["Support", "day to day", "wsparcie-ą", "1st", "a_b", "-x", "x" * 61, "data", "hours"]
)
def test_an_id_can_be_the_name_of_a_question_on_a_page(tmp_path, name):
    (fault,) = faults_in(questions_with(tmp_path, {DUTIES: (r'^id = "support"', f'id = "{name}"')}))

    assert fault.startswith(f"{DUTIES}: id {name!r}")


@pytest.mark.parametrize(
    ("words", "negation"),
    [
        ({"pl": "Gdy klient nie dzwoni, czekam."}, "'nie' in Polish"),
        ({"pl": "Nie dzwonię do klienta."}, "'Nie' in Polish"),
        ({"pl": "NIGDY o to pytam."}, "'NIGDY' in Polish"),
        ({"pl": "Pytam o to, gdy nikt już mówi"}, "'nikt' in Polish"),
        ({"pl": "Szukam żadnego z powodów."}, "'żadnego' in Polish"),
        ({"pl": "ŻADEN powód mnie przekonuje."}, "'ŻADEN' in Polish"),
        ({"pl": "Idę na spotkanie bez planu."}, "'bez' in Polish"),
        ({"pl": "Gdy brakuje czasu, skracam rozmowę."}, "'brakuje' in Polish"),
        ({"pl": "Pomijam cenę ani razu"}, "'ani' in Polish"),
        ({"en": "I don't call the customer."}, '"n\'t" in English'),
        ({"en": "I don’t call the customer."}, "'n’t' in English"),
        ({"en": "I do not call the customer."}, "'not' in English"),
        ({"en": "I DO NOT call the customer."}, "'NOT' in English"),
        ({"en": "I cannot reach the customer."}, "'cannot' in English"),
        ({"en": "I ask no one."}, "'no' in English"),
        ({"en": "Nobody hears from me"}, "'Nobody' in English"),
        ({"en": "I go to a meeting without a plan."}, "'without' in English"),
        ({"en": "I wait, never"}, "'never' in English"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_reverse_statement_says_nothing_by_negation(tmp_path, words, negation):
    check(
        tmp_path,
        TRAIT,
        reworded("insight-3", **words),
        [
            f"{TRAIT}: statement insight-3 is reverse and says {negation}: "
            "describe the opposite behaviour instead"
        ],
    )


@pytest.mark.parametrize(
    "words",
    [
        {"pl": "Niemal całą rozmowę zapisuję."},
        {"pl": "Pytam o niektóre sprawy w niedzielę."},
        {"pl": "Zapisuję imię klienta: Anita, Bezan."},
        {"en": "I note what I know about the customer."},
        {"en": "I write down a notable nothingness."},
    ],
    ids=lambda words: next(iter(words.values())),
)
def test_a_word_that_only_looks_like_a_negation_is_none(tmp_path, words):
    check(tmp_path, TRAIT, reworded("insight-3", **words), [])


def test_a_plain_statement_may_say_no(tmp_path):
    check(tmp_path, TRAIT, reworded("insight-1", pl="Nie zwlekam.", en="I do not wait."), [])


@pytest.mark.parametrize(
    ("language", "words", "faults"),
    [
        ("pl", 20, []),
        ("pl", 21, [f"{TRAIT}: statement insight-1 has 21 words in Polish, 20 at most"]),
        ("en", 20, []),
        ("en", 21, [f"{TRAIT}: statement insight-1 has 21 words in English, 20 at most"]),
    ],
)
def test_a_statement_has_at_most_twenty_words(tmp_path, language, words, faults):
    check(tmp_path, TRAIT, reworded("insight-1", **{language: "tak " * words}), faults)


def statements(reverse, plain):
    """Return the edit that leaves the trait with so many statements of each kind."""
    lines = "".join(
        f'[[statements]]\nid = "insight-{number}"\nreverse = {str(number <= reverse).lower()}\n'
        'difficulty = "easy"\npl = "Pytam."\nen = "I ask."\n'
        for number in range(1, reverse + plain + 1)
    )
    return (r"\[\[statements\]\](?:.|\n)*", lines)


@pytest.mark.parametrize(
    ("reverse", "plain", "faults"),
    [
        (2, 2, []),
        (1, 5, ["trait insight has 1 reverse statements, it needs 2 or more"]),
        (5, 1, ["trait insight has 1 plain statements, it needs 2 or more"]),
        (2, 6, []),
        (2, 7, ["trait insight has more than 8 statements"]),
        (
            0,
            0,
            [
                "trait insight has 0 reverse statements, it needs 2 or more",
                "trait insight has 0 plain statements, it needs 2 or more",
            ],
        ),
    ],
)
def test_a_trait_needs_statements_of_both_kinds(tmp_path, reverse, plain, faults):
    check(tmp_path, TRAIT, statements(reverse, plain), [f"{TRAIT}: {fault}" for fault in faults])


A_LEVEL = r"\[\[levels\]\]\n(?:cefr.*\n)?pl.*\nen.*\n"


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        case(TRAIT, (A_LEVEL, ""), "trait insight has 4 levels, it needs 5", id="trait, four"),
        case(
            TRAIT,
            (f"({A_LEVEL})", r"\g<1>\g<1>"),
            "trait insight has 6 levels, it needs 5",
            id="trait, six",
        ),
        case(SKILL, (A_LEVEL, ""), "skill organisation has 4 levels, it needs 5", id="skill, four"),
        case(SCALE, (r"\[\[answers\]\]\n.*\n.*\n", ""), "needs 5 [[answers]], has 4", id="answers"),
        case(
            SCALE,
            (END, '\n[[bands]]\npl = "x"\nen = "x"\n'),
            "needs 5 [[bands]], has 6",
            id="bands",
        ),
    ],
)
def test_there_are_five_levels_answers_and_bands(tmp_path, file, change, faults):
    check(tmp_path, file, change, faults)


@pytest.mark.parametrize(
    ("edits", "faults"),
    [
        pytest.param(
            [(r"^best = .*\n", "")],
            ["has no best", "situation s01 has no option '' to be best"],
            id="no best",
        ),
        pytest.param(
            [(r"^worst = .*\n", "")],
            ["has no worst", "situation s01 has no option '' to be worst"],
            id="no worst",
        ),
        pytest.param(
            [(r"^worst = .*", 'worst = "e"')],
            ["situation s01 has no option 'e' to be worst"],
            id="no such option",
        ),
        pytest.param(
            [(r"^worst = .*", 'worst = "b"')],
            ["situation s01 has the same best and worst act"],
            id="best is worst",
        ),
        pytest.param(
            [(r'^id = "c"', 'id = "a"')],
            [f"id 'a' is already used in {SITUATION}"],
            id="the same letter twice",
        ),
        pytest.param(
            [(r'^id = "c"', 'id = "first"')],
            ["situation s01 has an option 'first': use a letter a–j"],
            id="a word instead of a letter",
        ),
        pytest.param(
            [(r'\[\[options\]\]\nid = "a"(?:.|\n)*(?=\[\[options\]\]\nid = "b")', "")],
            [],
            id="three options are enough",
        ),
        pytest.param(
            [
                (r'\[\[options\]\]\nid = "a"(?:.|\n)*(?=\[\[options\]\]\nid = "b")', ""),
                (r'\[\[options\]\]\nid = "c"(?:.|\n)*(?=\[\[options\]\]\nid = "d")', ""),
            ],
            ["situation s01 has fewer than 3 options"],
            id="two are too few",
        ),
    ],
)
def test_the_key_of_a_situation_names_two_of_its_options(tmp_path, edits, faults):
    check(tmp_path, SITUATION, [*KEY, *edits], [f"{SITUATION}: {fault}" for fault in faults])


def test_actions_must_say_what_they_train(tmp_path):
    questions = questions_with(tmp_path, {ACTIONS: (r'^trait = "insight"$', "")})

    assert (
        faults_in(questions)[0]
        == f"{ACTIONS}: needs trait = … or skill = …: what the actions are for"
    )


def test_actions_train_traits_of_the_bank_and_leave_none_out(tmp_path):
    questions = questions_with(tmp_path, {ACTIONS: (r'^trait = "insight"', 'trait = "insigth"')})

    assert faults_in(questions) == [
        *(
            f"{ACTIONS}: action insight-{one} is for an unknown trait or skill 'insigth'"
            for one in ("job-1", "people-1", "study-1", "job-2", "people-2", "study-2")
        ),
        "actions/: there is no action for the trait insight",
    ]


@pytest.mark.parametrize(
    ("file", "change"),
    [
        pytest.param(DUTIES, (r"^serves = .*", 'serves = ["humour"]'), id="duty"),
        pytest.param(PATTERN, (r"^serves = .*", 'serves = ["closer", "humour"]'), id="pattern"),
        pytest.param(BANKING, (r"^serves = .*", 'serves = ["humour"]'), id="industry's duty"),
        pytest.param(BANKING, (r"^\[traits\]", "[traits]\nhumour = 0.2"), id="industry's trait"),
        pytest.param(BANKING, (r"^\[skills\]", "[skills]\nhumour = 4"), id="industry's skill"),
        pytest.param(JUNIOR, (r"^insight =", "humour ="), id="seniority's trait"),
        pytest.param(JUNIOR, (r"^english =", "humour ="), id="seniority's skill"),
    ],
)
def test_roles_and_industries_call_for_traits_and_skills_of_the_bank(tmp_path, file, change):
    check(tmp_path, file, change, [f"{file}: 'humour' is neither a trait nor a skill"])


@pytest.mark.parametrize(
    ("file", "content", "fault"),
    [
        pytest.param(
            SITUATION, "id = ", "not valid TOML: Invalid value (at end of document)", id="torn off"
        ),
        pytest.param(
            SITUATION,
            'id = "s01"\nid = "s02"\n',
            "not valid TOML: Cannot overwrite a value (at line 2, column 11)",
            id="a key twice",
        ),
        pytest.param(
            SITUATION, 'id = "\xb3'.encode("latin-1"), "the file is not UTF-8 text", id="not UTF-8"
        ),
        pytest.param(SITUATION, b"\x00", "not valid TOML: ", id="bytes of something else"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, file, content, fault):
    (found,) = faults_in(questions_with(tmp_path, {file: content}))

    assert found.startswith(f"{file}: {fault}")


def test_the_mark_some_editors_put_before_the_text_does_no_harm(tmp_path):
    marked = b"\xef\xbb\xbf" + (QUESTIONS / SITUATION).read_bytes()

    assert faults_in(questions_with(tmp_path, {SITUATION: marked})) == []


@pytest.mark.parametrize(
    ("gone", "faults"),
    [
        (SCALE, ["scale.toml: the file is missing"]),
        (GUIDE, ["roles/guide.toml: the file is missing"]),
        (DUTIES, ["roles/duties.toml: the file is missing"]),
        ("situations", ["situations/: there is no file in this folder"]),
        ("industries", ["industries/: there is no file in this folder"]),
        ("parameters", ["parameters/: there is no file in this folder"]),
        ("roles/seniorities", ["roles/seniorities/: there is no file in this folder"]),
        ("roles/patterns", ["roles/patterns/: there is no file in this folder"]),
        (
            "codename",
            [
                "codename/pl.txt: needs 2048 different words, has 0",
                "codename/en.txt: needs 2048 different words, has 0",
            ],
        ),
    ],
)
def test_nothing_may_be_missing(tmp_path, gone, faults):
    assert faults_in(questions_with(tmp_path, {gone: None})) == faults


@pytest.mark.parametrize("folder", ["traits", "skills", "actions"])
def test_a_missing_folder_is_the_first_thing_told(tmp_path, folder):
    faults = faults_in(questions_with(tmp_path, {folder: None}))

    assert faults[0] == f"{folder}/: there is no file in this folder"


def test_a_place_without_questions_lacks_everything(tmp_path):
    faults = faults_in(tmp_path)

    assert "scale.toml: the file is missing" in faults
    assert "traits/: there is no file in this folder" in faults


def test_of_a_folder_that_is_missing_nothing_else_is_said(tmp_path):
    assert faults_in(tmp_path / "nowhere") == ["the folder is missing"]


def test_a_folder_is_no_file_and_a_file_no_folder(tmp_path):
    questions = questions_with(tmp_path, {SCALE: None, "codename": None, "roles": None})
    (questions / SCALE).mkdir()
    (questions / "codename").touch()
    (questions / "roles").touch()

    faults = faults_in(questions)

    assert "scale.toml: the file is missing" in faults
    assert "roles/guide.toml: the file is missing" in faults
    assert "codename/pl.txt: needs 2048 different words, has 0" in faults


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        case(TRAIT, (r"^name\.en = .*", "name.en = 7"), "name has no English text", id="number"),
        case(
            TRAIT,
            (r"^name\.pl.*\nname\.en.*", 'name = "People"'),
            "needs name.pl and name.en",
            id="one text for both languages",
        ),
        case(
            TRAIT,
            (r"^name\.pl.*\nname\.en.*", 'name = ["Ludzie", "People"]'),
            "needs name.pl and name.en",
            id="a list of languages",
        ),
        case(
            TRAIT,
            (r'^(id = "insight-2")', '\\g<1>\nreverse = "false"'),
            "statement insight-2 needs true or false under 'reverse'",
            id="true as text",
        ),
        case(
            TRAIT,
            (r"^difficulty = .*", "difficulty = 1"),
            "statement insight-1 needs one of easy, medium, hard under 'difficulty'",
            id="difficulty as number",
        ),
        case(
            SITUATION,
            [*KEY, (r"^\[\[options\]\](?:.|\n)*", 'options = "a"')],
            "needs [[options]] tables",
            "situation s01 has fewer than 3 options",
            "situation s01 has no option 'b' to be best",
            "situation s01 has no option 'd' to be worst",
            id="text instead of tables",
        ),
        case(
            DUTIES, '[duties]\nid = "support"\n', "needs [[duties]] tables", id="table, no tables"
        ),
        case(DUTIES, "duties = [1, 2]\n", "needs [[duties]] tables", id="numbers, no tables"),
        *[
            case(
                ACTIONS,
                (r"^hours = .*", f"hours = {hours}"),
                "action insight-job-1 needs a whole number from 1 to 40 under 'hours'",
                id=f"hours {hours}",
            )
            for hours in ('"3"', "2.5", "true", "0", "41", "[3]", "nan")
        ],
        case(
            ACTIONS,
            (r"^way = .*", 'way = "sport"'),
            "action insight-job-1 needs one of job, people, study under 'way'",
            id="a fourth way",
        ),
        case(
            ACTIONS,
            (r"^level = .*", 'level = ["starter"]'),
            "action insight-job-1 needs one of starter, advanced under 'level'",
            id="list instead of word",
        ),
        case(
            BANKING,
            (r"^serves = .*", 'serves = "listener"'),
            "duty banking-needs needs a list of texts under 'serves'",
            id="text instead of list",
        ),
        case(
            BANKING,
            (r"^serves = .*", "serves = [1]"),
            "duty banking-needs needs a list of texts under 'serves'",
            id="list of numbers",
        ),
        case(
            BANKING,
            (r"^\[skills\](?:.|\n)*", "[[skills]]\nanalysis = 4\n"),
            "needs a table [skills]",
            id="tables instead of table",
        ),
        case(
            JUNIOR,
            (r"^insight = .*", 'insight = "0.2"'),
            "needs a number under 'insight'",
            id="level of a trait as text",
        ),
        *[
            case(
                JUNIOR,
                (r"^english = .*", f"english = {level}"),
                "needs a level from 1 to 5 for the skill 'english'",
                id=f"level {level} of a skill",
            )
            for level in (0, 6, 2.5)
        ],
        case(
            GUIDE,
            (r"^points_to = .*", 'points_to = "boss"'),
            "question question-number answer number 1 needs one of kam, account-manager "
            "under 'points_to'",
            id="a third post",
        ),
        case(
            GUIDE,
            (r'^points_to = "account-manager"', 'points_to = "kam"'),
            "question question-number needs two [[questions.answers]]: kam and account-manager",
            id="two answers for one post",
        ),
        case(
            GUIDE,
            (r'\[\[questions\]\]\nid = "question-count"(?:.|\n)*?(?=\[\[needs\]\])', ""),
            "needs an odd number of [[questions]], or their answers could be even",
            id="four questions",
        ),
        case(
            SKILL,
            (r"^kind = .*", 'kind = "firm"'),
            "needs one of hard, soft under 'kind'",
            id="kind",
        ),
        *[
            case(
                SCALE,
                (r"^spread = .*", f"spread = {number}"),
                "numbers needs a number under 'spread'",
                id=f"spread {number[:9]}",
            )
            for number in ('"16"', "true", "nan", "inf", "-inf", "[16]", "{}", "9" * 400)
        ],
        case(
            SCALE,
            (r"^widened_below = .*", "widened_below = -1"),
            "numbers needs a whole number from 0 to 10000000 under 'widened_below'",
            id="fewer people than none",
        ),
        case(
            PARAMETERS,
            (r"^version = .*", 'version = "0"'),
            "needs a whole number from 0 to 1000000 under 'version'",
            id="version as text",
        ),
        *[
            case(
                PARAMETERS,
                (r"^slope = .*", f"slope = {slope}"),
                "needs a slope above 0, up to 20",
                id=f"slope {slope}",
            )
            for slope in ("0", "-1.3", "20.1", "1e300")
        ],
        case(
            PARAMETERS,
            (r"^correlation = .*", "correlation = 1"),
            "needs a correlation from 0 to below 1",
            id="full correlation",
        ),
        case(
            PARAMETERS,
            (r"^date = .*", 'date = "23 November"'),
            "needs a date like 2026-11-23 under 'date'",
            id="date in words",
        ),
        *[
            case(
                PARAMETERS,
                (r"^easy = .*", f"easy = {thresholds}"),
                "thresholds needs 4 rising numbers under 'easy'",
                id=f"thresholds {thresholds}",
            )
            for thresholds in ("[0, 1, 1, 2]", "[0, 1, 2]", "[]", "7", '"0 1 2 3"', "{a = 1}")
        ],
        case(
            PARAMETERS,
            (r"^easy = .*", "easy = [0, 1, 2, inf]"),
            "thresholds needs a number under 'easy'",
            "thresholds needs 4 rising numbers under 'easy'",
            id="thresholds without end",
        ),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(tmp_path, file, change, faults):
    check(tmp_path, file, change, faults)


def test_markup_is_plain_text_and_kept_as_it_was_written(tmp_path):
    words = "<b>Ludzie</b> & <script>alert(1)</script> &lt;"
    questions = questions_with(tmp_path, {TRAIT: (r"^name\.pl = .*", f'name.pl = "{words}"')})

    assert load(questions).catalogue.traits[0].name.pl == words


@pytest.mark.parametrize("language", ["pl", "en"])
def test_codenames_need_enough_different_words(tmp_path, language):
    name = f"codename/{language}.txt"
    words = (QUESTIONS / name).read_text(encoding="utf-8").split()
    one_twice = "\n".join([*words[:-1], words[0]])

    faults = faults_in(questions_with(tmp_path, {name: one_twice}))

    assert faults == [f"{name}: needs 2048 different words, has 2047"]


def test_a_list_of_codenames_that_is_not_utf_8_is_no_list(tmp_path):
    name = "codename/pl.txt"

    assert faults_in(questions_with(tmp_path, {name: b"\xb1"})) == [
        f"{name}: needs 2048 different words, has 0"
    ]


A_CURVE = """
[[statements]]
id = "insight-1"
slope = 1.2
slope_error = 0.1
thresholds = [-2, -1, 0.5, 2]
threshold_errors = [0.2, 0.1, 0.1, 0.2]
"""
A_CORRELATION = '[[correlations]]\ntraits = ["insight", "service"]\nvalue = 0.4\n'


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        pytest.param(
            A_CURVE.replace("insight-1", "insight-9"),
            "parameters 0 name what the bank does not have: insight-9",
            id="unknown statement",
        ),
        pytest.param(
            A_CORRELATION.replace("service", "humour"),
            "parameters 0 name what the bank does not have: humour",
            id="unknown trait",
        ),
        pytest.param(A_CURVE + A_CURVE, "statement insight-1 is there twice", id="curve twice"),
        pytest.param(
            A_CURVE.replace("1.2", "-1.2"),
            "statement insight-1 needs a slope above 0, up to 20",
            id="falling curve",
        ),
        pytest.param(
            A_CURVE.replace("slope_error = 0.1", 'slope_error = "small"'),
            "statement insight-1 needs a number under 'slope_error'",
            id="error in words",
        ),
        pytest.param(
            A_CURVE.replace("[0.2, 0.1, 0.1, 0.2]", "[0.2]"),
            "statement insight-1 needs 4 numbers under 'threshold_errors'",
            id="one error for four thresholds",
        ),
        pytest.param(
            A_CORRELATION + A_CORRELATION.replace('"insight", "service"', '"service", "insight"'),
            "correlation number 2 of service and insight is there twice",
            id="correlation twice",
        ),
        pytest.param(
            A_CORRELATION.replace("0.4", "0.99")
            + A_CORRELATION.replace("0.4", "0.99").replace("insight", "strategic")
            + A_CORRELATION.replace("0.4", "-0.99").replace("service", "strategic"),
            "covariance is not positive semidefinite",
            id="alike to a third, yet opposites",
        ),
        pytest.param(
            A_CORRELATION.replace("0.4", "1"),
            "correlation number 1 needs two traits and a value between -1 and 1",
            id="full correlation",
        ),
    ],
)
def test_parameters_fit_the_bank(tmp_path, lines, fault):
    check(tmp_path, PARAMETERS, (END, lines), [f"{PARAMETERS}: {fault}"])


def later(version, *lines):
    """Return a parameter file of *version* with more *lines* at its end."""
    first = (QUESTIONS / PARAMETERS).read_text(encoding="utf-8")
    return first.replace("version = 0", f"version = {version}") + "\n" + "".join(lines)


def test_two_files_cannot_be_the_same_version_of_the_parameters(tmp_path):
    questions = questions_with(tmp_path, {"parameters/1.toml": later(0)})

    assert faults_in(questions) == [
        "parameters/1.toml: id 'version 0' is already used in parameters/0.toml"
    ]


def test_the_newest_parameters_are_used_and_the_older_ones_kept(tmp_path):
    questions = questions_with(
        tmp_path,
        {
            "parameters/10.toml": later(10, A_CURVE, A_CORRELATION),
            "parameters/2.toml": later(2),
        },
    )

    content = load(questions)

    assert [one.version for one in content.parameters] == [0, 2, 10]
    newest = content.instrument.parameters
    assert newest.curves["insight-1"].thresholds == (-2, -1, 0.5, 2)
    assert newest.correlation_of("service", "insight") == 0.4


def test_the_name_of_the_bank_follows_its_wording_and_not_its_parameters(tmp_path, content):
    reworded_bank = questions_with(
        tmp_path / "reworded", {TRAIT: (r'^name\.en = "', 'name.en = "Really ')}
    )
    refitted_bank = questions_with(tmp_path / "refitted", {"parameters/1.toml": later(1)})

    assert load(reworded_bank).catalogue.version != content.catalogue.version
    assert load(refitted_bank).catalogue.version == content.catalogue.version


# What people leave behind in a file, by a slip of the hand.
VALUES = st.one_of(
    st.sampled_from(
        [
            "",
            "7",
            "-1",
            "1.5",
            "nan",
            "inf",
            "1e300",
            "1e400",
            "9" * 400,
            "true",
            "2026-11-23",
            "'''",
        ]
    ),
    st.sampled_from(["[]", "{}", "[[1]]", '["insight"]', '{pl = "x"}', '[{id = "x"}]']),
    st.sampled_from(['""', '" "', '"insight-1"']),
    st.text(max_size=20).map(json.dumps),
    st.text(max_size=20),
)
KEYS = st.sampled_from(["id", "pl", "trait", "levels", "name", "name.pl", '""', "[x]", "#"])
FILES = sorted(
    path.relative_to(QUESTIONS).as_posix() for path in QUESTIONS.rglob("*") if path.is_file()
)


@st.composite
def slips(draw):
    """Return a file of the bank and what a slip of the hand makes of its text."""
    file = draw(st.sampled_from(FILES))
    lines = (QUESTIONS / file).read_text(encoding="utf-8").splitlines()
    place = draw(st.integers(0, len(lines) - 1))
    key, _, value = lines[place].partition(" = ")
    slip = draw(st.sampled_from(["delete", "value", "key", "repeat", "tear"]))
    if slip == "tear":
        lines = lines[:place]
    else:
        lines[place : place + 1] = {
            "delete": [],
            "value": [f"{key} = {draw(VALUES)}"],
            "key": [f"{draw(KEYS)} = {value}"],
            "repeat": [lines[place]] * 2,
        }[slip]
    return file, "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def a_bank(tmp_path_factory):
    return shutil.copytree(QUESTIONS, tmp_path_factory.mktemp("bank") / "questions")


@settings(max_examples=25, deadline=None)
@given(slip=slips())
def test_a_slip_of_the_hand_never_ends_in_anything_but_a_list_of_faults(a_bank, slip):
    file, text = slip
    (a_bank / file).write_text(text, encoding="utf-8")
    try:
        faults = faults_in(a_bank)
    finally:
        shutil.copyfile(QUESTIONS / file, a_bank / file)

    assert all(re.match(r"[\w/.-]+: \S", fault) for fault in faults)


def test_loading_takes_less_than_half_a_second(monkeypatch):
    monkeypatch.setattr(tomllib, "loads", read_toml)

    assert best_of(3, lambda: load(QUESTIONS)) < 500


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        case(
            INTERVIEW,
            (r'^kind = "past"', 'kind = "situation"'),
            "insight has 1 past questions, it needs 2 or more",
            id="one about the past",
        ),
        case(
            INTERVIEW,
            [(r'^kind = "situation"', 'kind = "past"')] * 2,
            "insight has 0 situation questions, it needs 2 or more",
            id="no case",
        ),
        case(
            INTERVIEW,
            (r"\[\[questions\.probes\]\]\n.*\n.*\n", ""),
            "question insight-past-1 has 1 probes, it needs 2 or more",
            id="one probe",
        ),
        case(
            INTERVIEW,
            (r"^five\.en = .*\n", ""),
            "anchor five has no English text",
            id="an anchor in one language",
        ),
        case(
            INTERVIEW,
            (r"^three\..*\nthree\..*\n", ""),
            "anchor has no three",
            id="no anchor in the middle",
        ),
        case(
            INTERVIEW,
            (r'^kind = "past"', 'kind = "future"'),
            "question insight-past-1 needs one of past, situation under 'kind'",
            id="a kind of its own",
        ),
        case(
            INTERVIEW,
            (r'^trait = "insight"\n', ""),
            "needs trait = … or skill = …: what the questions are about",
            id="about nothing",
        ),
        case(
            HOW,
            (r"^rating = .*", "rating = 0"),
            "minutes needs a whole number from 1 to 60 under 'rating'",
            id="no time to rate",
        ),
        case(
            HOW,
            (r"^checked_on = .*", 'checked_on = "in November"'),
            "needs a date like 2026-11-23 under 'checked_on'",
            id="an unknown state of the law",
        ),
        case(
            HOW,
            (r"^source\.pl = .*\n", ""),
            "point never-sex source has no Polish text",
            id="a ban without its source",
        ),
        case(HOW, (r"\[\[closing\]\](?s:.*)(?=\[\[never\]\])", ""), "has no [[closing]]", id="end"),
    ],
)
def test_an_interview_never_runs_out_of_questions_or_of_ways_to_rate(
    tmp_path, file, change, faults
):
    found = faults_in(questions_with(tmp_path, {file: change}))

    assert [one for one in found if not one.startswith("interview/: ")] == faults


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        pytest.param(
            None, ["interview/: there are no questions about the trait insight"], id="no file"
        ),
        pytest.param(
            (r'^trait = "insight"', 'trait = "insigth"'),
            [
                f"{INTERVIEW}: the questions are about an unknown trait or skill 'insigth'",
                "interview/: there are no questions about the trait insight",
            ],
            id="misspelt",
        ),
        pytest.param(
            (r'^trait = "insight"', 'trait = "service"'),
            [
                f"{OTHER_INTERVIEW}: there are questions about service in {INTERVIEW} already",
                "interview/: there are no questions about the trait insight",
            ],
            id="twice",
        ),
    ],
)
def test_every_trait_and_skill_has_one_file_of_interview_questions(tmp_path, change, faults):
    assert faults_in(questions_with(tmp_path, {INTERVIEW: change})) == faults


def test_an_interview_question_has_an_id_of_its_own(tmp_path):
    questions = questions_with(
        tmp_path, {INTERVIEW: (r'^id = "insight-past-1"', 'id = "insight-1"')}
    )

    assert faults_in(questions) == [f"{INTERVIEW}: id 'insight-1' is already used in {TRAIT}"]
