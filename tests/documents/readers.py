"""Other people's programs that open our documents; where one is missing, its name is told."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.documents.documents import squeezed


def run(program: str, *arguments: str | Path, given: bytes | None = None) -> bytes:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    command = [program, *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def pages_of(pdf: bytes) -> list[str]:
    """Return what each page of *pdf* says, as its characters are drawn."""
    pages = run("pdftotext", "-raw", "-enc", "UTF-8", "-", "-", given=pdf)
    return pages.decode().removesuffix("\f").split("\f")


def structure_of(pdf: bytes, tmp_path: Path) -> str:
    """Return the tags of *pdf* with their texts, as screen readers go through them."""
    path = tmp_path / "structure.pdf"
    path.write_bytes(pdf)
    return run("pdfinfo", "-enc", "UTF-8", "-struct-text", path).decode(errors="replace")


def read_aloud(pdf: bytes, tmp_path: Path) -> str:
    """Return the texts of *pdf* in the order of its tags, without blanks."""
    quoted = re.findall(r'^\s*"(.*?)"$', structure_of(pdf, tmp_path), re.MULTILINE | re.DOTALL)
    return squeezed("".join(quoted))


def facts_of(pdf: bytes) -> dict[str, str]:
    lines = run("pdfinfo", "-", given=pdf).decode().splitlines()
    return {name: value.strip() for name, _colon, value in (one.partition(":") for one in lines)}


def right_edges_of(pdf: bytes) -> list[float]:
    """Return where the words of *pdf* end, in points from the left edge of the page."""
    boxes = run("pdftotext", "-bbox", "-", "-", given=pdf).decode(errors="replace")
    return [float(edge) for edge in re.findall(r'xMax="([\d.]+)"', boxes)]


def pictures_of(pdf: bytes, tmp_path: Path, dots: int = 72) -> list[list[bytes]]:
    """Return each page of *pdf* as rows of grey, a byte a dot."""
    run("pdftoppm", "-gray", "-r", str(dots), "-", tmp_path / "page", given=pdf)
    return [_rows(path.read_bytes()) for path in sorted(tmp_path.glob("page-*.pgm"))]


def _rows(picture: bytes) -> list[bytes]:
    header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    width = int(header[1])
    dots = picture[header.end() :]
    return [dots[start : start + width] for start in range(0, len(dots), width)]
