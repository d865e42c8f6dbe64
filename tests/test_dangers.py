"""Calls that let text become code are not there, or stand on a short list with a reason.

bandit passes over some of these; the rules are ours, and each is shown to bite.
"""

import ast
import re

import pytest

from kamquiz.settings import ROOT

CODE = sorted((ROOT / "kamquiz").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

#: What runs, unpacks or renders whatever it is given.
NEVER = {
    "render_template_string", "from_string", "eval", "exec", "compile", "__import__", "system",
    "popen", "mktemp", "set_trace",
}  # fmt: skip

#: What may import nothing from: they run what they read.
NEVER_IMPORTED = {"pickle", "marshal", "shelve", "dill", "telnetlib", "ftplib", "code"}

#: Marking text as markup: who does it escapes first.
MARKUP = {
    "kamquiz/web/jobs/views.py": 1,  # the gaps of a text that tidy has escaped
    "kamquiz/web/language.py": 2,  # our own texts, and numbers in them
    "kamquiz/web/fragment_cache.py": 4,  # what templates wrote, which escape
    "kamquiz/web/typography.py": 1,  # what was markup before
}

#: Our own numbers and names, in settings of a connection and in migrations.
WRITTEN_SQL = {
    "kamquiz/storage/database.py": {"execute", "exec_driver_sql"},
}


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def is_put_together(argument: ast.expr) -> bool:
    """Tell whether a text is made at run time: f"…", "…" + x, "…" % x, "…".format(x)."""
    if isinstance(argument, ast.JoinedStr):
        return any(isinstance(one, ast.FormattedValue) for one in argument.values)
    if isinstance(argument, ast.BinOp):
        return any(isinstance(one, ast.Constant | ast.JoinedStr) for one in ast.walk(argument))
    return isinstance(argument, ast.Call) and name_of(argument) == "format"


def dangers(source: str) -> list[str]:
    """Return what in *source* lets text become code."""
    found = []
    queries = {"execute", "exec_driver_sql"} | ({"text"} if "sqlalchemy" in source else set())
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [one.name for one in node.names] + [getattr(node, "module", None) or ""]
            found += [f"{node.lineno} import {one}" for one in names if one in NEVER_IMPORTED]
        if not isinstance(node, ast.Call):
            continue
        name = name_of(node)
        if name in NEVER and not is_other(node):
            found.append(f"{node.lineno} {name}")
        if any(
            one.arg == "shell" and getattr(one.value, "value", None) is not False
            for one in node.keywords
        ):
            found.append(f"{node.lineno} shell")
        if name in queries and node.args:
            written = is_put_together(node.args[0])
            if written:
                found.append(f"{node.lineno} {name} of a text put together")
        if name == "Markup" and node.args and not isinstance(node.args[0], ast.Constant):
            found.append(f"{node.lineno} Markup")
    return found


def is_other(call: ast.Call) -> bool:
    """Tell whether it only has the name: re.compile runs nothing, a colour is no template."""
    owner = getattr(call.func, "value", None)
    if owner is None:
        return False
    called = getattr(owner, "id", getattr(owner, "attr", ""))
    return {"compile": True, "from_string": not called.endswith("env")}.get(name_of(call), False)


def is_known(path: str, danger: str) -> bool:
    words = danger.split()
    return words[1] in WRITTEN_SQL.get(path, ()) or (words[1] == "Markup" and path in MARKUP)


def test_no_text_becomes_code():
    found = []
    for path in CODE:
        place = path.relative_to(ROOT).as_posix()
        if "versions" in path.parts:
            continue
        some = dangers(path.read_text(encoding="utf-8"))
        assert sum(one.split()[1] == "Markup" for one in some) <= MARKUP.get(place, 0), place
        found += [f"{place}:{one}" for one in some if not is_known(place, one)]

    assert found == []


def test_templates_mark_nothing_as_safe():
    unsafe = re.compile(
        r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\b|<script(?![^>]*\bsrc=)|\son\w+="
    )
    found = [
        f"{path.relative_to(ROOT)}: {hit[0]}"
        for path in TEMPLATES
        if (hit := unsafe.search(path.read_text(encoding="utf-8")))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "danger"),
    [
        ("render_template_string(x)", "render_template_string"),
        ("flask.render_template_string(x)", "render_template_string"),
        ("app.jinja_env.from_string(x)", "from_string"),
        ("eval(x)", "eval"),
        ("import pickle", "import"),
        ("from marshal import loads", "import"),
        ("subprocess.run(x, shell=True)", "shell"),
        ("subprocess.run(x, shell=y)", "shell"),
        ("c.execute(f'SELECT {x}')", "execute"),
        ("sqlalchemy.text('SELECT ' + x)", "text"),
        ("c.exec_driver_sql('SELECT %s' % x)", "exec_driver_sql"),
        ("c.execute('SELECT {}'.format(x))", "execute"),
        ("Markup(x)", "Markup"),
        ("Markup(f'<b>{x}</b>')", "Markup"),
    ],
)
def test_each_rule_bites(source, danger):
    assert danger in {one.split()[1] for one in dangers(source)}


@pytest.mark.parametrize(
    "source",
    [
        "re.compile(x)",
        "c.execute(select(x))",
        "c.execute('SELECT 1')",
        "Markup('<b>')",
        "f(shell=False)",
    ],
)
def test_what_is_safe_is_left_alone(source):
    assert dangers(source) == []
