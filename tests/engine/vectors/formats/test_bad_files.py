"""Files that are no tables: one refusal each, with the place, and nothing half left behind."""

from __future__ import annotations

import bz2
import gzip
import io
import os
import pickle
import struct
import tarfile
import threading
import tracemalloc
import zipfile
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from engine.errors import PeonyError
from engine.vectors.imported import open_table
from engine.words import LANGUAGES, load_words
from tests.engine.vectors.formats.files import (
    WORDS,
    fasttext_binary,
    matrix,
    npz,
    safetensors,
    text_rows,
    word2vec_binary,
    word2vec_text,
    written,
)

ROW = b"w%d 0.1 0.2 0.3\n"
THREE = b"".join(ROW % number for number in range(3))


def bomb(kind: ModuleType, begin: bytes, piece: bytes, times: int) -> bytes:
    buffer = io.BytesIO()
    with kind.open(buffer, "wb") as file:
        file.write(begin)
        for _ in range(times):
            file.write(piece)
    return buffer.getvalue()


def member(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return buffer.getvalue()


def members(count: int) -> bytes:
    """Return an archive whose list of members is as long as if there were so many; each is the same."""
    whole = member("words.npy", b"x")
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    size = count * (end - at)
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, at)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, at + size, 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return whole[:at] + count * whole[at:end] + wide + locator + last


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as file:
        about = tarfile.TarInfo("model.vec")
        about.size = len(THREE)
        file.addfile(about, io.BytesIO(THREE))
    return buffer.getvalue()


def huge_npz() -> bytes:
    """Return words and a matrix that promise a terabyte."""
    buffer = io.BytesIO()
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(
        head, {"descr": "<f4", "fortran_order": False, "shape": (len(WORDS), 10**10)}
    )
    words = io.BytesIO()
    np.save(words, np.array(WORDS))
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("words.npy", words.getvalue())
        file.writestr("matrix.npy", head.getvalue())
    return buffer.getvalue()


def with_number(place: int, number: float) -> bytes:
    changed = matrix().copy()
    changed.reshape(-1)[place] = number
    return npz(numbers=changed)


def spoilt_binary(number: float) -> bytes:
    return word2vec_binary().replace(matrix()[4].tobytes(), np.full(7, number, np.float32).tobytes())


