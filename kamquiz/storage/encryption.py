"""Files that only the holder of a key can read, and nobody can change unnoticed.

A file is sealed piece by piece, so that it may be larger than memory (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015, with AES-256-GCM): the nonce
counts the pieces and marks the last, so none can be left out, moved, repeated or added.
"""

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from io import RawIOBase
from typing import IO, TYPE_CHECKING, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

if TYPE_CHECKING:
    from typing_extensions import Buffer

#: What a sealed file begins with; the number goes up if the form ever changes.
MAGIC = b"kamquiz sealed 1\n"

SALT_BYTES = 16
CHECK_BYTES = 16
PIECE_BYTES = 1 << 20
TAG_BYTES = 16

_LENGTH = struct.Struct(">I")

#: 32 MB and a tenth of a second a guess: a key that was typed is protected as well.
_SCRYPT = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 2**20}


class SealError(ValueError):
    """A file cannot be opened: it has another key, is damaged, or is none of ours."""


class SealingWriter:
    """A file that seals what is written to it; only a block left in peace completes it."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        """Write to *file*, for whoever has *key*."""
        salt = os.urandom(SALT_BYTES)
        secret, check = _secrets(key, salt)
        self._file = file
        self._head = MAGIC + salt + check
        self._cipher = AESGCM(secret)
        self._pieces = 0
        self._waiting = bytearray()
        file.write(self._head)

    def write(self, some: bytes) -> int:
        """Take *some* bytes; a piece goes to the file whenever one is full."""
        self._waiting += some
        while len(self._waiting) > PIECE_BYTES:
            self._seal(bytes(self._waiting[:PIECE_BYTES]), last=False)
            del self._waiting[:PIECE_BYTES]
        return len(some)

    def flush(self) -> None:
        """Do nothing: a piece is sealed when it is full."""

    def __enter__(self) -> Self:
        """Write within a block."""
        return self

    def __exit__(self, failure: type[BaseException] | None, *_rest: object) -> None:
        """Seal the last piece, unless something failed: then the file stays unreadable."""
        if failure is None:
            self._seal(bytes(self._waiting), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._pieces, last=last), piece, self._head)
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._pieces += 1


class SealedReader(RawIOBase):
    """A sealed file, read from its beginning; raises SealError where it is not as written."""

    def __init__(self, file: IO[bytes], key: str) -> None:
        """Read *file*, which was sealed with *key*."""
        super().__init__()
        head = file.read(len(MAGIC) + SALT_BYTES + CHECK_BYTES)
        salt = head[len(MAGIC) : -CHECK_BYTES]
        if not head.startswith(MAGIC) or len(salt) != SALT_BYTES:
            raise SealError("this is no backup of kamquiz")
        secret, check = _secrets(key, salt)
        if not hmac.compare_digest(check, head[-CHECK_BYTES:]):
            raise SealError("it was made with another key, or its beginning is damaged")
        self._pieces = _opened(file, AESGCM(secret), head)
        self._waiting = memoryview(b"")

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, space: "Buffer") -> int:
        """Fill *space* as far as the piece at hand goes; 0 means the end."""
        while not self._waiting:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._waiting = memoryview(piece)
        free = memoryview(space)
        count = min(len(free), len(self._waiting))
        free[:count] = self._waiting[:count]
        self._waiting = self._waiting[count:]
        return count


def _opened(file: IO[bytes], cipher: AESGCM, head: bytes) -> Iterator[bytes]:
    """Give the pieces of *file*; the last one must be marked, and nothing may follow it."""
    number = 0
    sealed = _next_sealed(file)
    while sealed is not None:
        following = _next_sealed(file)
        try:
            yield cipher.decrypt(_nonce(number, last=following is None), sealed, head)
        except InvalidTag as error:
            raise SealError("it is damaged or not complete") from error
        number += 1
        sealed = following
    if number == 0:
        raise SealError("it is damaged or not complete")


def _next_sealed(file: IO[bytes]) -> bytes | None:
    length = file.read(_LENGTH.size)
    if not length:
        return None
    if len(length) < _LENGTH.size or _LENGTH.unpack(length)[0] > PIECE_BYTES + TAG_BYTES:
        raise SealError("it is damaged or not complete")
    return file.read(_LENGTH.unpack(length)[0])


def _secrets(key: str, salt: bytes) -> tuple[bytes, bytes]:
    """Return what seals one file, and what tells whether it is opened with the same *key*."""
    both = hashlib.scrypt(key.encode(), salt=salt, dklen=32 + CHECK_BYTES, **_SCRYPT)
    return both[:32], both[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
