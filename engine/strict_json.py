"""JSON from strangers: bounded, whole, and refused in one sentence that names the place."""

from __future__ import annotations

import json
import os
import re
import stat
from dataclasses import dataclass, replace
from pathlib import Path

from engine.errors import PeonyError

LARGEST = 16 * 2**20  # bytes; as Python values they take some twenty times as much
DEEPEST = 100
_UNFINISHED = re.compile(r"[\w\\.+-]*")  # a word, a number or an escape that a cut file ends in
_BRACKETS = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)


class Object(dict[str, object]):
    """A JSON object that remembers whether a name was given twice."""

    twice: str | None = None


@dataclass(frozen=True)
class Place:
    """Where in which file something is read or written: ``edits.kept[3]``."""

    file: Path
    path: str = ""

    def member(self, name: str) -> Place:
        """Return the place of a member of the object that is here."""
        return replace(self, path=f"{self.path}.{name}" if self.path else name)

    def item(self, number: int) -> Place:
        """Return the place of an item of the list that is here."""
        return replace(self, path=f"{self.path}[{number}]")

    def refusal(self, value: object, expects: str) -> PeonyError:
        """Return the error that says what was found here, and what is expected."""
        fields = {"place": self.path or "/", "found": shown(value), "expects": expects}
        return PeonyError("json_value", file=self.file.name, **fields)


def load(file: Path) -> object:
    """Return what a JSON file holds.

    Raises
    ------
    PeonyError
        There is no such file; it cannot be read, or `parse` refuses it.
    """
    try:
        if not stat.S_ISREG(file.stat().st_mode) and not file.is_dir():
            raise PeonyError("json_read", file=file, reason=os.strerror(22))  # a pipe may never end
        with file.open("rb") as opened:
            return parse(opened.read(LARGEST + 1), file)
    except FileNotFoundError:
        raise PeonyError("file_missing", file=file) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise PeonyError("json_read", file=file, reason=getattr(error, "strerror", None) or error) from None


def parse(data: bytes, file: Path) -> object:
    """Return what JSON text holds; objects as `Object`, numbers too long to matter as infinity.

    Raises
    ------
    PeonyError
        It is too large, not UTF-8, empty or nothing like JSON; or, with line and column, cut short, nested
        too deep or wrong.
    """
    if len(data) > LARGEST:
        raise PeonyError("json_large", file=file.name, megabytes=LARGEST // 2**20)
    text = _decoded(data, file)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_whole)
    except json.JSONDecodeError as error:
        if not text[: error.pos].strip():  # not even its beginning is JSON: nothing was cut from it
            raise PeonyError("json_none" if text.strip() else "json_empty", file=file.name) from None
        cut = error.msg.startswith("Unterminated") or _UNFINISHED.fullmatch(text.rstrip(), error.pos)
        raise _misplaced("json_cut" if cut else "json_syntax", file, error.lineno, error.colno) from None
    except RecursionError:
        raise _misplaced("json_deep", file, *_first_too_deep(text)) from None


def _decoded(data: bytes, file: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.reason != "unexpected end of data":
            raise PeonyError("json_encoding", file=file.name, byte=error.start) from None
        lines = data[: error.start].decode("utf-8").split("\n")
        raise _misplaced("json_cut", file, len(lines), len(lines[-1]) + 1) from None


def shown(value: object) -> str:
    """Return a JSON value in a few characters."""
    if isinstance(value, list | dict):
        return ("[…]" if isinstance(value, list) else "{…}") if value else json.dumps(value)
    text = json.dumps(value if not isinstance(value, str) else value[:40])
    return text if not isinstance(value, str) or len(value) <= 40 else text[:-1] + '…"'


def _object(pairs: list[tuple[str, object]]) -> Object:
    made = Object(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        made.twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
    return made


def _whole(digits: str) -> int | float:
    # Whoever reads it has bounds; turning a million digits into a number takes seconds.
    return int(digits) if len(digits) <= 20 else float("inf")


def _misplaced(key: str, file: Path, line: int, column: int) -> PeonyError:
    return PeonyError(key, file=file.name, line=line, column=column)


def _first_too_deep(text: str) -> tuple[int, int]:
    depth = 0
    for found in _BRACKETS.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(found[0], 0)
        if depth > DEEPEST:
            before = text[: found.start()]
            return before.count("\n") + 1, len(before) - before.rfind("\n")
    return 1, 1
