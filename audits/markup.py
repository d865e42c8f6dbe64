"""Lets the Nu HTML checker read every page in every state, in both languages.

Prints what it found, and exits with 1 if anything is an error.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kamquiz.content import load
from kamquiz.settings import ROOT
from tests.browser.walk import State
from tests.browser.ways import walked

CHECKER = ROOT / "audits/node_modules/vnu-jar/build/dist/vnu.jar"

LANGUAGES = ("pl", "en")


def main() -> int:
    """Walk, write, check; return how the process should end."""
    content = load(ROOT / "questions")
    with tempfile.TemporaryDirectory() as folder:
        written: dict[str, State] = {}
        for language in LANGUAGES:
            walking = Path(folder) / f"walk-{language}"
            walking.mkdir()
            for number, state in enumerate(walked(walking, content, language).states):
                file = Path(folder) / f"{language}-{number:03}.html"
                file.write_text(state.html, encoding="utf-8")
                written[file.name] = state
        found = _check(folder)
    for one in found:
        state = written[one["url"].rsplit("/", 1)[-1]]
        print(f"{one['type']}: {one['message']} – {state.name} ({state.address})")
        print(f"    {one.get('extract', '').strip()}")
    errors = [one for one in found if one["type"] == "error"]
    print(f"Nu HTML checker: {len(written)} pages, {len(errors)} errors, {len(found)} remarks")
    return 1 if errors else 0


def _check(folder: str) -> list[dict[str, str]]:
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", str(CHECKER), "--format", "json", "--skip-non-html", folder],
        capture_output=True,
        check=False,  # it ends with 1 where it finds something
    )
    found: list[dict[str, str]] = json.loads(done.stderr)["messages"]
    return found


if __name__ == "__main__":
    sys.exit(main())