LONG = {"dtype": "F32", "shape": [10**12, 7], "data_offsets": [10, 28 * 10**12 + 10]}
# What is in the file, the refusal's key, the place it names.
BAD: dict[str, tuple[bytes, str, dict[str, int]]] = {
    "empty": (b"", "none", {}),
    "only blank": (b" \n\r\n\t", "none", {}),
    "only a header": (b"0 3\n", "none", {}),
    "header without rows": (b"3 3\n", "count_line", {"line": 1}),
    "too few rows": (b"5 3\n" + THREE, "count_line", {"line": 4}),
    "too many rows": (b"2 3\n" + THREE, "count_line", {"line": 4}),
    "a header of 10^12 rows": (b"1000000000000 3\n" + THREE, "count_line", {"line": 1}),
    "a packed header of 10^12 rows": (gzip.compress(b"1000000000000 3\n" + THREE), "header", {}),
    "a packed header of many rows": (gzip.compress(b"2000000000 3\n" + THREE), "count_line", {"line": 4}),
    "a header of 10^12 numbers": (b"3 1000000000000\n" + THREE, "count_line", {"line": 1}),
    "a header of no numbers": (b"3 0\n" + THREE, "header", {}),
    "a short row": (b"3 3\nw 0.1 0.2 0.3\nv 0.1 0.2\nu 0.1 0.2 0.3\n", "row", {"line": 3}),
    "a long row": (b"3 3\nw 0.1 0.2 0.3\nv 0.1 0.2 0.3 0.4\nu 0.1 0.2 0.3\n", "row", {"line": 3}),
    "a short row without a header": (b"w 0.1 0.2\nv 0.1\n", "row", {"line": 2}),
    "a short and a long row": (b"2 3\nv 0.1 0.2\nu 0.1 0.2 0.3 0.4\n", "row", {"line": 2}),
    "a doubled space for a number": (b"2 3\nv 0.1  0.2\nu 0.1 0.2 0.3\n", "number_line", {"line": 2}),
    "NaN": (b"2 3\nw 0.1 0.2 0.3\nv 0.1 nan 0.3\n", "number_line", {"line": 3}),
    "NaN in the first row": (b"w nan 0.2 0.3\nv 0.1 0.2 0.3\n", "number_line", {"line": 1}),
    "infinity": (b"2 3\nw 0.1 0.2 0.3\nv 0.1 0.3 -inf\n", "number_line", {"line": 3}),
    "beyond float32": (b"2 3\nw 0.1 0.2 0.3\nv 0.1 0.3 1e300\n", "number_line", {"line": 3}),
    "two numbers in one": (b"2 3\nw 0.1 0.2 0.3\nv 0.1 0.2.3 -\n", "number_line", {"line": 3}),
    "letters for a number": (b"2 3\nw 0.1 0.2 0.3\nv 0.1 0.3 zero\n", "number_line", {"line": 3}),
    "an empty word": (b"2 3\nw 0.1 0.2 0.3\n 0.1 0.2 0.3\n", "word_line", {"line": 3}),
    "a word with a space": (b"2 3\nw 0.1 0.2 0.3\nNew York 0.1 0.2 0.3\n", "word_line", {"line": 3}),
    "GB18030": (
        b"\n".join(b"%s 0.1 0.2 0.3" % chr(0x4E00 + i).encode("gb18030") for i in range(99)),
        "encoding_line",
        {"line": 12},  # one of the eleven before is UTF-8 by chance
    ),
    "UTF-16": ("w 0.1 0.2 0.3\n".encode("utf-16"), "encoding_line", {"line": 1}),
    "a line without end": (b"w 0.1 0.2\n" + b"v" * 3_000_000, "long", {"line": 2}),
    "a novel": ("原野中,牡丹是最美丽的花卉。\n".encode() * 40, "format", {}),
    "a binary blob": (np.random.RandomState(1).bytes(100_000), "format", {}),
    "zeros": (bytes(100_000), "format", {}),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(50), "format", {}),
    "a pickle": (pickle.dumps({"w": np.ones(3)}), "pickle", {}),
    "an old pickle": (pickle.dumps({"w": 1.0}, protocol=0), "format", {}),
    "a binary table cut short": (word2vec_binary()[:-9], "count_byte", {"byte": 347}),
    "a packed binary table cut short": (gzip.compress(word2vec_binary()[:-9]), "count_byte", {"byte": 347}),
    "a binary header of 10^12 rows": (b"%d" % 10**12 + word2vec_binary()[2:], "count_byte", {"byte": 0}),
    "more binary rows than promised": (b"9 7\n" + word2vec_binary()[5:], "count_byte", {"byte": 320}),
    "NaN in a binary row": (spoilt_binary(float("nan")), "number_byte", {"byte": 145}),
    "infinity in a binary row": (spoilt_binary(float("inf")), "number_byte", {"byte": 145}),
    "1e30 in a binary row": (spoilt_binary(1e30), "number_byte", {"byte": 145}),
    "binary rows without an end": (b"9 7\n" + bytes(9999), "word_byte", {"byte": 4}),
    "gzip cut short": (gzip.compress(word2vec_text())[:-20], "packed", {"byte": 0}),
    "damaged gzip": (gzip.compress(word2vec_text())[:-8] + bytes(8), "packed", {"byte": 0}),
    "bz2 cut short": (bz2.compress(word2vec_text())[:-20], "packed", {"byte": 0}),
    "gzip in gzip": (gzip.compress(gzip.compress(word2vec_text())), "format", {}),
    "a bomb of zeros": (bomb(gzip, b"", bytes(2**20), 300), "format", {}),
    "a bomb of one line": (bomb(bz2, b"w 0.1 0.2\nv", b"0" * 2**20, 100), "long", {"line": 2}),
    "a bomb of one row": (bomb(gzip, b"", (b"w" + b" 0.1" * 200 + b"\n") * 2**11, 50), "bomb", {}),
    "a first line without end": (b"w" + b" 0.1" * 100_000, "long", {"line": 1}),
    "a zip of a table": (member("model.vec", THREE), "archive", {}),
    "a tar of a table": (tar(), "archive", {}),
    "a packed tar of a table": (gzip.compress(tar()), "archive", {}),
    "another archive": (b"7z\xbc\xaf\x27\x1c" + bytes(50), "archive", {}),
    "npz without words": (member("matrix.npy", b"x"), "key", {}),
    "npz with damaged words": (member("words.npy", b"x"), "packed", {}),
    "npz of objects": (npz(words=np.array([*WORDS[1:], None], dtype=object)), "key", {}),
    "npz with fewer words": (npz(words=WORDS[1:]), "key", {}),
    "npz with whole numbers": (npz(numbers=np.ones((len(WORDS), 3), int)), "key", {}),
    "npz by columns": (npz(numbers=np.asfortranarray(matrix())), "key", {}),
    "npz of one dimension": (npz(numbers=matrix()[:, 0]), "key", {}),
    "npz that promises a terabyte": (huge_npz(), "header", {}),
    "npz with NaN": (with_number(23, float("nan")), "number_line", {"line": 4}),
    "npz cut short": (npz()[:-100], "packed", {}),
    "npz bomb": (npz(WORDS, np.zeros((len(WORDS), 9000)), compress=True)[:-9], "packed", {}),
    "a word with a space in an npz": (npz(words=(*WORDS[1:], "a b")), "word_line", {"line": 10}),
    "safetensors cut short": (safetensors()[:-9], "key", {}),
    "safetensors without words": (safetensors(words=None), "key", {}),
    "safetensors with too much": (safetensors(matrix=LONG), "key", {}),
    "safetensors with nonsense": (safetensors(matrix={"dtype": "F32", "shape": "x"}), "key", {}),
    "safetensors with no JSON": (struct.pack("<Q", 9) + b"{" * 99, "format", {}),
    "safetensors with deep JSON": (struct.pack("<Q", 90_000) + b'{"a":' * 18_000, "format", {}),
    "an endless word": (b"2 1\nw 1\n" + b"v" * 5000 + b" 1\n", "word_line", {"line": 3}),
    "fastText with an empty word": (
        fasttext_binary(words=("的", "", *WORDS[2:])), "word_byte", {"byte": 105},
    ),
    "fastText of 2^31 words": (fasttext_binary()[:64] + b"\xff\xff\xff\x7f" * 2, "cut", {}),
    "fastText with another version": (fasttext_binary()[:4] + b"\x63" + fasttext_binary()[5:], "format", {}),
    "fastText with NaN": (
        fasttext_binary(numbers=np.full((len(WORDS) + 50, 3), np.nan, np.float32)), "number_byte", {},
    ),
}  # fmt: skip


