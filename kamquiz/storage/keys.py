"""Secrets that open an attempt, and the hashes that are kept instead of them."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Sequence

KEY_BYTES = 32

#: What a key is made of in an address.
_KEY_CHARACTERS = re.compile(r"[A-Za-z0-9_-]*")

CODENAME_WORDS = 6

#: Polish letters people may type plainly, because a codename is copied by hand.
_PLAIN = str.maketrans("łŁ", "lL")

#: Marks over letters, and characters such as the soft hyphen, which copying may bring along.
_UNSEEN = frozenset({"Mn", "Mc", "Me", "Cf"})

_SCRYPT = {"n": 2**14, "r": 8, "p": 1, "dklen": 32}


def new_key() -> str:
    """Return a fresh secret for a return link."""
    return secrets.token_urlsafe(KEY_BYTES)


def key_from(address: str) -> str:
    """Return the key at the beginning of *address*.

    Mail programs and chats take the dot or the bracket behind a link for a part of it.
    """
    found = _KEY_CHARACTERS.match(address)
    return found[0] if found else ""


def new_codename(words: Sequence[str]) -> str:
    """Return six words drawn from *words*: 66 bits with a list of 2,048."""
    return " ".join(secrets.choice(words) for _ in range(CODENAME_WORDS))


def key_hash(key: str) -> bytes:
    """Return what is kept of a key; plain SHA-256 suffices, the key itself is random."""
    return hashlib.sha256(key.encode()).digest()


def codename_hash(codename: str, *, pepper: bytes) -> bytes:
    """Return what is kept of a codename: slow to try, useless without the server's *pepper*.

    Case, spacing, punctuation and Polish marks do not matter.
    """
    return hashlib.scrypt(_folded(codename).encode(), salt=pepper, **_SCRYPT)


def _folded(codename: str) -> str:
    letters = unicodedata.normalize("NFKD", codename.casefold()).translate(_PLAIN)
    seen = (one for one in letters if unicodedata.category(one) not in _UNSEEN)
    return " ".join("".join(one if one.isalnum() else " " for one in seen).split())
