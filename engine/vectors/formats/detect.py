"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.errors import PeonyError
from engine.vectors.formats import binary, fasttext, npz, safetensors, text
from engine.vectors.formats.sink import Sink
from engine.vectors.formats.source import Source

_ARCHIVES = (b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27\x1c", b"Rar!")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Format:
    """A format: its name, how it is told, and what reads it."""

    name: str
    recognises: Callable[[Source], bool]
    read: Callable[[Source, Sink], None]


FORMATS = (
    Format("fastText .bin", fasttext.is_fasttext, fasttext.read_fasttext),
    Format(".npz", npz.is_npz, npz.read_npz),
    Format(".safetensors", safetensors.is_safetensors, safetensors.read_safetensors),
    Format("word2vec text", text.is_word2vec, text.read_word2vec),
    Format("word2vec binary", binary.is_binary, binary.read_binary),
    Format("GloVe text", text.is_glove, text.read_glove),
)


def detect(source: Source) -> Format:
    """Return the format of `source`.

    Raises
    ------
    PeonyError
        It is empty, a pickle, an archive, in another encoding, or nothing that is known.
    """
    head = source.head
    if not head.strip():
        raise PeonyError("table_none", file=source.name)
    if head[0] == 0x80 and head[1:2] in (b"\2", b"\3", b"\4", b"\5"):
        raise PeonyError("table_pickle", file=source.name)
    if head.startswith(_ARCHIVES) or head[257:262] == b"ustar":
        raise PeonyError("table_archive", file=source.name)
    if head[:2] in _UTF16:
        raise PeonyError("table_encoding_line", file=source.name, line=1)
    for known in FORMATS:
        if known.recognises(source):
            return known
    raise PeonyError("table_format", file=source.name)
