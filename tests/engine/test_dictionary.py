"""jieba's frequencies on disk: the same answers as jieba's own dictionary, whatever befalls the file."""

from __future__ import annotations

import os
import random
from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import dictionary
from engine.dictionary import FrequencyTable, load_frequencies

SOURCE = Path(jieba.__file__).with_name("dict.txt")
ABSENT = ["\0", "龘龘龘", "zzzzz", "\U0010ffff", "\ud800", "牡丹是最", "中\0", " ", "AT&TX"]


@pytest.fixture(scope="module")
def plain() -> dict[str, int]:
    """jieba's own FREQ."""
    return jieba.Tokenizer.gen_pfdict(SOURCE.open("rb"))[0]


@pytest.fixture(scope="module")
def table() -> FrequencyTable:
    return load_frequencies(SOURCE, None)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    source = tmp_path / "dict.txt"
    source.write_text("牡丹 30 n\n原野 20 n\n原 1 n\npeony 5 eng\n", encoding="utf-8")
    return source


def answers(table: FrequencyTable) -> list[int | None]:
    return [table.get(word) for word in ("牡丹", "牡", "原", "原野", "peony", "peo", "花")]


KNOWN = [30, 0, 1, 20, 5, 0, None]


def test_the_total_is_jiebas(table: FrequencyTable) -> None:
    assert table.total == jieba.Tokenizer.gen_pfdict(SOURCE.open("rb"))[1]


def test_words_and_beginnings_are_jiebas(table: FrequencyTable, plain: dict[str, int]) -> None:
    sample = random.Random(5).sample(sorted(plain), 8000)
    assert {plain[word] == 0 for word in sample} == {True, False}  # words, and what only begins one
    for word in sample:
        assert word in table
        assert table.get(word) == table[word] == plain[word]


@given(
    st.text(st.sampled_from("原野牡丹是最美丽的花卉A0 \0\ud800") | st.characters(), min_size=1, max_size=6)
)
def test_any_text_gets_jiebas_answer(table: FrequencyTable, plain: dict[str, int], word: str) -> None:
    assert (word in table) == (word in plain)
    assert table.get(word) == plain.get(word)
    assert table.get(word, -1) == plain.get(word, -1)


@pytest.mark.parametrize("word", ABSENT)
def test_what_is_absent_is_a_key_error(table: FrequencyTable, word: str) -> None:
    with pytest.raises(KeyError):
        table[word]


def test_a_prepared_file_is_used_and_gives_the_same(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = small.parent / "cache"
    assert answers(load_frequencies(small, cache)) == KNOWN
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(dictionary, "_pack", lambda source: pytest.fail("made again"))
    assert answers(load_frequencies(small, cache)) == KNOWN


def test_another_dictionary_is_not_answered_from_the_old_file(small: Path) -> None:
    cache = small.parent / "cache"
    load_frequencies(small, cache)
    small.write_text("牡丹 7 n\n", encoding="utf-8")
    assert load_frequencies(small, cache).get("牡丹") == 7


DAMAGE = {
    "empty": lambda data: b"",
    "one byte": lambda data: data[:1],
    "half of the header": lambda data: data[:12],
    "only the header": lambda data: data[:16],
    "half": lambda data: data[: len(data) // 2],
    "one byte short": lambda data: data[:-1],
    "one byte more": lambda data: data + b"x",
    "zeros": lambda data: bytes(len(data)),
    "flipped header": lambda data: b"\xff" * 20 + data[20:],
    "nonsense count": lambda data: b"\xff" * 7 + b"\x7f" + data[8:],
    "text": lambda data: "牡丹".encode() * 50,
    "a zip": lambda data: b"PK\x03\x04" + data,
    "a pickle": lambda data: b"cos\nsystem\n(S'false'\ntR.",
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_file_is_made_anew(small: Path, how: str) -> None:
    cache = small.parent / "cache"
    load_frequencies(small, cache)
    (kept,) = cache.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(DAMAGE[how](whole))
    assert answers(load_frequencies(small, cache)) == KNOWN
    assert kept.read_bytes() == whole


def test_a_folder_in_the_place_of_the_file_only_costs_time(small: Path) -> None:
    cache = small.parent / "cache"
    load_frequencies(small, cache)
    (kept,) = cache.iterdir()
    kept.unlink()
    kept.mkdir()
    assert answers(load_frequencies(small, cache)) == KNOWN


def test_a_cache_that_cannot_be_made_only_costs_time(small: Path) -> None:
    assert answers(load_frequencies(small, small / "below a file")) == KNOWN


@pytest.mark.parametrize("step", ["replace", "write"])
def test_a_full_disk_only_costs_time_and_leaves_nothing_behind(
    small: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    cache = small.parent / "cache"

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, os.strerror(28))

    if step == "replace":
        monkeypatch.setattr(dictionary.os, "replace", refuse)
    else:
        monkeypatch.setattr("tempfile._TemporaryFileWrapper.write", refuse, raising=False)
    assert answers(load_frequencies(small, cache)) == KNOWN
    assert list(cache.iterdir()) == []
