"""README.md and docs/ tell the truth: what they name exists, and what exists they name."""

import json
import re
import shlex
from pathlib import Path

import click
import pytest
from click.testing import Result
from flask import Flask

import kamquiz.settings
from kamquiz.cli import add_commands
from kamquiz.settings import ROOT

README = ROOT / "README.md"
COMMANDS = ROOT / "docs" / "commands.md"
SETTINGS = ROOT / "docs" / "settings.md"
PSYCHOMETRICS = ROOT / "docs" / "psychometrics.md"
DOCUMENTS = [
    *(README, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"),
    *sorted((ROOT / "docs").glob("*.md")),
]

#: What is promised to scripts: each command with its options; it is held to that once it exists.
CONTRACT = {
    "content check": set(),
    "content export": set(),
    "score": {"--batch"},
    "plan": {"--start", "--hours", "--lang", "--format", "-o"},
    "job draft": {"--set", "--lang", "--format", "-o"},
    "job check": {"--lang"},
    "job interview": {"--set", "--lang", "--format", "-o"},
    "simulate": {"--people", "--seed", "--bank"},
    "calibrate": {"--dry-run"},
    "backup": set(),
    "restore": {"--verify"},
    "purge": set(),
}

#: Examples of the README that neither serve for ever nor compute for minutes.
QUICK = ("content", "score", "plan", "job")

PATH = re.compile(r"\.?[a-z_]+(?:/[A-Za-z0-9_.-]+)*(?:/|\.(?:py|toml|txt|md|sh))|\.ci/run")


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def section(document: Path, heading: str) -> str:
    """Return the text of *document* under *heading*."""
    return text_of(document).split(f"\n## {heading}\n")[1].split("\n## ")[0]


def blocks(text: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def code_in(text: str) -> list[str]:
    """Return what *text* sets as code within a line."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


@pytest.fixture
def commands(app) -> Flask:
    return add_commands(app)


def all_commands(app: Flask) -> dict[str, click.Command]:
    """Return the commands that are ours, groups unfolded, by the words one types."""
    found = {}
    for name, command in app.cli.commands.items():
        if isinstance(command, click.Group):
            found |= {f"{name} {inner}": one for inner, one in command.commands.items()}
        else:
            found[name] = command
    return found


def options_of(command: click.Command) -> set[str]:
    """Return every way to write each option of *command*."""
    options = [one for one in command.params if isinstance(one, click.Option)]
    return {way for one in options for way in [*one.opts, *one.secondary_opts]}


def invoke(app: Flask, *words: str) -> Result:
    with app.app_context():  # which the real `flask` opens before it runs a command
        return app.test_cli_runner().invoke(args=words)


def examples() -> list[list[str]]:
    """Return the words after `flask` of each example command."""
    lines = blocks(text_of(COMMANDS), "sh")[0].splitlines()
    return [shlex.split(line.removeprefix(".venv/bin/flask ")) for line in lines]


def named_by(words: list[str], names: set[str]) -> str:
    return next(one for one in (" ".join(words[:2]), words[0]) if one in names)


def test_the_settings_page_lists_every_setting_and_no_other():
    source = text_of(Path(kamquiz.settings.__file__))
    listed = re.findall(r"^\| `(KAMQUIZ_\w+)` \|", text_of(SETTINGS), re.MULTILINE)

    assert sorted(listed) == sorted(set(re.findall(r"KAMQUIZ_\w+", source)))
    for document in DOCUMENTS:
        assert set(re.findall(r"KAMQUIZ_[A-Z_]+", text_of(document))) <= set(listed), document


def test_the_commands_page_shows_every_command_and_no_other(commands):
    names = set(all_commands(commands))

    assert {named_by(words, names) for words in examples()} == names


def test_every_command_that_is_mentioned_exists(commands):
    names = set(all_commands(commands)) | set(commands.cli.commands)
    for document in DOCUMENTS:
        for code in code_in(text_of(document)):
            if code.startswith("flask "):
                assert named_by(code.split()[1:], names), (document, code)


def test_the_examples_show_every_option_and_no_other(commands):
    known = all_commands(commands)
    shown: dict[str, set[str]] = {name: set() for name in known}
    for words in examples():
        shown[named_by(words, set(known))] |= {one for one in words if re.match("--?[a-z]", one)}

    for name, command in known.items():
        for option in command.params:
            if isinstance(option, click.Option):
                assert shown[name] & set(option.opts), (name, option.opts)
        assert shown[name] <= options_of(command), name


@pytest.mark.parametrize("words", [one for one in examples() if one[0] in QUICK], ids=" ".join)
def test_each_quick_example_runs_as_it_stands(commands, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answers = blocks(text_of(COMMANDS), "json")[0]
    Path("answers.json").write_text(answers, encoding="utf-8")
    Path("ad.txt").write_text("Osoba do działu sprzedaży\n", encoding="utf-8")
    Path("people.jsonl").write_text(json.dumps(json.loads(answers)) + "\n", encoding="utf-8")

    result = invoke(commands, *words)

    assert result.exit_code == 0, result.output
    if "-o" in words:
        assert Path(words[-1]).stat().st_size
    else:
        assert result.output


def test_what_is_promised_to_scripts_and_exists_has_the_promised_options(commands):
    known = all_commands(commands)
    for name in CONTRACT.keys() & known.keys():
        result = invoke(commands, *name.split(), "--help")

        assert result.exit_code == 0, name
        written = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", result.output))
        assert CONTRACT[name] <= written, name


def test_every_make_target_that_is_mentioned_exists():
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    mentioned = set()
    for document in DOCUMENTS:
        text = text_of(document)
        codes = [*code_in(text), *(line for one in blocks(text, "sh") for line in one.splitlines())]
        mentioned |= {code.split()[1] for code in codes if code.startswith("make ")}

    assert {"run", "test"} <= mentioned <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: one.name)
def test_every_file_and_folder_that_is_mentioned_exists(document):
    text = text_of(document)
    lines = [line for one in blocks(text, "text") for line in one.splitlines() if line]
    mapped = [line.split()[0] for line in lines]
    mentioned = [one for one in [*code_in(text), *mapped] if PATH.fullmatch(one)]
    linked = re.findall(r"\]\(([^)#:]+)\)", text)

    made_at_the_start = {".venv/", "instance/", "instance/secret_key", "screenshots/"}
    for one in set(mentioned) - made_at_the_start - FILES_OF_EXAMPLES:
        assert (ROOT / one).exists(), one
    for one in linked:
        assert (document.parent / one).exists(), one


FILES_OF_EXAMPLES = {
    "ad.txt",
    "answers.json",
    "bank.json",
    "people.jsonl",
    "plan.md",
    "job.md",
    "interview.docx",
    "kamquiz.backup",
}


def test_the_readme_is_short():
    assert len(text_of(README)) <= 8_000


def test_every_folder_is_on_the_map():
    ignored = set(text_of(ROOT / ".gitignore").split())
    beside = [one for one in ROOT.iterdir() if one.is_dir() and not one.name.startswith(".")]
    inside = [one for one in (ROOT / "kamquiz").iterdir() if one.is_dir()]
    packages = [one.parent for one in (ROOT / "kamquiz").rglob("__init__.py")]
    (map_,) = blocks(section(README, "Where things are"), "text")

    for folder in {*beside, *inside, *packages}:
        name = f"{folder.relative_to(ROOT).as_posix()}/"
        if f"{folder.name}/" not in ignored:
            assert re.search(rf"^{name} ", map_, re.MULTILINE), name


def test_the_formulas_have_the_numbers_of_the_scale(catalogue):
    scale = catalogue.scale
    result = section(PSYCHOMETRICS, "A result in six steps").replace("−", "-")

    assert f"{scale.centre:g} + {scale.spread:g} × position" in result
    assert f"position - {scale.interval_z:g} × uncertainty" in result
    assert f"fewer than {scale.widened_below} people" in result.replace("\n   ", " ")
    assert f"the factor {scale.widening:g}" in result
    assert f"before {scale.percentile_from} have answered" in result
    for edge in scale.band_edges:
        assert f"{edge:g}" in result
