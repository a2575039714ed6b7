"""Text files, found and read in whatever encoding they are in; refused in one sentence where not."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Cancelled, PeonyError
from engine.vectors.owntext import texts as module
from engine.vectors.owntext.encoding import CHUNK
from engine.vectors.owntext.pace import Pace
from engine.vectors.owntext.texts import encodings, find_texts

SIMPLIFIED = "他在花园里看见了一朵牡丹，那是最美丽的花。我们都不知道它叫什么名字。\n"
TRADITIONAL = "他在花園裡看見了一朵牡丹，那是最美麗的花。我們都不知道它叫什麼名字。\n"
RUSSIAN = "Мы все учились понемногу чему-нибудь и как-нибудь.\n"
FRENCH = "L'été dernier, les élèves étaient très fatigués.\n"


def written(folder: Path, content: bytes, name: str = "a.txt") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


@pytest.mark.parametrize("text", [SIMPLIFIED, SIMPLIFIED * 50, TRADITIONAL * 50, "牡丹花卉\n", "ASCII\n"])
@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 BOM"), ("gb18030", "GB18030"), ("utf-16", "UTF-16")],
)
def test_the_encoding_is_told_and_read(tmp_path: Path, text: str, codec: str, name: str) -> None:
    [found] = find_texts([written(tmp_path, text.encode(codec))])
    expected = "UTF-8" if codec == "gb18030" and text.isascii() else name
    assert (found.encoding.name, found.encoding.bad) == (expected, 0)
    assert found.opening == text.splitlines()[0][:40]
    with found.open() as file:
        assert file.read() == text


def test_big_endian_and_rare_characters(tmp_path: Path) -> None:
    [found] = find_texts([written(tmp_path, b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be"))])
    assert found.encoding.name == "UTF-16"
    rare = SIMPLIFIED * 10 + "㐀㑇𠮷\n"
    [found] = find_texts([written(tmp_path, rare.encode("gb18030"))])
    with found.open() as file:
        assert file.read() == rare


@pytest.mark.parametrize("at", range(4))
def test_a_character_may_lie_across_two_reads(tmp_path: Path, at: int) -> None:
    text = "a" * (CHUNK - at) + SIMPLIFIED * 20
    for codec, name in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        # The beginning of this one is ASCII alone: the characters that tell come later.
        [found] = find_texts([written(tmp_path, text.encode(codec))])
        assert (found.encoding.name, found.encoding.bad) == (name, 0)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_few_unreadable_characters_are_counted_and_left_out(tmp_path: Path, codec: str) -> None:
    broken = (SIMPLIFIED * 100).encode(codec) + b"\xff\n"
    [found] = find_texts([written(tmp_path, broken)])
    assert found.encoding.name.lower() == codec
    assert found.encoding.bad == 1
    with found.open() as file:
        assert file.read().count("\ufffd") == 1


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80))
def test_any_utf_8_is_utf_8(tmp_path: Path, text: str) -> None:
    file = written(tmp_path, ("x" + text).encode())
    assert encodings(find_texts([file])) == {"UTF-8": 1}


REFUSED = {
    "binary": (b"\x7fELF\0\0\0" * 100, "text_binary"),
    "a NUL": ((SIMPLIFIED + "\0").encode(), "text_binary"),
    "UTF-16 without its mark": (SIMPLIFIED.encode("utf-16-le"), "text_binary"),
    "Big5": ((TRADITIONAL * 50).encode("big5"), "text_encoding"),
    "Russian": ((RUSSIAN * 50).encode("cp1251"), "text_encoding"),
    "Russian, KOI8": ((RUSSIAN * 50).encode("koi8-r"), "text_encoding"),
    "French": ((FRENCH * 50).encode("latin-1"), "text_encoding"),
    "Korean": (("모든 인간은 태어날 때부터 자유롭다. " * 50).encode("euc-kr"), "text_encoding"),
    "Japanese": (("吾輩は猫である。名前はまだ無い。" * 50).encode("shift-jis"), "text_encoding"),
    "French after much ASCII": (b"plain\n" * 50_000 + (FRENCH * 500).encode("latin-1"), "text_encoding"),
    "noise": (bytes(range(1, 256)) * 20, "text_encoding"),
    "broken UTF-16": (b"\xff\xfe" + b"\x00\xd8" * 50, "text_encoding"),
    "nothing": (b"", "text_empty"),
    "spaces": (b" \r\n\t\n" + "\u3000".encode(), "text_empty"),
    "only a mark": (b"\xef\xbb\xbf", "text_empty"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_text_is_refused(tmp_path: Path, name: str) -> None:
    content, key = REFUSED[name]
    file = written(tmp_path, content)
    with pytest.raises(PeonyError) as refusal:
        find_texts([file])
    assert refusal.value.key == f"error.{key}"
    assert refusal.value.fields["file"] == file


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.TXT", "a/b/c.txt", "a.txt"):
        written(tmp_path, name.encode(), name)
    for name in (".hidden.txt", ".git/x.txt", "a/notes.md", "a/._a.txt"):
        written(tmp_path, b"\0not read", name)
    written(tmp_path, b"", "empty.txt")
    os.symlink(tmp_path, tmp_path / "a" / "loop")
    found = find_texts([tmp_path])
    assert [text.path.relative_to(tmp_path).as_posix() for text in found] == [
        "a.txt", "b.txt", "a/z.TXT", "a/b/c.txt",
    ]  # fmt: skip


def test_a_file_counts_once_and_may_have_any_name(tmp_path: Path) -> None:
    file = written(tmp_path, b"text", "a.txt")
    other = written(tmp_path, b"more", "b.md")
    found = find_texts([other, file, tmp_path, tmp_path / "." / "a.txt"])
    assert [text.path for text in found] == [other, file]


def test_missing_empty_and_unreadable_places(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for place, key in (
        (tmp_path / "none", "file_missing"),
        (tmp_path / "empty", "text_folder"),
        (tmp_path / "pipe", "text_binary"),
        (Path("nul\0name"), "text_read"),
        (written(tmp_path, b"x") / "below", "text_read"),
    ):
        with pytest.raises(PeonyError) as refusal:
            find_texts([place])
        assert refusal.value.key == f"error.{key}", place


def test_what_the_system_does_not_let_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = written(tmp_path, b"text")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(module, "detect", denied)
    with pytest.raises(PeonyError) as refusal:
        find_texts([tmp_path])
    assert refusal.value.key == "error.text_read"
    assert refusal.value.fields["reason"] == "Permission denied"


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 2)
    for number in range(3):
        written(tmp_path, b"text", f"{number}.txt")
    with pytest.raises(PeonyError) as refusal:
        find_texts([tmp_path])
    assert refusal.value.key == "error.text_many"


def test_looking_can_be_given_up(tmp_path: Path) -> None:
    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        find_texts([written(tmp_path, b"text")], Pace(check=check))
