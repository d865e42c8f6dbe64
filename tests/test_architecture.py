"""What holds for the project as a whole: directions, leftovers, reasons, translations."""

import ast
import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from kamquiz.settings import ROOT
from tests.conftest import UNMEASURED

TEMPLATES = ROOT / "templates"
CATALOGUE = ROOT / "kamquiz" / "translations" / "pl" / "LC_MESSAGES" / "messages.po"
PYTHON = sorted(
    path
    for folder in ("kamquiz", "tests", "benchmarks")
    for path in (ROOT / folder).rglob("*.py")
    if "versions" not in path.parts
)

#: An instruction to a tool to look away; what follows must say why.
IGNORE = re.compile(
    r"#\s*(?:noqa(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*)?"
    r"|type:\s*ignore(?:\[[\w\-, ]+\])?"
    r"|pragma:\s*no (?:cover|branch)"
    r"|ruff:\s*noqa(?::\s*[A-Z0-9, ]+)?"
    r"|mypy:\s*[\w-]+(?:=\S+)?)(?P<rest>.*)"
)

A_REASON = re.compile(r"\w+\W+\w+")

TEMPLATE_NAME = re.compile(r"""["']([\w/-]+\.(?:html|md|txt|typ|xml))["']""")

RENDERED = re.compile(r"""render_template\(\s*["']([^"']+)["']""")


def test_imports_point_inwards():
    result = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    sys.stdout.write(result.stdout)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_path_left_out_of_coverage_exists():
    assert [path for path in UNMEASURED if not (ROOT / path).exists()] == []


def test_every_template_is_used():
    spoken_of = {
        name
        for path in [*(ROOT / "kamquiz").rglob("*.py"), *TEMPLATES.rglob("*.*")]
        for name in TEMPLATE_NAME.findall(path.read_text(encoding="utf-8"))
    }

    files = {path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.*")}
    assert files
    assert files - spoken_of == set()


def test_every_template_that_is_used_is_there():
    named = {
        name
        for path in (ROOT / "kamquiz" / "web").rglob("*.py")
        for name in RENDERED.findall(path.read_text(encoding="utf-8"))
    }

    assert named
    assert {name for name in named if not (TEMPLATES / name).exists()} == set()


def comments(path):
    """Return the comments of a Python file, each with its line."""
    source = io.BytesIO(path.read_bytes())
    return [
        (token.start[0], token.string)
        for token in tokenize.tokenize(source.readline)
        if token.type == tokenize.COMMENT
    ]


def without_reason(comment):
    """Tell whether *comment* makes a tool look away and does not say why."""
    found = IGNORE.search(comment)
    return bool(found) and not A_REASON.search(found["rest"])


@pytest.mark.parametrize(
    ("comment", "fault"),
    [
        ("# noqa", True),
        ("# noqa: S101", True),
        ("# noqa: S101, S603", True),
        ("# type: ignore", True),
        ("# type: ignore[attr-defined]", True),
        ("# type: ignore[attr-defined]  # yes", True),
        ("# pragma: no cover", True),
        ("# noqa: S101 - what tests do", False),
        ("# type: ignore[attr-defined]  # the library ships no types", False),
        ("# pragma: no cover - only without a wheel", False),
        ("# a plain remark about noqa", False),
    ],
)
def test_a_reason_has_two_words_at_least(comment, fault):
    assert without_reason(comment) is fault


def test_every_ignore_in_the_code_carries_its_reason():
    bare = [
        f"{path.relative_to(ROOT)}:{line}: {comment}"
        for path in PYTHON
        for line, comment in comments(path)
        if without_reason(comment)
    ]

    assert bare == []


def test_every_ignore_in_the_settings_of_the_tools_carries_its_reason():
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    ignoring = [
        line
        for line in lines
        if re.match(r'\s*("[A-Z]+\d*",|ignore_missing_imports|exclude|"\S+" = \["[A-Z])', line)
    ]

    assert len(ignoring) >= 10
    assert [line for line in ignoring if not re.search(r"#.*\w+\W+\w+", line)] == []


@pytest.mark.parametrize("mark", ["skip", "skipif", "xfail"])
def test_every_test_that_is_passed_over_says_why(mark):
    bare = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in PYTHON
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == mark
        if not says_why(path, node)
    ]

    assert bare == []


def says_why(path, node):
    """Tell whether the call that *node* is called in gives a reason."""
    calls = [
        one
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one, ast.Call) and one.func.lineno == node.lineno
    ]
    return any(
        one.args or any(keyword.arg in {"reason", "reasons"} for keyword in one.keywords)
        for one in calls
    )


@pytest.fixture(scope="module")
def polish():
    """The Polish catalogue, old entries included."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="pl")


@pytest.fixture(scope="module")
def used():
    """Every text that code and templates put through gettext."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {"_": None, "gettext": None, "_l": None, "lazy_gettext": None, "ngettext": (1, 2)}
    return {
        message
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT, methods, options, keywords=keywords, directory_filter=is_ours
        )
    }


def is_ours(folder):
    return Path(folder).name in {"kamquiz", "templates"} or any(
        part in {"kamquiz", "templates"} for part in Path(folder).relative_to(ROOT).parts
    )


def test_every_text_of_the_pages_is_in_the_polish_catalogue(used, polish):
    assert len(used) > 100
    assert {text for text in used if text not in polish} == set()


def test_nothing_in_the_polish_catalogue_waits_for_a_translator(polish):
    waiting = [
        message.id
        for message in polish
        if message.id and (message.fuzzy or not all(strings(message)))
    ]

    assert waiting == []


def test_the_polish_catalogue_keeps_no_text_that_is_not_used(used, polish):
    assert {message.id for message in polish if message.id} - used == set()
    assert dict(polish.obsolete) == {}


def test_a_translation_fills_in_exactly_what_its_original_does(polish):
    differing = [
        message.id
        for message in polish
        if message.id
        for string in strings(message)
        if placeholders(string) != placeholders(str(message.id))
    ]

    assert differing == []


def strings(message):
    return message.string if isinstance(message.string, tuple | list) else (message.string,)


def placeholders(text):
    return sorted(re.findall(r"%\(\w+\)[a-z]", text))
