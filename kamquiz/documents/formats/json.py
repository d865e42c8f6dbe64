"""JSON for and from other programs: written plainly, decoded strictly, named safely."""

import json
from collections.abc import Sequence

#: A message names a few unknown ids, not a whole foreign bank.
MAX_NAMED = 10

MAX_SHOWN = 80


class NotJsonError(ValueError):
    """The text is no JSON, or no JSON in which one could know what is meant.

    *line* is where reading stopped, if that is known.
    """

    def __init__(self, why: str, line: int | None = None) -> None:
        """Keep why the text cannot be read."""
        super().__init__(why)
        self.line = line


def encode(value: object) -> bytes:
    """Return *value* as the text of a JSON file, for people to read as well."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def decode(text: str | bytes) -> object:
    """Return the values in the JSON *text*; raises NotJsonError."""
    try:
        return json.loads(
            text, parse_constant=_refuse_constant, object_pairs_hook=_object_without_repeats
        )
    except json.JSONDecodeError as error:
        raise NotJsonError(str(error), error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise NotJsonError(str(error)) from error


def join_ids(ids: Sequence[str]) -> str:
    """Return the first few *ids* for a message, and how many more there are."""
    more = len(ids) - MAX_NAMED
    names = ", ".join(truncate(name) for name in ids[:MAX_NAMED])
    return names + (f" and {more} more" if more > 0 else "")


def truncate(name: str) -> str:
    """Return *name* as it can stand in a message: on one line, and not too long."""
    return "".join(one if one.isprintable() else "?" for one in name[:MAX_SHOWN])


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _object_without_repeats(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Return *pairs* as a dictionary; of two answers under one key nobody knows which is meant."""
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{truncate(key)} stands there twice")
        found[key] = value
    return found
