"""A PDF file as Qt writes it, taken apart into its objects and put together again."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

_RANGE = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]{4})> (?:<([0-9A-F]+)>|\[([^\]]*)\])")
_DATES = re.compile(rb"/(?:CreationDate|ModDate) \(D:[^)]*\)\n")
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_SIZE = re.compile(rb"/Size \d+")
_TAG = re.compile(rb"/FontName /Q[A-Z]{5}\+")
_METADATA = re.compile(rb"/Metadata (\d+) 0 R\n")
_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_FOOT = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class PdfFile:
    """The objects of a file by number, each without ``N 0 obj`` and ``endobj``; without its dates."""

    def __init__(self, data: bytes) -> None:
        table = int(data[data.rindex(b"startxref") + 9 :].split()[0])
        head, *entries = data[table:].split(b"\n")[1:]
        places = {number: int(entries[number][:10]) for number in range(1, int(head.split()[1]))}
        starts = sorted(places.values())
        ends = dict(zip(starts, [*starts[1:], table], strict=True))
        self._start = data[: starts[0]]
        self._trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")]
        self._objects = {
            number: data[data.index(b"obj", at) + 3 : data.rindex(b"endobj", at, ends[at])]
            for number, at in places.items()
        }
        self._info = _number(rb"/Info (\d+) 0 R", self._trailer)
        self._forget_dates()

    def _forget_dates(self) -> None:
        """Leave out when the file was made, so that the same drawing is the same file."""
        self._objects[self._info] = _DATES.sub(b"", self._objects[self._info])
        root = _number(rb"/Root (\d+) 0 R", self._trailer)
        for number in _METADATA.findall(self._objects[root]):
            del self._objects[int(number)]
        self._objects[root] = _METADATA.sub(b"", self._objects[root])

    def content(self) -> bytes:
        """Return the commands that draw the page."""
        return zlib.decompress(self._stream(self._content()))

    def set_content(self, commands: bytes) -> None:
        """Draw something else on the page."""
        self._set_stream(self._content(), zlib.compress(commands), b"/Filter /FlateDecode ")

    def fonts(self) -> tuple[int, ...]:
        """Return the numbers of the fonts that are embedded; the page calls number 7 F7."""
        return tuple(number for number, body in self._drawn() if b"/ToUnicode" in body)

    def unicode(self, font: int) -> dict[bytes, str]:
        """Return which character each glyph of a font stands for, as far as the file says."""
        found: dict[bytes, str] = {}
        for first, last, start, several in _RANGE.findall(self._stream(self._names(font))):
            codes = range(int(first, 16), int(last, 16) + 1)
            listed = re.findall(rb"[0-9A-F]{4,}", several)
            chars = listed or [b"%04X" % (int(start, 16) + step) for step in range(len(codes))]
            pairs = zip(codes, chars, strict=False)
            found |= {b"%04X" % code: _char(char) for code, char in pairs if code and int(char, 16)}
        return found

    def set_unicode(self, font: int, known: Mapping[bytes, str]) -> None:
        """Say which character each glyph of a font stands for."""
        lines = [
            b"<%s> <%s>\n" % (code, char.encode("utf-16-be").hex().upper().encode())
            for code, char in sorted(known.items())
        ]
        blocks = (lines[start : start + 100] for start in range(0, len(lines), 100))  # 100 are allowed
        body = b"".join(b"%d beginbfchar\n%sendbfchar\n" % (len(each), b"".join(each)) for each in blocks)
        self._set_stream(self._names(font), _HEAD + body + _FOOT)

    def data(self) -> bytes:
        """Return the whole file: the objects in the order in which the page comes to need them.

        Qt numbers them as its hash tables, seeded by chance, happen to list the fonts.
        """
        new = {number: place for place, number in enumerate([*self._needed(), self._info], start=1)}
        parts, places = [self._start], []
        for number, place in new.items():
            places.append(sum(map(len, parts)))
            body = self._objects[number]
            parts.append(b"%d 0 obj%sendobj\n" % (place, body if number == self._info else _told(body, new)))
        lines = b"".join(b"%010d 00000 n \n" % place for place in places)
        table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(new) + 1, lines)
        trailer = _SIZE.sub(b"/Size %d" % (len(new) + 1), _told(self._trailer, new))
        end = b"startxref\n%d\n%%%%EOF\n" % sum(map(len, parts))
        return b"".join([*parts, table, trailer, end])

    def _needed(self) -> list[int]:
        """Return the numbers of the objects that are used, each after what needs it first."""
        found: dict[int, None] = {}
        waiting = [_number(rb"/Root (\d+) 0 R", self._trailer)]
        while waiting:
            number = waiting.pop()
            if number not in found:
                found[number] = None
                named = _REFERENCE.findall(self._objects[number].partition(b"stream\n")[0])
                waiting += map(int, reversed(named))
        return list(found)

    def _drawn(self) -> Iterator[tuple[int, bytes]]:
        """Return all objects but that with the title, in which there may be anything."""
        return ((number, body) for number, body in self._objects.items() if number != self._info)

    def _content(self) -> int:
        (page,) = (body for _, body in self._drawn() if b"/Contents " in body)
        return _number(rb"/Contents (\d+) 0 R", page)

    def _names(self, font: int) -> int:
        return _number(rb"/ToUnicode (\d+) 0 R", self._objects[font])

    def _stream(self, number: int) -> bytes:
        body = self._objects[number]
        return body[body.index(b"stream\n") + 7 : body.rindex(b"endstream")]

    def _set_stream(self, number: int, data: bytes, how: bytes = b"") -> None:
        self._objects[number] = b"\n<< %s/Length %d >>\nstream\n%s\nendstream\n" % (how, len(data), data)


def _number(pattern: bytes | re.Pattern[bytes], body: bytes) -> int:
    return int(re.search(pattern, body)[1])


def _told(body: bytes, new: Mapping[int, int]) -> bytes:
    """Return an object that calls others by their new numbers; a font is tagged by its own."""
    head, stream, data = body.partition(b"stream\n")
    head = _REFERENCE.sub(lambda found: b"%d 0 R" % new[int(found[1])], head)
    return _TAG.sub(b"/FontName /PEONYS+", head) + stream + data


def _char(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be", "replace")
