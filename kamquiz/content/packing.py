"""A whole folder of question files in one piece, and back: so that a bank can be kept."""

import io
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from kamquiz.content.loading import Content, bank_version, load

#: What the loader reads: questions, and the words of codenames.
_READ = ("*.toml", "*.txt")

#: Equal files, equal bytes: no time of day may get in.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class NotThatBankError(ValueError):
    """The files are not those of the version that was asked for."""


def pack(directory: Path, version: str) -> bytes:
    """Return the question files in *directory* as one piece.

    Raises NotThatBankError if they are not *version*: somebody has edited them since they
    were loaded.
    """
    files = {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for pattern in _READ
        for path in directory.rglob(pattern)
        if path.is_file()
    }
    if bank_version(files) != version:
        raise NotThatBankError(version)
    return _zipped(files)


def unpack(packed: bytes, version: str) -> Content:
    """Return the bank *version* that was packed.

    Raises ContentError if this program would refuse its files, NotThatBankError if it is another.
    """
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            archive.extractall(folder)
        content = load(Path(folder))
    if content.catalogue.version != version:
        raise NotThatBankError(version)
    return content


def _zipped(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), files[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()
