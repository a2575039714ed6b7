"""fastText's own models: words of the dictionary, words that are made of n-grams, what is refused."""

from __future__ import annotations

import bz2
import os
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.vectors.imported import open_table
from engine.vectors.subwords import buckets_of, ngrams
from tests.engine.vectors.formats.files import WORDS, fasttext_binary, matrix, written

MISSING = ("牡丹花", "未见", "x", "peonies", "😀😀")


def fnv(piece: bytes) -> int:
    """FNV-1a, byte by byte, bytes taken as signed."""
    value = 2166136261
    for byte in piece:
        signed = byte - 256 if byte > 127 else byte
        value = ((value ^ (signed & 0xFFFFFFFF)) * 16777619) & 0xFFFFFFFF
    return value


@given(st.lists(st.binary(max_size=20)), st.integers(1, 2_000_000))
def test_hashes_are_those_of_the_plain_loop(pieces: list[bytes], buckets: int) -> None:
    assert buckets_of(pieces, buckets).tolist() == [fnv(piece) % buckets for piece in pieces]


def test_ngrams_of_the_published_example() -> None:
    assert ngrams("where", 3, 3) == ["<wh", "whe", "her", "ere", "re>"]
    assert ngrams("牡丹", 1, 2) == ["<牡", "牡", "牡丹", "丹", "丹>"]
    assert ngrams("a", 4, 6) == []


def by_hand(word: str, own: int | None, sizes: tuple[int, int], buckets: int) -> np.ndarray:
    numbers = matrix(len(WORDS) + buckets).astype(np.float64)
    pieces = [] if word == "</s>" else ngrams(word, *sizes)
    rows = [numbers[len(WORDS) + fnv(piece.encode()) % buckets] for piece in pieces]
    return np.mean([*([] if own is None else [numbers[own]]), *rows], axis=0)


@pytest.mark.parametrize("sizes", [(1, 3), (3, 6), (5, 5)])
@pytest.mark.parametrize("packed", [False, True])
def test_rows_are_means_of_a_word_and_its_ngrams(
    tmp_path: Path, sizes: tuple[int, int], packed: bool
) -> None:
    content = fasttext_binary(sizes=sizes)
    table = open_table(written(tmp_path, bz2.compress(content) if packed else content), tmp_path / "cache")
    assert sorted(file.name[0] != "." for file in (tmp_path / "cache").iterdir()) == [True]
    X, origins = table.look_up(WORDS)
    wanted = [by_hand(word, row, sizes, 50) for row, word in enumerate(WORDS)]
    np.testing.assert_allclose(X, wanted, rtol=1e-4, atol=1e-4)
    X, origins = table.look_up(MISSING)
    for row, word, origin in zip(X, MISSING, origins, strict=True):
        assert origin.parts == tuple(ngrams(word, *sizes))
        assert origin.kind == ("composed" if origin.parts else "unknown")
        if origin.parts:
            np.testing.assert_allclose(row, by_hand(word, None, sizes, 50), rtol=1e-6)


def test_labels_are_no_words(tmp_path: Path) -> None:
    content = fasttext_binary(labels=("__label__a", "__label__b"))
    table = open_table(written(tmp_path, content), tmp_path / "cache")
    assert len(table) == len(WORDS)
    assert "__label__a" not in table


def test_only_the_first_words_but_every_ngram(tmp_path: Path) -> None:
    path = written(tmp_path, fasttext_binary())
    few, all_words = (open_table(path, tmp_path / "cache", limit=limit) for limit in (3, None))
    assert len(few) == 3
    np.testing.assert_array_equal(few.look_up(MISSING)[0], all_words.look_up(MISSING)[0])
    np.testing.assert_array_equal(few.numbers, all_words.numbers[:3])


@pytest.mark.skipif(os.name != "posix", reason="elsewhere an open file cannot be shortened")
@pytest.mark.parametrize("packed", [False, True])
def test_a_model_that_is_shortened_while_it_is_read(tmp_path: Path, packed: bool) -> None:
    """A mapped file that is shortened ends the whole process; so it must not be mapped."""
    words = tuple(f"w{number}" for number in range(3000))
    content = fasttext_binary(words, buckets=3000, numbers=matrix(6000, 40))
    path = written(tmp_path, bz2.compress(content) if packed else content)
    calls = []

    def check() -> None:
        calls.append(1)
        if len(calls) == 4:
            os.truncate(path, 5000)

    with pytest.raises(PeonyError) as caught:
        open_table(path, tmp_path / "cache", check=check)
    assert caught.value.key == "error.table_changed"
    assert list((tmp_path / "cache").iterdir()) == []


def test_a_word_of_half_a_character_is_unharmful(tmp_path: Path) -> None:
    table = open_table(written(tmp_path, fasttext_binary()), tmp_path / "cache")
    assert table.look_up(["\ud800"])[1][0].kind == "composed"


@pytest.mark.parametrize("cut", [30, 60, 90, 120, 300])
def test_a_model_that_is_cut_short(tmp_path: Path, cut: int) -> None:
    with pytest.raises(PeonyError) as caught:
        open_table(written(tmp_path, fasttext_binary()[:cut]), tmp_path / "cache")
    assert caught.value.key == "error.table_cut"


def test_a_quantised_model_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(PeonyError) as caught:
        open_table(written(tmp_path, fasttext_binary(quantised=True)), tmp_path / "cache")
    assert caught.value.key == "error.table_quantised"


@pytest.mark.reference
def test_the_same_as_gensim(tmp_path: Path) -> None:
    models: ModuleType = pytest.importorskip("gensim.models", reason="gensim is missing")
    fasttext = pytest.importorskip("gensim.models.fasttext")
    sentences = [["牡丹", "是", "花卉"], ["原野", "中", "美丽", "的", "牡丹"], ["flowers", "flower"]] * 20
    model = models.FastText(sentences, vector_size=24, min_count=1, min_n=1, max_n=4, bucket=200, seed=1)
    path = tmp_path / "model.bin"
    fasttext.save_facebook_model(model, str(path))
    theirs = fasttext.load_facebook_vectors(str(path))
    table = open_table(path, tmp_path / "cache")
    words = [*theirs.index_to_key, *MISSING]
    wanted = np.array([theirs[word] for word in words])
    np.testing.assert_allclose(table.look_up(words)[0], wanted, rtol=1e-4, atol=1e-7)
