"""Reads the text of a PDF file as a reader that copies it would, knowing nothing of how it was made."""

from __future__ import annotations

import re
import zlib


def objects(data: bytes) -> dict[int, bytes]:
    """Return the objects of a file by number, found by its own table."""
    table = int(re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", data)[1])
    assert data[table:].startswith(b"xref")
    count = int(data[table:].split(b"\n")[1].split()[1])
    found = {}
    for number, line in enumerate(data[table:].split(b"\n")[3 : 2 + count], start=1):
        at = int(line[:10])
        assert data[at:].startswith(b"%d 0 obj" % number)
        found[number] = data[at : data.index(b"endobj", at)]
    return found


def stream(body: bytes) -> bytes:
    """Return the content of an object, unpacked."""
    length = int(re.search(rb"/Length (\d+)\s", body)[1])
    start = body.index(b"stream\n") + 7
    data = body[start : start + length]
    return zlib.decompress(data) if b"FlateDecode" in body[:start] else data


def characters(body: bytes) -> dict[bytes, str]:
    """Return the table of a font that says which character a glyph stands for."""
    pairs = re.findall(rb"^<(\w{4})> <(\w+)>$", stream(body), re.MULTILINE)
    return {code: bytes.fromhex(char.decode()).decode("utf-16-be") for code, char in pairs}


def text(data: bytes) -> list[str]:
    """Return the pieces of text in the order in which they are drawn."""
    found = objects(data)
    (page,) = (body for body in found.values() if b"/Contents " in body)
    content = stream(found[int(re.search(rb"/Contents (\d+) 0 R", page)[1])])
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", b"".join(found.values())):
        link = re.search(rb"/ToUnicode (\d+) 0 R", found[int(number)])
        fonts[name] = characters(found[int(link[1])])
    pieces = []
    for block in re.findall(rb"BT\s(.*?)\sET", content, re.DOTALL):
        table = fonts[re.search(rb"/(F\d+) ", block)[1]]
        pieces.append("".join(table.get(code, "\0") for code in re.findall(rb"<(\w{4})> Tj", block)))
    return pieces
