"""Word vectors as text, a row a line: word2vec and fastText (with a header), GloVe (without)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.errors import PeonyError
from engine.vectors.formats.numbers import parse_number, parse_numbers
from engine.vectors.formats.sink import Sink
from engine.vectors.formats.source import CHUNK, HEAD, Source

LONGEST_LINE = 2**20
HEADER = re.compile(rb"(?:\xef\xbb\xbf)?[ \t]*(\d{1,18})[ \t]+(\d{1,18})[ \t]*\r?\n")
_AFTER_WORD = re.compile(rb"[^ \t\n]*[ \t]*")
_NO_TEXT = re.compile(rb"[^\t\r -~]")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def is_word2vec(source: Source) -> bool:
    """Return whether a header is followed by a first row that is text."""
    header = HEADER.match(source.head)
    if header is None:
        return False
    rest = source.head[header.end() :].lstrip()
    # In the binary form the word is followed by four bytes a number, some of them no text.
    numbers = _AFTER_WORD.sub(b"", rest, count=1)[: 4 * min(int(header[2]), len(rest))]
    line = numbers.split(b"\n", 1)[0]
    return not rest or (bool(line) and not _NO_TEXT.search(line) and not _CONTROL.search(numbers))


def is_glove(source: Source) -> bool:
    """Return whether the first line is a word and at least two numbers."""
    return not HEADER.match(source.head) and _width(source.head) > 1


def read_word2vec(source: Source, sink: Sink) -> None:
    """Read a file whose first line says how many words there are, and how wide the rows."""
    header = HEADER.match(source.head)
    assert header is not None
    count, width = int(header[1]), int(header[2])
    if sink.wanted(count) * 2 * width > source.left:  # not even one digit a number
        raise sink.refusal("count", 1, expected=count, found=source.size // (2 * width + 2))
    sink.begin(width, count)
    source.exactly(header.end())
    _Reader(source, sink, 1).read(count)


def read_glove(source: Source, sink: Sink) -> None:
    """Read a file without a header: the first line's width holds for all."""
    if len(source.head) == HEAD and b"\n" not in source.head:
        raise PeonyError("table_long", file=source.name, line=1)
    sink.begin(_width(source.head), 0)
    if source.head.startswith(b"\xef\xbb\xbf"):
        source.exactly(3)
    _Reader(source, sink, 0).read(None)


def _width(head: bytes) -> int:
    """Return how many numbers end the first line of `head`; 0 if it does not begin with a word."""
    fields = head.split(b"\n", 1)[0].split()[1:]
    words = [place for place, field in enumerate(fields, 1) if not _is_numeric(field)]
    return len(fields) - max(words, default=0)


def _is_numeric(field: bytes) -> bool:
    number = parse_number(field)
    return number == number or field.lower().lstrip(b"+-") in (b"nan", b"inf", b"infinity")


class _Reader:
    """Goes through the rows; `line` is the number of the line that is looked at."""

    def __init__(self, source: Source, sink: Sink, line: int) -> None:
        self._source, self._sink, self._line = source, sink, line
        self._rows = 0

    def read(self, count: int | None) -> None:
        """Bring all rows, `count` of them unless that is None, to the sink."""
        for lines in self._blocks():
            self._take(lines, count)
            self._sink.step()
            if self._sink.full:
                return
        if count is not None and self._rows < count:
            raise self._sink.refusal("count", self._line, expected=count, found=self._rows)

    def _blocks(self) -> Iterator[list[bytes]]:
        """Yield the lines, as many at a time as come with one chunk."""
        rest = b""
        while chunk := self._source.read(CHUNK):
            lines = (rest + chunk).split(b"\n")
            rest = lines.pop()
            if max(map(len, lines), default=0) > LONGEST_LINE or len(rest) > LONGEST_LINE:
                raise PeonyError("table_long", file=self._source.name, line=self._line + 1)
            if lines:
                yield lines
        if rest:
            yield [rest]

    def _take(self, lines: list[bytes], count: int | None) -> None:
        sink, spaces = self._sink, self._sink.width - 1
        words: list[bytes] = []
        bodies: list[bytes] = []
        places: list[int] = []
        for line in lines:
            self._line += 1
            word, _, body = line.rstrip().partition(b" ")
            if body.count(b" ") != spaces or not body:
                if not line.strip():
                    continue
                word, body = self._mended(line)
            self._rows += 1
            if self._rows - 1 == count:
                raise sink.refusal("count", self._line, expected=count, found=self._rows)
            words.append(word)
            bodies.append(body)
            places.append(self._line)
        wanted = sink.take(words, places)
        if wanted:
            numbers = parse_numbers(b" ".join([bodies[number] for number in wanted]))
            sink.add(numbers.reshape(-1, sink.width), [places[number] for number in wanted])

    def _mended(self, line: bytes) -> tuple[bytes, bytes]:
        """Return word and numbers of a line with tabs, doubled spaces, or a word with spaces in it."""
        fields, width = line.split(), self._sink.width
        cut = len(fields) - width
        if cut == 0 and line[:1].isspace():
            return b"", b" ".join(fields)
        if cut < 1 or (cut > 1 and all(map(_is_numeric, fields[1:cut]))):
            raise PeonyError(
                "table_row", file=self._source.name, line=self._line, found=len(fields) - 1, expected=width
            )
        return b" ".join(fields[:cut]), b" ".join(fields[cut:])
