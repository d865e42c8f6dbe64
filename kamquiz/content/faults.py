"""Faults of the question files, collected so that an author sees them all at once."""

from collections.abc import Iterator
from pathlib import Path


class ContentError(ValueError):
    """The question files cannot be used; *faults* says why, one line each."""

    def __init__(self, directory: Path, faults: tuple[str, ...]) -> None:
        """Keep the faults found in *directory*."""
        self.faults = faults
        noun = "fault" if len(faults) == 1 else "faults"
        lines = "".join(f"\n  {fault}" for fault in faults)
        super().__init__(f"{len(faults)} {noun} in {directory.name}/{lines}")


class NoContentError(ContentError):
    """There is no folder of question files."""

    def __init__(self, directory: Path) -> None:
        """Say that *directory* is missing."""
        super().__init__(directory, ("the folder is missing",))
        self.args = (f"{directory}: the folder of the question files is missing; put it back",)


class Faults:
    """A list of faults that grows while files are read."""

    def __init__(self) -> None:
        """Begin without faults."""
        self._lines: list[str] = []

    def __iter__(self) -> Iterator[str]:
        """Yield the faults in the order they were found, each once."""
        yield from dict.fromkeys(self._lines)

    def __bool__(self) -> bool:
        """Tell whether there is any fault."""
        return bool(self._lines)

    def add(self, file: str, what: str) -> None:
        """Note *what* is wrong in *file*."""
        self._lines.append(f"{file}: {what}")