def refusal(path: Path, cache: Path) -> PeonyError:
    with pytest.raises(PeonyError) as caught:
        open_table(path, cache)
    assert not cache.exists() or list(cache.iterdir()) == []
    for lang in LANGUAGES:
        assert path.name in load_words(lang).error(caught.value)
    return caught.value


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_refusal_with_its_place(name: str, tmp_path: Path) -> None:
    content, key, place = BAD[name]
    error = refusal(written(tmp_path, content), tmp_path / "cache")
    assert error.key == f"error.table_{key}", error
    assert {unit: error.fields[unit] for unit in place} == place


def test_the_list_of_a_million_members_is_not_read(tmp_path: Path) -> None:
    path = written(tmp_path, members(200_000))
    tracemalloc.start()
    try:
        assert refusal(path, tmp_path / "cache").key == "error.table_packed"
        assert tracemalloc.get_traced_memory()[1] < 25_000_000  # such a list takes ten times as much
    finally:
        tracemalloc.stop()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path, tmp_path / "cache").key == "error.table_read"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "missing.vec", tmp_path / "cache").key == "error.file_missing"


def test_a_name_with_a_nul_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeonyError):
        open_table(tmp_path / "a\0b", tmp_path / "cache")


@pytest.mark.skipif(os.name != "posix", reason="named pipes are a thing of POSIX")
def test_a_pipe_that_never_ends_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe", tmp_path / "cache").key == "error.table_format"
    assert refusal(Path("/dev/zero"), tmp_path / "cache").key == "error.table_format"


