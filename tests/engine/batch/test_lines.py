"""Lines of text files: numbered, decoded, and too long or unreadable ones told by their number."""

from __future__ import annotations

import codecs
import os
from contextlib import nullcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.batch import lines
from engine.batch.lines import LONGEST, Line, encoding_of, read_input
from engine.errors import PeonyError

CHINESE = "原野中,牡丹是最美丽的花卉。"


def read(tmp_path: Path, data: bytes, after: int = 0) -> list[Line]:
    (tmp_path / "a.txt").write_bytes(data)
    return list(read_input(tmp_path / "a.txt").lines(after))


def texts(found: list[Line]) -> list[str | None]:
    return [None if line.skipped else line.text for line in found]


def test_lines_are_numbered_and_their_ends_taken_off(tmp_path: Path):
    found = read(tmp_path, "牡丹\n\r\n  花 卉 \r\n\n最后".encode())
    assert [(line.number, line.text) for line in found] == [
        (1, "牡丹"),
        (2, ""),
        (3, "  花 卉 "),
        (4, ""),
        (5, "最后"),
    ]
    assert found[-1].end == (tmp_path / "a.txt").stat().st_size
    assert read(tmp_path, b"") == []


@given(
    rows=st.lists(
        st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\n\r"), max_size=9)
    )
)
def test_any_text_comes_back(tmp_path: Path, rows: list[str]):
    data = "".join(row + "\n" for row in rows).encode()
    if not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        assert texts(read(tmp_path, data)) == rows
        assert texts(read(tmp_path, data, after=2)) == rows[2:]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_the_encoding_is_told_from_the_lines(tmp_path: Path, encoding: str):
    rows = [CHINESE, "plain ASCII", "", "花卉和牡丹"] * 5
    assert texts(read(tmp_path, "\n".join(rows).encode(encoding))) == rows


def test_a_bad_line_among_good_ones_is_skipped(tmp_path: Path):
    data = (
        f"{CHINESE}\n".encode()
        + b"a\xff\xfeb\n"
        + f"{CHINESE}\n".encode()
        + "牡".encode()[:2]
        + b"\n"
        + b"end"
    )
    found = read(tmp_path, data)
    assert texts(found) == [CHINESE, None, CHINESE, None, "end"]
    assert {line.skipped for line in found} == {None, "encoding"}
    data = f"{CHINESE}\n花卉\n".encode("gb18030") + b"\xff\xff\n"
    assert texts(read(tmp_path, data)) == [CHINESE, "花卉", None]


def test_what_is_neither_is_taken_as_utf_8():
    assert encoding_of(b"") == encoding_of(b"ascii\n") == encoding_of(b"\xff\xff\xff\n") == "utf-8"
    assert encoding_of(CHINESE.encode("gb18030")) == "gb18030"
    assert encoding_of(CHINESE.encode() + b"\n" + CHINESE.encode("gb18030")) == "utf-8"


def test_a_line_that_is_too_long_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert texts(read(tmp_path, "牡".encode() * LONGEST + b"\r\n" + b"a" * (LONGEST + 1))) == [
        "牡" * LONGEST,
        None,
    ]
    monkeypatch.setattr(lines, "LONGEST", 10)
    monkeypatch.setattr(lines, "_BYTES", 40)
    monkeypatch.setattr(lines, "_CHUNK", 16)
    found = read(tmp_path, b"a" * 1000 + b"\n" + b"ok\n" + b"b" * 11 + b"\n" + b"c" * 500)
    assert texts(found) == [None, "ok", None, None]
    assert {line.skipped for line in found} == {None, "length"}
    assert found[-1].end == (tmp_path / "a.txt").stat().st_size


def test_a_file_that_grows_is_read_as_far_as_it_went(tmp_path: Path):
    """Else one that grows by what is read of it would never end."""
    file = tmp_path / "a.txt"
    file.write_bytes(b"one\n\ntwo\nthr")
    found = []
    for line in read_input(file).lines():
        found.append(line.text)
        with file.open("ab") as more:
            more.write(b"ee\nmore\n")
        assert len(found) < 9
    assert found == ["one", "", "two", "thr"]


def test_files_that_are_none(tmp_path: Path):
    (tmp_path / "a.txt").write_text("牡丹", encoding="utf-16")
    for file, key in (
        (tmp_path / "none.txt", "file_missing"),
        (tmp_path, "batch_read"),
        (Path("a\0b"), "batch_read"),
        (tmp_path / "a.txt", "batch_utf16"),
    ):
        with pytest.raises(PeonyError, match=key):
            read_input(file)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_a_pipe_is_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(PeonyError, match="batch_read"):
        read_input(tmp_path / "a.txt")


def test_any_other_content_has_another_digest(tmp_path: Path):
    found = set()
    for data in (b"a\n", b"a\nb", b"a", b""):
        (tmp_path / "a.txt").write_bytes(data)
        found.add(read_input(tmp_path / "a.txt").digest)
    assert len(found) == 4


@pytest.mark.parametrize("how", ["rewritten", "cut off", "longer"])
def test_no_line_is_taken_of_a_file_that_is_written_over_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
):
    """All that is returned before is of what it was; what is only added is left for another time."""
    monkeypatch.setattr(lines, "_CHUNK", 64)
    file, rows = tmp_path / "a.txt", [f"{CHINESE}{number}" for number in range(2000)]
    file.write_text("\n".join(rows), encoding="utf-8")
    found, taken = read_input(file).lines(), list[str]()
    with pytest.raises(PeonyError, match="batch_changed") if how != "longer" else nullcontext():
        for line in found:
            taken.append(line.text)
            if line.number == 10:
                with file.open("r+b") as again:
                    again.seek(0, os.SEEK_END if how == "longer" else os.SEEK_SET)
                    again.write(b"\nmore" if how == "longer" else b"another " * 10**4)
                    again.truncate(0 if how == "cut off" else None)
    assert taken == rows[: len(taken)]
    assert 10 <= len(taken) < 1000 or (how == "longer" and taken == rows)
