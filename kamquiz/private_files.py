"""Files that only their owner reads: the database, the server's secret, backups."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

FILE, FOLDER = 0o600, 0o700

#: What the group and everybody else may do.
OTHERS = 0o077


class NotAFileError(OSError):
    """Something else than a regular file stands under the name of a file to be written."""


def make_private_folder(folder: Path) -> None:
    """Make *folder* for its owner only; raises OSError if that cannot be."""
    folder.mkdir(mode=FOLDER, parents=True, exist_ok=True)


def make_private_file(file: Path) -> None:
    """Make an empty *file* for its owner only, unless it is there; raises OSError.

    A file that is there is not opened: closing it would end the locks SQLite has on it.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with suppress(FileExistsError):
        os.close(os.open(file, flags, FILE))


def opened_privately(path: str, flags: int) -> int:
    """Open *path* as `open` does with this as its opener: a new file is its owner's only."""
    return os.open(path, flags, FILE)


def take_from_others(path: Path) -> None:
    """Take from others what they may do with *path*; only its owner can, and nobody has to."""
    with suppress(OSError):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & OTHERS:
            path.chmod(mode & ~OTHERS)


@contextmanager
def written_whole(out: Path) -> Iterator[BinaryIO]:
    """Give a file to write; it becomes *out* when the block ends, and goes if that fails.

    Raises NotAFileError where *out* or the unfinished file beside it is a link, a device, a
    pipe or a folder, and OSError for everything else.
    """
    part = out.with_name(out.name + ".part")
    _check_regular(out)
    _check_regular(part)
    part.unlink(missing_ok=True)  # left by a process that was killed
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with os.fdopen(os.open(part, flags, FILE), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            # Not the unfinished file of somebody who began meanwhile.
            if not os.path.samestat(os.fstat(file.fileno()), part.lstat()):
                raise NotAFileError(0, "another process writes to it", str(out))
            part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _check_regular(path: Path) -> None:
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(path.lstat().st_mode):
            raise NotAFileError(0, "not a regular file; choose another name", str(path))
