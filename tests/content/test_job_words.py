"""The words of job descriptions are taken as a whole, or refused with every fault."""

import pytest

from tests.content.questions import faults_in, questions_with

JOB = "roles/job.toml"
MODERN = "roles/patterns/1-modern.toml"
JUNIOR = "roles/patterns/2-junior.toml"


def case(file, change, *faults, id):  # noqa: A002 - as in pytest.param
    return pytest.param(file, change, [f"{file}: {fault}" for fault in faults], id=id)


@pytest.mark.parametrize(
    ("file", "change", "faults"),
    [
        case(
            JOB,
            (r"^(travel\.pl = \"Wyjazdy służbowe: około )\{percent\}", r"\g<1>{per_cent}"),
            "sentences travel has a gap {per_cent} that nothing fills",
            id="a gap that nothing fills",
        ),
        case(
            JOB,
            (r"^gross\.pl = \"brutto\"", 'gross.pl = "{brutto}"'),
            "contract employment gross has a gap {brutto} that nothing fills",
            id="a gap where there is none",
        ),
        case(
            JOB,
            (r"^few\.pl = \"lata\"\n", ""),
            "counts years few has no Polish text",
            id="a noun without one of its forms",
        ),
        case(
            JOB,
            (r"^offer\.en = .*\n", ""),
            "headings offer has no English text",
            id="a heading in one language",
        ),
        case(
            JOB,
            (r"^\[\[months\]\]\npl = \"grudnia\"\nen = .*\n", ""),
            "needs 12 [[months]], has 11",
            id="eleven months",
        ),
        case(
            JOB,
            (r"^id = \"hybrid\"", 'id = "office"'),
            "mode office is there twice",
            id="an option twice",
        ),
        case(
            JOB,
            (r"CONTRACTOR", "FREELANCE"),
            "contract b2b has an employment_type 'FREELANCE' that JSON-LD does not know",
            id="a kind of employment nobody knows",
        ),
        case(
            JOB,
            (r"^trait = 0\.4", 'trait = "high"'),
            "demand needs a number under 'trait'",
            id="a level in words",
        ),
        case(
            JOB,
            (r"^years\.pl", 'yaers.pl = "x"\nyears.pl'),
            "sentences has an unknown key 'yaers' (did you mean 'years'?)",
            id="a misspelt key",
        ),
        case(
            MODERN,
            (r"klientami\{where\}", "klientami {industry}"),
            "sentence 1 of the summary has a gap {industry} that nothing fills",
            id="a gap in a summary",
        ),
        case(
            MODERN,
            (r"^must = \[", 'must = ["juggling", '),
            "'juggling' is neither a trait nor a skill",
            id="a must nobody knows",
        ),
        case(
            MODERN,
            (r"^nice = \[", 'nice = ["questioner", '),
            "pattern modern has 'questioner' under must and under nice",
            id="must and nice at once",
        ),
        case(
            JUNIOR,
            (r"^seniority = .*", 'seniority = "king"'),
            "pattern junior is for an unknown seniority 'king'",
            id="a seniority nobody knows",
        ),
        case(
            JUNIOR,
            (r"^industry = .*", 'industry = "maybe"'),
            "needs one of must, nice under 'industry'",
            id="neither must nor nice",
        ),
        case(
            JUNIOR,
            (r"^id = \"junior\"", 'id = "modern"'),
            f"id 'modern' is already used in {MODERN}",
            id="two patterns of one name",
        ),
    ],
)
def test_a_fault_is_told_by_file_and_place(tmp_path, file, change, faults):
    assert faults_in(questions_with(tmp_path, {file: change})) == faults


def test_without_its_words_no_job_can_be_described(tmp_path):
    assert faults_in(questions_with(tmp_path, {JOB: None})) == [f"{JOB}: the file is missing"]


def test_without_options_there_is_nothing_to_choose(tmp_path):
    change = (r"\[\[flexibilities\]\](?:.|\n)*?(?=\[\[steps\]\])", "")

    assert faults_in(questions_with(tmp_path, {JOB: change})) == [
        f"{JOB}: needs [[flexibilities]] tables"
    ]
