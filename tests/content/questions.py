"""Question files with chosen faults, cut from the shipped ones."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from kamquiz.content import ContentError, load
from kamquiz.settings import ROOT

QUESTIONS = ROOT / "questions"

#: A pattern of the file's text and what to put there instead, once.
Edit = tuple[str, str]

#: Edits of a file, its whole new content, or None: it is taken away.
Change = Edit | list[Edit] | str | bytes | None


def questions_with(directory: Path, changes: Mapping[str, Change]) -> Path:
    """Return a copy of the shipped questions, below *directory*, with *changes* by file name."""
    questions = directory / "questions"
    shutil.copytree(QUESTIONS, questions)
    for name, change in changes.items():
        _change(questions / name, change)
    return questions


def faults_in(questions: Path) -> list[str]:
    """Return what the loader has against *questions*, line by line."""
    try:
        load(questions)
    except ContentError as refusal:
        return list(refusal.faults)
    return []


def reworded(statement: str, **words: str) -> list[Edit]:
    """Return the edits that give *statement* other words, by language."""
    return [
        (rf'(id = "{statement}"\n(?:.+\n)*?{language} = )".*"', rf'\g<1>"{text}"')
        for language, text in words.items()
    ]


def _change(path: Path, change: Change) -> None:
    if change is None and path.is_dir():
        shutil.rmtree(path)
    elif change is None:
        path.unlink()
    elif isinstance(change, bytes):
        path.write_bytes(change)
    elif isinstance(change, str):
        path.write_text(change, encoding="utf-8")
    else:
        text = path.read_text(encoding="utf-8")
        for pattern, instead in [change] if isinstance(change, tuple) else change:
            text, count = re.subn(pattern, instead, text, count=1, flags=re.MULTILINE)
            assert count == 1, f"{path.name} has no {pattern}"
        path.write_text(text, encoding="utf-8")
