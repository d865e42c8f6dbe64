"""Reading one TOML table: every key is taken once, what is left over is a misspelling."""

import difflib
import math
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from kamquiz.content.faults import Faults
from kamquiz.domain.text import Language, Text

LANGUAGE_NAMES = {Language.PL: "Polish", Language.EN: "English"}

#: A folder where a file should be, or a file where its folder should be, is no file either.
NO_SUCH_FILE = (FileNotFoundError, IsADirectoryError, NotADirectoryError)

AnyEnum = TypeVar("AnyEnum", bound=StrEnum)


class Table:
    """A table of a question file, and the words that name it in a fault.

    Each method takes a key out and returns a usable value in any case, so that
    reading goes on and all faults of a file come to light together.
    """

    def __init__(
        self, file: str, values: Mapping[str, Any], faults: Faults, name: str = ""
    ) -> None:
        """Read *values* of *file*; *name* is what the table is called, as in "statement x-1"."""
        self.file = file
        self._values = dict(values)
        self._faults = faults
        self._known: list[str] = []
        self.name = name

    def fault(self, what: str) -> None:
        """Note *what* is wrong with this table."""
        self._faults.add(self.file, f"{self.name} {what}" if self.name else what)

    def string(self, key: str, *, default: str | None = None) -> str:
        """Take the non-empty string under *key*."""
        value = self._take(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if value is None and default is not None:
            return default
        self.fault(f"has no {key}" if value is None else f"has a {key} that is not a text")
        return ""

    def peek(self, key: str) -> object:
        """Return what stands under *key*, if anything, and leave it there."""
        return self._values.get(key)

    def whole(self, key: str, *, least: int, most: int, default: int | None = None) -> int:
        """Take the whole number under *key*, from *least* to *most*."""
        value = self._take(key)
        if value is None and default is not None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.fault(f"needs a whole number from {least} to {most} under {key!r}")
        return least

    def number(self, key: str) -> float:
        """Take the finite number under *key*."""
        return self._number(key, self._take(key))

    def numbers(self, key: str, *, count: int, rising: bool = True) -> tuple[float, ...]:
        """Take *count* numbers under *key*, each larger than the one before if *rising*."""
        value = self._take(key)
        values = tuple(self._number(key, one) for one in value) if isinstance(value, list) else ()
        if len(values) != count or (rising and any(b <= a for a, b in pairwise(values))):
            kind = "rising numbers" if rising else "numbers"
            self.fault(f"needs {count} {kind} under {key!r}")
            return tuple(float(place) for place in range(count))
        return values

    def day(self, key: str) -> date:
        """Take the date under *key*, a string like 2026-11-23."""
        value = self.string(key)
        with suppress(ValueError):
            return date.fromisoformat(value)
        if value:
            self.fault(f"needs a date like 2026-11-23 under {key!r}")
        return date.min

    def flag(self, key: str) -> bool:
        """Take true or false under *key*; false if it is not there."""
        value = self._take(key)
        if value is not None and not isinstance(value, bool):
            self.fault(f"needs true or false under {key!r}")
        return value is True

    def choice(self, key: str, options: type[AnyEnum]) -> AnyEnum:
        """Take one of the words of *options* under *key*."""
        value = self._take(key)
        for option in options:
            if value == option.value:
                return option
        words = ", ".join(option.value for option in options)
        self.fault(f"needs one of {words} under {key!r}")
        return next(iter(options))

    def strings(self, key: str) -> tuple[str, ...]:
        """Take a list of strings under *key*; an empty one if it is not there."""
        value = self._take(key)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        self.fault(f"needs a list of texts under {key!r}")
        return ()

    def text(self, key: str) -> Text:
        """Take the text under *key*, in both languages."""
        value = self._take(key)
        if isinstance(value, Mapping):
            inner = Table(self.file, value, self._faults, f"{self.name} {key}".strip())
            found = inner.words()
            inner.finish()
            return found
        self.fault(f"has no {key}" if value is None else f"needs {key}.pl and {key}.en")
        return Text(pl="", en="")

    def optional_text(self, key: str) -> Text | None:
        """Take the text under *key*, if there is one."""
        if key in self._values:
            return self.text(key)
        self._known.append(key)
        return None

    def words(self) -> Text:
        """Take this table's own Polish and English text."""
        return Text(pl=self._word(Language.PL), en=self._word(Language.EN))

    def table(self, key: str, name: str = "") -> "Table":
        """Take the table under *key*; an empty one if it is not there."""
        value = self._take(key)
        if not isinstance(value, Mapping):
            self.fault(f"has no table [{key}]")
            value = {}
        return Table(self.file, value, self._faults, name or f"{self.name} {key}".strip())

    def optional_table(self, key: str) -> "Table | None":
        """Take the table under *key*, if there is one."""
        if key in self._values:
            return self.table(key)
        self._known.append(key)
        return None

    def tables(self, key: str, noun: str) -> Iterator["Table"]:
        """Take the list of tables under *key*; each is called by *noun* and its id or number."""
        value = self._take(key)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            self.fault(f"needs [[{key}]] tables")
            return
        for place, one in enumerate(value, start=1):
            called = one.get("id", f"number {place}")
            whose = f"{self.name} " if self.name else ""
            yield Table(self.file, one, self._faults, f"{whose}{noun} {called}")

    def mapping(self, key: str) -> dict[str, float]:
        """Take a table of names and numbers under *key*; an empty one if it is not there."""
        value = self._take(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.fault(f"needs a table [{key}]")
            return {}
        return {str(name): self._number(str(name), one) for name, one in value.items()}

    def finish(self) -> None:
        """Refuse every key that nobody took."""
        for key in self._values:
            close = difflib.get_close_matches(key, self._known, n=1)
            hint = f" (did you mean {close[0]!r}?)" if close else ""
            self.fault(
                f"unknown key {key!r}{hint}"
                if not self.name
                else f"has an unknown key {key!r}{hint}"
            )

    def _take(self, key: str) -> Any:
        self._known.append(key)
        return self._values.pop(key, None)

    def _word(self, language: Language) -> str:
        value = self._take(language.value)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.fault(f"has no {LANGUAGE_NAMES[language]} text")
        return ""

    def _number(self, key: str, value: object) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool):
            with suppress(OverflowError):  # a whole number may have any number of digits
                if math.isfinite(value):
                    return float(value)
        self.fault(f"needs a number under {key!r}")
        return 0.0


def read_words(path: Path) -> str:
    """Return what stands in *path*, without the mark some editors put before UTF-8."""
    return path.read_text(encoding="utf-8-sig")


def read_file(directory: Path, file: str, faults: Faults) -> Table | None:
    """Return the top table of *file* below *directory*; None, and a fault, if it has none."""
    try:
        values = tomllib.loads(read_words(directory / file))
    except NO_SUCH_FILE:
        faults.add(file, "the file is missing")
    except UnicodeDecodeError:
        faults.add(file, "the file is not UTF-8 text")
    except tomllib.TOMLDecodeError as error:
        faults.add(file, f"not valid TOML: {error}")
    else:
        return Table(file, values, faults)
    return None


def read_folder(directory: Path, folder: str, faults: Faults, *, but: str = "") -> Iterator[Table]:
    """Yield the top table of every question file in *folder* save *but*, by file name."""
    files = sorted(one for one in (directory / folder).glob("*.toml") if one.name != but)
    if not files:
        faults.add(f"{folder}/", "there is no file in this folder")
    for path in files:
        table = read_file(directory, f"{folder}/{path.name}", faults)
        if table is not None:
            yield table