def test_nothing_is_left_running(tmp_path: Path) -> None:
    before = threading.active_count()
    refusal(written(tmp_path, BAD["NaN"][0]), tmp_path / "cache")
    assert threading.active_count() == before


def many(*odd: bytes) -> bytes:
    """Return 4000 good rows and the odd ones among them."""
    rows = [ROW % number for number in range(4000)]
    rows[2000:2000] = odd
    return b"".join((b"%d 3\n" % len(rows), *rows))


SLOPPY = {
    "a space at the end of each line": (many().replace(b"\n", b" \n"), 0, 0),
    "CRLF": (many().replace(b"\n", b"\r\n"), 0, 0),
    "tabs": (many().replace(b" ", b"\t"), 0, 0),
    "two spaces": (many().replace(b" ", b"  "), 0, 0),
    "blank lines": (many().replace(b"\n", b"\n\n", 9), 0, 0),
    "no line end": (many()[:-1], 0, 0),
    "blank lines at the end": (many() + b"\n\n", 0, 0),
    "a byte-order mark": (b"\xef\xbb\xbf" + many(), 0, 0),
    "a duplicate": (many(ROW % 3), 1, 0),
    "many duplicates": (many(*(ROW % number for number in range(500))), 500, 0),
    "half a character": (many(b"\xe7\x89 0.1 0.2 0.3\n"), 0, 1),
    "ten half characters": (many(*(b"%d\xe7 0.1 0.2 0.3\n" % number for number in range(10))), 0, 10),
    "one word of dots and spaces": (many(b". . . 0.1 0.2 0.3\n"), 0, 1),
    "one empty word": (many(b" 0.1 0.2 0.3\n"), 0, 1),
}


@pytest.mark.parametrize("name", SLOPPY)
def test_what_is_sloppy_is_left_out_and_counted(name: str, tmp_path: Path) -> None:
    content, duplicates, bad_words = SLOPPY[name]
    table = open_table(written(tmp_path, content), tmp_path / "cache")
    assert len(table) == 4000
    assert (table.report.duplicates, table.report.bad_words) == (duplicates, bad_words)
    np.testing.assert_array_equal(table.numbers, np.tile(np.float32([0.1, 0.2, 0.3]), (4000, 1)))
    assert table.index.row("w3999") == 3999


def test_one_bad_word_in_a_small_table(tmp_path: Path) -> None:
    content = b"\n".join((*text_rows(), b"\xff 1 2 3 4 5 6 7"))
    table = open_table(written(tmp_path, content), tmp_path / "cache")
    assert (len(table), table.report.bad_words) == (len(WORDS), 1)


def test_a_zip_bomb_is_told_before_it_is_unpacked(tmp_path: Path) -> None:
    words = [f"w{number}" for number in range(2000)]
    content = npz(words, np.zeros((2000, 9000), np.float32), compress=True)
    assert refusal(written(tmp_path, content), tmp_path / "cache").key == "error.table_bomb"
