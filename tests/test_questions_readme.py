"""Somebody who has never seen code follows questions/README.md, in either language, literally."""

import math
import re
import shutil
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from kamquiz.cli import add_commands
from kamquiz.content import ContentError, load
from kamquiz.domain.assessment.attempts import SKILLS_PER_PAGE
from kamquiz.jobcheck import check
from kamquiz.settings import ROOT, Settings
from kamquiz.web import create_app
from tests.visitor import Visitor

README = ROOT / "questions" / "README.md"
POLISH_HALF = "# Jak zmieniać pytania\n"

#: The paragraph that names a file, an empty line, the block that goes into that file.
EXAMPLE = re.compile(r"^(?P<lead>(?:.+\n)+)\n```toml\n(?P<text>(?s:.*?))```$", re.MULTILINE)
NAMED_FILE = re.compile(r"`([a-z]+/[a-z0-9/-]+\.toml)`")
NAMED_TABLE = re.compile(r"`(\[[a-z]+\])`")


@dataclass(frozen=True)
class Example:
    """A block of the README and the paragraph above it, which says where it goes."""

    lead: str
    text: str

    @property
    def file(self) -> str:
        return NAMED_FILE.findall(self.lead)[0]

    @property
    def is_whole_file(self) -> bool:
        return self.text.startswith(("id = ", "trait = ", "skill = "))

    def follow(self, questions: Path) -> None:
        """Write the file, or add to it: below the line that is named, else at its end."""
        file = questions / self.file
        if self.is_whole_file:
            file.write_text(self.text, encoding="utf-8")
        elif self.text.startswith("[["):
            file.write_text(f"{text_of(file)}\n{self.text}", encoding="utf-8")
        else:
            (line,) = NAMED_TABLE.findall(self.lead)
            before, after = text_of(file).split(f"{line}\n")
            file.write_text(f"{before}{line}\n{self.text}{after}", encoding="utf-8")

    def undo(self, questions: Path) -> None:
        """Take the example out again, in case an editor has added it to the shipped bank."""
        file = questions / self.file
        if self.is_whole_file:
            file.unlink(missing_ok=True)
        else:
            file.write_text(text_of(file).replace(self.text, ""), encoding="utf-8")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def halves() -> dict[str, str]:
    english, polish = text_of(README).split(POLISH_HALF)
    return {"en": english, "pl": POLISH_HALF + polish}


