"""Values to JSON and back, told by small parts: what is read is of the right kind, or refused by its place.

A value's kind is a `Codec`; `record` makes one of a class from those of its fields. So what a file
may hold stands in one table, and a new field is one line of it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any, Generic, TypeVar

from engine.errors import PeonyError
from engine.options import Option, Value
from engine.strict_json import Object, Place
from engine.tokens import readable

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True)
class Codec(Generic[T]):
    """How a kind of value is written as JSON, and read; both are told where."""

    write: Callable[[T, Place], object]
    read: Callable[[object, Place], T]


def _plain(accepts: Callable[[object], bool], expects: str) -> Codec[Any]:
    def read(value: object, at: Place) -> object:
        if not accepts(value):
            raise at.refusal(value, expects)
        return value

    return Codec(lambda value, at: value, read)


FLAG: Codec[bool] = _plain(lambda value: isinstance(value, bool), "true|false")


def whole(low: int, high: int) -> Codec[int]:
    """Whole numbers from `low` to `high`."""
    return _plain(lambda value: type(value) is int and low <= value <= high, f"{low}…{high}")


def real(low: float, high: float) -> Codec[float]:
    """Numbers from `low` to `high`; never NaN."""
    return _plain(lambda value: type(value) in (int, float) and low <= value <= high, f"{low:g}…{high:g}")  # type: ignore[operator]


def one_of(choices: Sequence[str]) -> Codec[str]:
    """One of a few words."""
    return _plain(lambda value: isinstance(value, str) and value in choices, "|".join(choices))


def text(most: int) -> Codec[str]:
    """Text of at most `most` characters; what no file can hold is written as U+FFFD."""
    expects = f'"…" (0…{most})'
    good = _plain(
        lambda value: isinstance(value, str) and len(value) <= most and readable(value) == value, expects
    )
    return Codec(lambda value, at: readable(value), good.read)


def of_option(option: Option) -> Codec[Value]:
    """Whatever an option of the settings takes."""

    def read(value: object, at: Place) -> Value:
        try:
            return option.check(value)
        except PeonyError:
            raise at.refusal(value, option.expects()) from None

    return Codec(lambda value, at: value, read)


def path(plain: Sequence[str] = ("",), most: int = 4096) -> Codec[str]:
    """The absolute path of a file; written relative, ``./…``, where it lies beside what is written.

    `plain` are the values that are no path.
    """
    words = _name(most)

    def write(value: str, at: Place) -> object:
        if value in plain:
            return value
        named, folder = Path(os.path.abspath(value)), at.file.parent.absolute()
        beside = named.is_relative_to(folder)
        return holdable("./" + named.relative_to(folder).as_posix() if beside else str(named))

    def read(value: object, at: Place) -> str:
        name = words.read(value, at)
        if name in plain:
            return name
        if not name:
            raise at.refusal(value, '"…"')
        return os.path.normpath(at.file.parent.absolute() / name)

    return Codec(write, read)


def paths(between: str, ends: Sequence[str], most: int = 2**14) -> Codec[str]:
    """Words, some of them paths, with a sign between two; the paths as `path` has them.

    The sign may be in a path, too: that ends where one of the words `ends` follows.
    """
    words, one = _name(most), path(())

    def parts(value: str, is_path: Callable[[str], bool]) -> list[str]:
        found: list[str] = []
        for part in value.split(between):
            if found and is_path(found[-1]) and part not in ends:
                found[-1] += between + part
            else:
                found.append(part)
        return found

    def write(value: str, at: Place) -> object:
        found = parts(value, os.path.isabs)
        return between.join(
            str(one.write(part, at)) if os.path.isabs(part) else holdable(part) for part in found
        )

    def read(value: object, at: Place) -> str:
        def is_beside(part: str) -> bool:
            return part.startswith("./")

        found = parts(words.read(value, at), is_beside)
        return between.join(one.read(part, at) if is_beside(part) else part for part in found)

    return Codec(write, read)


def _name(most: int) -> Codec[str]:
    """The name of a file, of at most `most` characters."""
    expects = f'"…" (0…{most})'
    return _plain(
        lambda value: isinstance(value, str) and len(value) <= most and holdable(value) == value, expects
    )


def holdable(name: str) -> str:
    """Return a file's name as a session holds it: with its bytes that are no UTF-8, as Python has them."""
    return "".join(char if "\udc80" <= char <= "\udcff" else readable(char) for char in name)


def optional(kind: Codec[T]) -> Codec[T | None]:
    """A value of a kind, or null."""
    return Codec(
        lambda value, at: None if value is None else kind.write(value, at),
        lambda value, at: None if value is None else kind.read(value, at),
    )


def several(kind: Codec[T], most: int) -> Codec[tuple[T, ...]]:
    """A list of at most `most` values of a kind."""

    def read(value: object, at: Place) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise at.refusal(value, f"[…] (0…{most})")
        return tuple(kind.read(item, at.item(number)) for number, item in enumerate(value))

    def write(values: tuple[T, ...], at: Place) -> object:
        return [kind.write(item, at.item(number)) for number, item in enumerate(values)]

    return Codec(write, read)


def exactly(kind: Codec[T], count: int) -> Codec[tuple[T, ...]]:
    """A list of just so many values of a kind."""
    any_ = several(kind, count)

    def read(value: object, at: Place) -> tuple[T, ...]:
        if not isinstance(value, list) or len(value) != count:
            raise at.refusal(value, f"[…] ({count})")
        return any_.read(value, at)

    return Codec(any_.write, read)


def mapped(kind: Codec[U], write: Callable[[T], U], read: Callable[[U], T]) -> Codec[T]:
    """Values that are written as values of another kind."""
    return Codec(lambda value, at: kind.write(write(value), at), lambda value, at: read(kind.read(value, at)))


def collection(kind: Codec[T], most: int) -> Codec[frozenset[T]]:
    """A set, written in order."""
    return mapped(several(kind, most), lambda values: tuple(sorted(values)), frozenset)  # type: ignore[type-var]


def members(kinds: Mapping[str, Codec[Any]], needed: Sequence[str] = ()) -> Codec[dict[str, Any]]:
    """An object with these members and no other; any but the `needed` may be missing."""

    def read(value: object, at: Place) -> dict[str, Any]:
        if not isinstance(value, Object):
            raise at.refusal(value, "{…}")
        if value.twice is not None:
            raise PeonyError("json_twice", file=at.file.name, place=_spelt(at.member(value.twice)))
        for name in value:
            if name not in kinds:
                raise PeonyError("json_unknown", file=at.file.name, place=_spelt(at.member(name)))
        for name in needed:
            if name not in value:
                raise PeonyError("json_missing", file=at.file.name, place=at.member(name).path)
        here = [name for name in kinds if name in value]
        return {name: kinds[name].read(value[name], at.member(name)) for name in here}

    def write(values: dict[str, Any], at: Place) -> dict[str, object]:
        return {name: kinds[name].write(value, at.member(name)) for name, value in values.items()}

    return Codec(write, read)


def record(made: Callable[..., T], **kinds: Codec[Any]) -> Codec[T]:
    """A dataclass by its fields. A field that the file lacks takes its default, if it has one."""
    known = fields(made)  # type: ignore[arg-type]
    needed = [each.name for each in known if each.default is each.default_factory is MISSING]
    inside = members(kinds, needed)
    return Codec(
        lambda value, at: inside.write({name: getattr(value, name) for name in kinds}, at),
        lambda value, at: made(**inside.read(value, at)),
    )


def _spelt(at: Place) -> str:
    return readable(at.path if len(at.path) <= 80 else at.path[:79] + "…")
