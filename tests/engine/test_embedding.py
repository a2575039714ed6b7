"""Word vectors X: one-hot, dense, TF-IDF, position."""

from __future__ import annotations

import math
import statistics
from pathlib import Path

import jieba
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from engine.embedding import embed, idf_of, one_hot
from engine.pipeline import Resources
from engine.position import root_mean_square, sinusoidal
from engine.settings import Settings

IDF_FILE = Path(jieba.__file__).parent / "analyse" / "idf.txt"
word_lists = st.lists(st.sampled_from(["牡丹", "原野", "花卉", "a", "龘"]) | st.text(max_size=3), max_size=12)


@pytest.fixture(scope="module")
def idf() -> dict[str, float]:
    lines = IDF_FILE.read_bytes().decode().splitlines()
    return {word: float(figure) for word, figure in (line.strip().split(" ") for line in lines)}


@given(word_lists)
def test_one_hot_rows_hold_one_1_and_only_repeats_share_it(words: list[str]) -> None:
    X = one_hot(words)
    assert X.shape == (len(words), 512)
    assert set(np.unique(X)) <= {0.0, 1.0}
    assert_array_equal(X.sum(axis=1), np.ones(len(words)))
    seen = list(dict.fromkeys(words))
    assert X.argmax(axis=1).tolist() == [seen.index(word) for word in words]


@pytest.mark.parametrize(("distinct", "width"), [(1, 512), (511, 512), (512, 512), (513, 513), (700, 700)])
def test_one_hot_is_512_wide_or_as_wide_as_there_are_distinct_words(distinct: int, width: int) -> None:
    words = [str(number) for number in range(distinct)] * 2
    X = one_hot(words)
    assert X.shape == (2 * distinct, width)
    assert_array_equal(X[:distinct], X[distinct:])


def test_no_words_have_no_rows(resources: Resources) -> None:
    for vectors, width in (("onehot", 512), ("dense", resources.table.width)):
        for tfidf in (True, False):
            for position in ("none", "sinusoidal"):
                settings = Settings(vectors=vectors, tfidf=tfidf, position=position)
                made = embed([], settings, resources.table)
                assert made.X.shape == (0, width)
                assert made.origins == ()


def test_dense_rows_are_the_tables(resources: Resources) -> None:
    words = ["牡丹", "原野", "牡丹", "龘龘龘", "\0", ""]
    made = embed(words, Settings(), resources.table)
    rows, origins = resources.table.look_up(words)
    assert made.X.dtype == np.float64
    assert_array_equal(made.X, rows)
    assert_array_equal(made.X[0], made.X[2])
    assert made.origins == origins
    assert made.idf is None
    assert made.position is None
    for row, origin in zip(made.X, origins, strict=True):
        assert (origin.kind == "unknown") <= (not row.any())


def test_idf_is_jiebas_table(idf: dict[str, float]) -> None:
    words = [*list(idf)[::997], "牡丹"]
    assert "牡丹" in idf
    assert [idf_of(word) for word in words] == [idf[word] for word in words]


def test_words_that_jieba_does_not_know_have_its_median_idf(idf: dict[str, float]) -> None:
    assert "龘龘" not in idf
    assert idf_of("龘龘") == idf_of("") == statistics.median(idf.values())
    assert idf_of("龘龘") == sorted(idf.values())[len(idf) // 2]  # which is how jieba takes it


def test_idf_is_finite_and_positive_throughout(idf: dict[str, float]) -> None:
    assert all(math.isfinite(idf_of(word)) and idf_of(word) > 0 for word in idf)


@pytest.mark.parametrize("vectors", ["onehot", "dense"])
def test_tfidf_multiplies_every_row(resources: Resources, vectors: str) -> None:
    words = ["牡丹", "的", "龘龘", "牡丹"]
    plain = embed(words, Settings(vectors=vectors), resources.table)
    made = embed(words, Settings(vectors=vectors, tfidf=True), resources.table)
    assert_array_equal(made.base, plain.X)
    assert_array_equal(made.X, np.array([[idf_of(word)] for word in words]) * plain.X)


@pytest.mark.parametrize(("m", "n"), [(1, 1), (3, 2), (5, 7), (40, 128), (2, 513), (0, 4), (4, 0)])
def test_position_is_the_formula(m: int, n: int) -> None:
    PE = sinusoidal(m, n)
    assert PE.shape == (m, n)
    for i in range(m):
        for column in range(n):
            angle = i / 10000 ** (2 * (column // 2) / n)
            expected = math.cos(angle) if column % 2 else math.sin(angle)
            assert PE[i, column] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("tfidf", [True, False])
@pytest.mark.parametrize("vectors", ["onehot", "dense"])
def test_position_is_added_after_tfidf_at_the_size_of_x(
    resources: Resources, vectors: str, tfidf: bool
) -> None:
    words = ["牡丹", "原野", "牡丹"]
    before = embed(words, Settings(vectors=vectors, tfidf=tfidf), resources.table).X
    made = embed(words, Settings(vectors=vectors, tfidf=tfidf, position="sinusoidal"), resources.table)
    size = math.sqrt(sum(x * x for x in before.flat) / before.size)
    assert_allclose(made.X, before + size * sinusoidal(*before.shape), rtol=1e-12, atol=1e-14)
    assert_allclose(made.position, made.X - before, atol=1e-12)
    assert not np.array_equal(made.X[0], made.X[2])  # a repeated word differs by its place now


def test_neither_part_drowns_the_other(resources: Resources) -> None:
    made = embed(["牡丹", "原野", "花卉"] * 20, Settings(position="sinusoidal"), resources.table)
    # PE's own root mean square is √½: half its entries are sines, half cosines.
    assert root_mean_square(made.position) == pytest.approx(root_mean_square(made.base) / math.sqrt(2), 1e-9)


def test_root_mean_square() -> None:
    assert root_mean_square(np.array([[3.0, -4.0]])) == pytest.approx(math.sqrt(12.5))
    assert root_mean_square(np.zeros((3, 2))) == 0
    assert root_mean_square(np.zeros((0, 2))) == 0