def sections(half: str) -> dict[str, str]:
    """Return what stands under each heading of the second level."""
    parts = re.split(r"^## (.+)$", half, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def examples(text: str) -> list[Example]:
    return [Example(one["lead"], one["text"]) for one in EXAMPLE.finditer(text)]


SECTIONS = {"statement": 2, "trait": 3, "skill": 4, "industry": 5, "benefit": 6, "phrase": 7}


def section(language: str, subject: str) -> str:
    """Return how *subject* is added; both halves have their sections in one order."""
    return list(sections(halves()[language]).values())[SECTIONS[subject]]


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """The shipped folder, without anything the README would have one add."""
    folder = tmp_path / "questions"
    shutil.copytree(ROOT / "questions", folder)
    for example in examples(halves()["en"]):
        example.undo(folder)
    return folder


@pytest.fixture(params=["pl", "en"])
def language(request) -> str:
    return request.param


def add(subject: str, language: str, questions: Path) -> None:
    for example in examples(section(language, subject)):
        example.follow(questions)


def app_with(questions: Path, clock=None):
    settings = Settings(
        database_url=f"sqlite:///{questions.parent / 'quiz.sqlite'}",
        secret_key="a secret of the tests",
        questions=questions,
    )
    return add_commands(create_app(settings, clock=clock))


def said_by(questions: Path, command: str) -> str:
    """Return what a `flask` command prints."""
    app = app_with(questions)
    with app.app_context():
        result = app.test_cli_runner().invoke(args=command.split())
    assert result.exit_code == 0, result.output
    return result.output


def counted(questions: Path) -> Counter[str]:
    """Return what `flask content check` counts, by noun."""
    counts = re.findall(r"^(\d+) ([\w ]+)$", said_by(questions, "content check"), re.MULTILINE)
    return Counter({noun: int(number) for number, noun in counts})


@pytest.mark.parametrize(
    ("subject", "more"),
    [
        ("statement", {"statements": 1}),
        ("trait", {"traits": 1, "statements": 6, "actions": 3, "interview questions": 4}),
        ("skill", {"skills": 1, "interview questions": 4}),
        ("industry", {"industries": 1}),
    ],
)
def test_what_the_readme_adds_is_accepted_and_counted(questions, language, subject, more):
    before = counted(questions)

    add(subject, language, questions)

    assert counted(questions) - before == more


def test_a_worn_phrase_that_was_added_is_found_in_an_ad(questions, language):
    add("phrase", language, questions)

    findings = check("Praca\n\nJesteś jak człowiek orkiestra.", load(questions).catalogue.law)

    assert "człowiek orkiestra" in {one.quote for one in findings if one.rule == "cliches"}


def test_all_that_the_readme_adds_fits_together(questions, language):
    for subject in SECTIONS:
        add(subject, language, questions)

    catalogue = load(questions).catalogue

    asked = catalogue.find_seniority("kam")
    assert asked.traits["calm"] == 0.2
    assert asked.skills["spreadsheets"] == 3


def test_every_edit_gives_the_wording_a_new_name(questions):
    before = load(questions).catalogue.version

    add("statement", "en", questions)

    assert load(questions).catalogue.version != before


def test_the_full_quiz_asks_what_was_added_and_the_plan_helps_with_it(questions, clock):
    before = load(questions).catalogue.statements
    add("trait", "en", questions)
    add("statement", "en", questions)
    bank = load(questions).catalogue
    visitor = Visitor(app_with(questions, clock), "en")

    asked = statements_asked(visitor, "full")
    while "/skills/" in visitor.page.address:
        visitor.answer_page("3")

    new = {f"calm-{number}" for number in range(1, 7)} | {"insight-7"}
    traits = [bank.statement_by_id[one].trait for one in asked]
    assert sorted(asked) == sorted(new.union(one.id for one in before))
    assert all(one != other for one, other in pairwise(traits))
    assert len(visitor.page.all("circle")) == len(bank.traits)
    assert any("Calm under pressure" in one for one in visitor.page.texts("h3"))
    steps = visitor.open("plan").texts("h4")
    assert any("Note tense conversations" in one for one in steps)


def test_the_short_quiz_asks_about_a_trait_that_was_added(questions, clock):
    add("trait", "en", questions)

    asked = statements_asked(Visitor(app_with(questions, clock)), "short")

    assert any(one.startswith("calm-") for one in asked)


def test_a_skill_that_was_added_is_asked_behind_the_others(questions, clock):
    add("skill", "en", questions)
    visitor = Visitor(app_with(questions, clock), "en")
    visitor.begin()

    last_page = math.ceil(len(load(questions).catalogue.skills) / SKILLS_PER_PAGE)

    assert list(visitor.open(f"skills/{last_page}").questions())[-1] == "spreadsheets"


def test_an_industry_that_was_added_can_be_chosen_and_changes_the_job(questions, clock):
    add("industry", "en", questions)
    visitor = Visitor(app_with(questions, clock), "en")

    assert "logistics" in visitor.open("").questions()["industry"]
    job = said_by(questions, "job draft --set industry=logistics --lang en")
    assert "Agreeing service measures with the customer" in job


def test_a_benefit_that_was_added_can_be_ticked_and_stands_in_the_offer(questions, clock):
    add("benefit", "en", questions)
    visitor = Visitor(app_with(questions, clock), "en")
    visitor.open("jobs")

    assert "meals" in visitor.page.forms()[0].ticks["benefits"]
    assert "Benefits: meals at work" in visitor.send(benefits=["meals"]).text


#: What the mistakes of "What the faults look like" are, in the example files.
MISTAKES = [
    ("industries/11-logistics.toml", 'name.en = "logistics"', 'name.en = "logistics'),
    ("traits/20-calm.toml", 'en = "When two urgent customer matters come in', '#"'),
    ("traits/20-calm.toml", 'id = "calm-3"\nreverse', 'id = "calm-3"\nrevers'),
    ("traits/20-calm.toml", "pomijam sprawdzenie", "nie sprawdzam"),
    ("traits/20-calm.toml", "calm-5", "insight-5"),
]


def test_the_faults_look_as_the_readme_shows_them(questions, language):
    for subject in ("trait", "industry"):
        for example in examples(section(language, subject)):
            if example.is_whole_file:
                example.follow(questions)
    for file, right, wrong in MISTAKES:
        text = text_of(questions / file)
        assert right in text
        (questions / file).write_text(text.replace(right, wrong), encoding="utf-8")

    with pytest.raises(ContentError) as raised:
        load(questions)

    (shown,) = re.findall(r"```text\n(.*?)\n```", halves()[language], re.DOTALL)
    assert str(raised.value) == shown


def test_both_halves_say_the_same():
    blocks = re.compile(r"```.*?```", re.DOTALL)
    shapes = {
        language: [
            (
                blocks.findall(text),
                text.count("\n| "),
                text.count("\n- "),
                sorted(NAMED_FILE.findall(text)),
            )
            for text in sections(half).values()
        ]
        for language, half in halves().items()
    }

    assert shapes["pl"] == shapes["en"]


def test_every_folder_and_file_of_the_questions_is_explained(language):
    layout = next(iter(sections(halves()[language]).values()))
    named = set(re.findall(r"^\| `([^`]+)` \|", layout, re.MULTILINE))
    there = {one.name + "/" * one.is_dir() for one in README.parent.iterdir()} - {README.name}

    assert named == there


def statements_asked(visitor: Visitor, form: str) -> list[str]:
    """Answer every statement, as badly as can be about the example trait; return what was asked."""
    asked: list[str] = []
    visitor.begin(form)
    while "/quiz/" in visitor.page.address:
        names = list(visitor.page.questions())
        asked += names
        visitor.send(**{one: weakest(one) if one.startswith("calm-") else "3" for one in names})
    return asked


def weakest(statement: str) -> str:
    """Return the answer to a statement of the example trait that earns least."""
    return "5" if statement in {"calm-3", "calm-6"} else "1"
