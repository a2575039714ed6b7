"""Which encoding a text file is in, told from all of its bytes."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.errors import PeonyError
from engine.vectors.owntext.pace import Pace

CODECS = {
    "UTF-8": "utf-8",
    "UTF-8 BOM": "utf-8-sig",
    "UTF-16": "utf-16",
    "GB18030": "gb18030",
}  # as a person is told it: as Python knows it
CHUNK = 2**18  # bytes
_SLOPPY = 1000  # one character in so many may be unreadable
_REPLACED = "\ufffd"
# GB18030 gives a meaning to nearly any bytes. What is Chinese in it has these characters, which both
# scripts share, and most others in the rows of marks and of common characters of GB 2312.
_COMMONEST = frozenset("的一是不了人我在有他大以中上到地出就年得生子自之下那你也而")
_MARKS, _CHARACTERS = range(0xA1, 0xA4), range(0xB0, 0xD8)
_COMMON_SHARE, _COMMONEST_SHARE = 0.5, 0.02
_FEW, _MANY = 200, 100_000  # characters, in which none of the commonest need be; that are looked at


@dataclass(frozen=True)
class Encoding:
    """How a file's bytes become text.

    Attributes
    ----------
    name
        A key of `CODECS`.
    bad
        How many characters cannot be read.
    """

    name: str
    bad: int = 0


def detect(path: Path, pace: Pace) -> Encoding:
    """Return the encoding of the text file at `path`.

    Raises
    ------
    PeonyError
        It is no text, or in none of the encodings.
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(3)
    if head[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _accepted("UTF-16", path, pace)
    name = "UTF-8 BOM" if head == codecs.BOM_UTF8 else "UTF-8"
    as_utf8 = _Look.at(path, name, pace)
    if not as_utf8.bad:
        return Encoding(name)
    as_gb = _Look.at(path, "GB18030", pace)
    if as_gb.is_clean and as_gb.is_chinese:
        return Encoding("GB18030", as_gb.bad)
    if as_utf8.is_clean:
        return Encoding(name, as_utf8.bad)
    raise PeonyError("text_encoding", file=path)


def _accepted(name: str, path: Path, pace: Pace) -> Encoding:
    found = _Look.at(path, name, pace)
    if not found.is_clean:
        raise PeonyError("text_encoding", file=path)
    return Encoding(name, found.bad)


@dataclass(frozen=True)
class _Look:
    """What a file looks like in an encoding: its characters, how many are bad, many beyond ASCII."""

    characters: int
    bad: int
    beyond: Counter[str]

    @classmethod
    def at(cls, path: Path, name: str, pace: Pace) -> _Look:
        """Read the whole file; a NUL, which no text has, refuses it."""
        characters = bad = 0
        beyond: Counter[str] = Counter()
        for text in _decoded(path, CODECS[name], pace):
            if "\0" in text:
                raise PeonyError("text_binary", file=path)
            if beyond.total() < _MANY:
                beyond.update({each: count for each, count in Counter(text).items() if each > "\x7f"})
            characters += len(text)
            bad += text.count(_REPLACED)
        return cls(characters, bad, beyond)

    @property
    def is_clean(self) -> bool:
        """Whether nearly all characters could be read."""
        return self.bad * _SLOPPY <= self.characters

    @property
    def is_chinese(self) -> bool:
        """Whether the characters beyond ASCII are those of a Chinese text."""
        total = self.beyond.total()
        common = sum(count for character, count in self.beyond.items() if _is_common(character))
        commonest = sum(self.beyond[character] for character in _COMMONEST)
        usual = total < _FEW or commonest >= _COMMONEST_SHARE * total
        return usual and common >= _COMMON_SHARE * total


def _decoded(path: Path, codec: str, pace: Pace) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(codec)("replace")
    size, position = max(path.stat().st_size, 1), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            position += len(chunk)
            pace(position / size)
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


def _is_common(character: str) -> bool:
    found = character.encode("gb18030", "replace")
    return len(found) == 2 and found[1] >= 0xA1 and (found[0] in _MARKS or found[0] in _CHARACTERS)
