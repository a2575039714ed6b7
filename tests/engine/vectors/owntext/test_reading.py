"""Text as numbers: cut as Peony cuts a sentence, the commonest words first, bounded whatever comes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.lexicon import Lexicon, shipped_lexicon
from engine.tokens import Edits, Tokenizer
from engine.vectors.owntext import reading as module
from engine.vectors.owntext.pace import Pace
from engine.vectors.owntext.reading import BREAK, OTHER, WINDOW, Reading, read_texts, usual_min_count
from engine.vectors.owntext.texts import find_texts
from tests.engine.vectors.owntext.conftest import sentences

TEXT = "原野中，牡丹是最美丽的花卉。\n\n牡丹 PEONY Peony，peony 12%\n花卉的原野……\n春天的花园里看见了它\n" * 3


def read(
    tokenizer: Tokenizer,
    folder: Path,
    text: str = TEXT,
    lexicon: Lexicon | None = None,
    min_count: int | None = 1,
) -> Reading:
    file = folder / "text.txt"
    file.write_text(text, encoding="utf-8")
    return read_texts(find_texts([file]), tokenizer, lexicon or shipped_lexicon(), min_count, Pace())


def words_of(tokenizer: Tokenizer, text: str, lexicon: Lexicon) -> list[list[str]]:
    """Return the words of each line, as they would be if typed into the window."""
    lines = (tokenizer.tokens(line, lexicon, Edits(), remove=False) for line in text.splitlines())
    return [[token.text.lower() for token in line if token.kind != "punctuation"] for line in lines]


def as_words(reading: Reading) -> list[list[str | None]]:
    """Return the lines of a reading as words again, None for those without a row."""
    lines: list[list[str | None]] = [[]]
    for number in reading.ids[WINDOW:-WINDOW].tolist():
        if number == BREAK:
            lines.append([])
        else:
            lines[-1].append(None if number == OTHER else reading.words[number])
    return lines[:-1]


def test_the_words_are_those_of_the_window(tokenizer: Tokenizer, tmp_path: Path) -> None:
    reading = read(tokenizer, tmp_path)
    expected = words_of(tokenizer, TEXT, shipped_lexicon())
    assert as_words(reading) == expected
    counts = Counter(word for line in expected for word in line)
    assert dict(zip(reading.words, reading.counts.tolist(), strict=True)) == counts
    assert reading.counts.tolist() == sorted(counts.values(), reverse=True)
    assert (reading.tokens, reading.different) == (counts.total(), len(counts))
    assert counts["peony"] == 9
    assert reading.read == 1


@given(st.text("原野牡丹花卉的是最美丽中国abcXY 12,。!\t\u3000é😀\u200b", max_size=60), st.booleans())
def test_pieces_are_tokens_without_places(tokenizer: Tokenizer, text: str, own: bool) -> None:
    lexicon = shipped_lexicon().with_own_words(["最美丽的花", "b X"] if own else [])
    stripped = [piece.strip() for piece in tokenizer.pieces(text, lexicon)]
    tokens = tokenizer.tokens(text, lexicon, Edits(), remove=False)
    assert [piece for piece in stripped if piece] == [token.text for token in tokens]


def test_the_dictionary_in_memory_cuts_as_the_one_on_disk(
    resources: object, tokenizer: Tokenizer, tmp_path: Path
) -> None:
    text = TEXT + sentences(20) + "南京市长江大桥研究生命起源龘𠮷，B超和T恤衫AA制"
    slow = resources.tokenizer  # type: ignore[attr-defined]
    lexicon = shipped_lexicon()
    assert list(tokenizer.pieces(text, lexicon)) == list(slow.pieces(text, lexicon))
    on_disk, in_memory = slow._jieba.FREQ, tokenizer._jieba.FREQ
    some = list(in_memory)[::999]
    assert [on_disk.get(word) for word in some] == [in_memory[word] for word in some]
    assert all(word in on_disk for word in some)


def test_own_words_stay_whole(tokenizer: Tokenizer, tmp_path: Path) -> None:
    lexicon = shipped_lexicon().with_own_words(["最美丽的花卉", "PEONY Peony"])
    reading = read(tokenizer, tmp_path, lexicon=lexicon)
    assert "最美丽的花卉" in reading.words
    assert "花卉" in reading.words
    # One with a space in it could not be in the table's file; it keeps its place as another word.
    assert all(" " not in word for word in reading.words)
    assert as_words(reading)[2] == ["牡丹", None, "peony", "12%"]


def test_rare_words_have_no_row_but_keep_their_place(tokenizer: Tokenizer, tmp_path: Path) -> None:
    reading = read(tokenizer, tmp_path, TEXT + "牡丹 稀罕 花卉\n", min_count=3)
    assert "稀罕" not in reading.words
    assert as_words(reading)[-1] == ["牡丹", None, "花卉"]
    assert reading.min_count == 3
    assert reading.enough == len(reading.words)


def test_equally_common_words_keep_the_order_of_the_text(tokenizer: Tokenizer, tmp_path: Path) -> None:
    reading = read(tokenizer, tmp_path, "猫 狗 鱼 鸟 花 草 树 山 水 火 风\n" * 2)
    assert reading.words == tuple("猫狗鱼鸟花草树山水火风")


@pytest.mark.parametrize(
    ("tokens", "count"), [(0, 2), (9_999, 2), (10_000, 3), (100_000, 4), (1_000_000, 5), (50_000_000, 6)]
)
def test_the_larger_the_text_the_more_often_a_word_must_occur(tokens: int, count: int) -> None:
    assert usual_min_count(tokens) == count


def test_a_page_takes_every_word_before_it_takes_none(tokenizer: Tokenizer, tmp_path: Path) -> None:
    reading = read(tokenizer, tmp_path, "猫 狗 鱼 鸟 花 草\n树 山 水 火 风 猫\n", min_count=None)
    assert reading.min_count == 1
    assert len(reading.words) == 11


@pytest.mark.parametrize(("text", "count"), [("猫 狗 鱼\n", None), ("。。。\n", None), (TEXT, 100)])
def test_too_little_text(tokenizer: Tokenizer, tmp_path: Path, text: str, count: int | None) -> None:
    with pytest.raises(PeonyError) as refusal:
        read(tokenizer, tmp_path, text, min_count=count)
    assert refusal.value.key == "error.text_few"


def test_a_long_text_is_read_to_where_it_is_too_long(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_TOKENS", 600)
    reading = read(tokenizer, tmp_path, "猫 狗 鱼 鸟 花 草 树 山 水 火 风 雨\n" * 2000)
    assert 600 <= reading.tokens < 700
    assert 0 < reading.read < 1


def test_a_line_without_an_end_is_cut_in_pieces(tokenizer: Tokenizer, tmp_path: Path) -> None:
    reading = read(tokenizer, tmp_path, "猫 狗 鱼 鸟 花 草 树 山 水 火 风 雨 " * 1000)
    assert reading.tokens == 12_000
    assert (reading.ids[WINDOW:-WINDOW] == BREAK).sum() > 4


def test_only_so_many_words_are_told_apart(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_DIFFERENT", 12)
    monkeypatch.setattr(module, "MOST_WORDS", 11)
    reading = read(tokenizer, tmp_path, "猫 狗 鱼 鸟 花 草 树 山 水 火 风 雨 雪 冰\n" * 2)
    assert reading.different == 12
    assert reading.words == tuple("猫狗鱼鸟花草树山水火风")
    assert reading.enough == 12
    assert as_words(reading)[0][-3:] == [None] * 3
    assert reading.tokens == 28


def test_endless_runs_of_letters_are_no_words(tokenizer: Tokenizer, tmp_path: Path) -> None:
    reading = read(tokenizer, tmp_path, TEXT + f"牡丹 {'x' * 500} 花卉\n")
    assert as_words(reading)[-1] == ["牡丹", None, "花卉"]


def test_what_cannot_be_read_is_passed_over(tokenizer: Tokenizer, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_bytes((TEXT * 50).encode() + b"\xff\xff" + TEXT.encode())
    reading = read_texts(find_texts([file]), tokenizer, shipped_lexicon(), 1, Pace())
    assert np.all(reading.counts[[reading.words.index(word) for word in ("牡丹", "花卉")]] == [306, 306])


def test_a_file_that_has_gone_is_refused(tokenizer: Tokenizer, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    texts = find_texts([file])
    file.unlink()
    with pytest.raises(PeonyError) as refusal:
        read_texts(texts, tokenizer, shipped_lexicon(), None, Pace())
    assert refusal.value.key == "error.text_read"
