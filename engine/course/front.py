"""The file of a page: its settings in TOML, read by one typed value at a time, and its lines.

A page is foreign data. Whatever is not as it should be is refused with file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from engine.errors import PeonyError

FENCE = "+++"
LONGEST_TEXT = 2_000  # characters of a sentence, a title or a label


@dataclass(frozen=True)
class Table:
    """A table of the settings; `name` is empty for the outermost."""

    name: str
    values: Mapping[str, Any]

    def __contains__(self, key: str) -> bool:
        """Return whether there is such a key."""
        return key in self.values


@dataclass(frozen=True)
class PageFile:
    """The lines of a page's file."""

    file: str
    lines: list[str]

    def front(self) -> tuple[Table, int]:
        """Return the settings, and the number of the line that ends them."""
        fences = [number for number, line in enumerate(self.lines, start=1) if line.strip() == FENCE]
        if len(fences) < 2 or fences[0] != 1:
            self.refuse("course_front", 1)
        end = fences[1]
        try:
            return Table("", tomllib.loads("\n".join(["", *self.lines[1 : end - 1]]))), end
        except RecursionError:
            self.refuse("course_toml", 1, reason="…")
        except ValueError as error:
            found = re.search(r"at line (\d+)", str(error))
            self.refuse("course_toml", min(int(found[1]), end) if found else 1, reason=str(error))

    def table(self, outer: Table, key: str) -> Table:
        """Return a table within another; an empty one where there is none."""
        value = outer.values.get(key, {})
        if not isinstance(value, dict):
            self.refuse("course_value", self.line_of(outer, key), key=key, expects=f"[{key}]")
        return Table(f"{outer.name}.{key}".lstrip("."), value)

    def only(self, table: Table, known: tuple[str, ...]) -> None:
        """Refuse a key that nobody reads."""
        for key in table.values:
            if key not in known:
                self.refuse("course_key", self.line_of(table, key), key=short(key), known=", ".join(known))

    def string(self, table: Table, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there, and not be empty."""
        return (
            default
            if key not in table and default is not None
            else self.text(table, key, table.values.get(key))
        )

    def text(self, table: Table, key: str, value: object) -> str:
        """Return a value that is a text, not empty and not too long."""
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            self.refuse("course_value", self.line_of(table, key), key=key, expects=f'"…" (≤ {LONGEST_TEXT})')
        return value

    def strings(self, table: Table, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of texts; without a default it must be there, and not be empty."""
        if key not in table and default is not None:
            return default
        value = table.values.get(key)
        if not isinstance(value, list) or not value:
            self.refuse("course_value", self.line_of(table, key), key=key, expects='["…"]')
        return tuple(self.text(table, key, each) for each in value)

    def number(self, table: Table, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number within bounds."""
        if key not in table and default is not None:
            return default
        value = table.values.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            self.refuse("course_value", self.line_of(table, key), key=key, expects=f"{low}…{high}")
        return value

    def one_of(self, table: Table, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """Return a name that is one of those allowed."""
        if key not in table and default is not None:
            return default
        return self.checked(table, key, table.values.get(key), allowed)

    def checked(self, table: Table, key: str, value: object, allowed: tuple[str, ...]) -> str:
        """Return `value` where it is one of those allowed."""
        if not isinstance(value, str) or value not in allowed:
            self.refuse("course_value", self.line_of(table, key), key=key, expects=" | ".join(allowed))
        return value

    def line_of(self, table: Table, key: str = "") -> int:
        """Return the number of the line that sets a key of a table, else that begins the table, else 1."""
        wanted = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*[.=]""")
        inside, began = table.name == "", 1
        for number, line in enumerate(self.lines, start=1):
            if header := re.match(r"\s*\[\s*([^\[\]]+?)\s*\]", line):
                inside = header[1] == table.name
                began = number if inside else began
            elif key and inside and wanted.match(line):
                return number
        return began

    def refuse(self, key: str, line: int, /, **fields: object) -> NoReturn:
        """Say what is wrong, and where."""
        raise PeonyError(key, file=self.file, line=line, **fields) from None


def short(text: str) -> str:
    """Return what a person wrote, short enough for an error."""
    return text if len(text) <= 40 else text[:39] + "…"
