"""What the tests of faults have seen, at full length: one table.

Usage: python benchmarks/faults.py [--short]

Runs tests/faults/ and prints each fault with what came of it; exits as pytest does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kamquiz.settings import ROOT


def main() -> None:
    """Print the table; exit 1 if a test failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--short", action="store_true", help="as the tests do")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = Path(folder) / "figures"
        figures.touch()
        environment = os.environ | {"KAMQUIZ_FAULT_FIGURES": str(figures)}
        if not asked.short:
            environment["KAMQUIZ_SOAK"] = "1"
        command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "tests/faults"]
        done = subprocess.run(  # noqa: S603 - our own
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )
        for line in figures.read_text(encoding="utf-8").splitlines():
            seen = json.loads(line)
            print(f"{seen['fault']:<84}{seen['outcome']}")
    if done.returncode:
        print(done.stdout)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
