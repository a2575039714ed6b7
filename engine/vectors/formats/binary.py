"""Word vectors as word2vec's own binary form: word, space, float32 numbers, often a line end."""

from __future__ import annotations

import numpy as np

from engine.vectors.formats.sink import LONGEST_WORD, Sink
from engine.vectors.formats.source import CHUNK, Source
from engine.vectors.formats.text import HEADER


def is_binary(source: Source) -> bool:
    """Return whether the file begins with a header; whoever asks has ruled text out."""
    return HEADER.match(source.head) is not None


def read_binary(source: Source, sink: Sink) -> None:
    """Read as many rows as the header promises."""
    header = HEADER.match(source.head)
    assert header is not None
    count, width = int(header[1]), int(header[2])
    sink.unit = "byte"
    if sink.wanted(count) * (4 * width + 1) > source.left:
        raise sink.refusal("count", 0, expected=count, found=source.size // (4 * width + 2))
    sink.begin(width, count)
    source.exactly(header.end())
    buffer, left = b"", count
    while left:
        chunk = source.read(max(CHUNK, 8 * width))
        buffer += chunk
        taken, used = _take(buffer, source.position - len(buffer), left, sink)
        left -= taken
        buffer = buffer[used:]
        sink.step()
        if sink.full:
            return
        if not chunk and left:
            raise sink.refusal("count", source.position, expected=count, found=count - left)
    _check_end(buffer, source, sink, count)


def _take(buffer: bytes, offset: int, most: int, sink: Sink) -> tuple[int, int]:
    """Bring the whole rows of `buffer` to the sink; return how many they are, in how many bytes."""
    size, start, space, find = 4 * sink.width, 0, 0, buffer.find
    words: list[bytes] = []
    numbers: list[int] = []  # where those of each word begin
    starts: list[int] = []
    while len(starts) < most:
        space = find(b" ", start, start + LONGEST_WORD)
        end = space + 1 + size
        if space < 0 or end > len(buffer):
            break
        words.append(buffer[start:space].lstrip(b"\n"))
        numbers.append(space + 1)
        starts.append(start)
        start = end
    if space < 0 and len(buffer) - start >= LONGEST_WORD:
        raise sink.refusal("word", offset + start)
    places = [offset + start for start in starts]
    wanted = sink.take(words, places)
    if wanted:
        # A row at every byte; those that are wanted are copied out of these.
        everywhere = np.ndarray((len(buffer) - size + 1,), f"V{size}", buffer, 0, (1,))
        rows = everywhere[np.array(numbers)[wanted]].view("<f4").reshape(len(wanted), sink.width)
        sink.add(rows, [places[number] for number in wanted])
    return len(words), start


def _check_end(buffer: bytes, source: Source, sink: Sink, count: int) -> None:
    rest = buffer + source.read()
    if rest.strip():
        at = source.position - len(rest)
        raise sink.refusal("count", at, expected=count, found=count + 1)
