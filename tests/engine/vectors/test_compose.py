"""Composing missing words: from pieces, from stems, from words written alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vectors.alike import AlikeComposer, Spelling
from engine.vectors.compose import PartsComposer
from engine.vectors.index import ListIndex
from engine.vectors.rows import FloatRows
from engine.vectors.shipped import load_shipped

WORDS = ["注意", "力", "意", "注", "城市", "city", "run", "make", "self", "attention", "花", "花卉", "红花"]
INDEX = ListIndex.of(WORDS)
ROWS = FloatRows(np.random.default_rng(0).standard_normal((len(WORDS), 4)).astype(np.float32))
PARTS = PartsComposer(INDEX, ROWS, 2.0)
ALIKE = AlikeComposer(INDEX, ROWS, 2.0, str.maketrans("紅", "红"))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("注意力", ("注意", "力")),
        ("意注", ("意", "注")),
        ("红花卉", ("花卉",)),
        ("cities", ("city",)),
        ("Running", ("run",)),
        ("making", ("make",)),
        ("self-attention", ("self", "attention")),
        ("city's", ("city",)),
        ("zzz", ()),
        ("。", ()),
        ("", ()),
    ],
)
def test_parts(word: str, parts: tuple[str, ...]) -> None:
    assert PARTS.parts(word) == parts


def test_a_composed_row_is_the_mean_of_its_parts() -> None:
    row, _ = PARTS.compose("注意力") or pytest.fail("not composed")
    a, b = (ROWS.numbers[WORDS.index(part)].astype(float) for part in ("注意", "力"))
    mean = 2 * a / np.linalg.norm(a) + b / np.linalg.norm(b)
    assert np.allclose(row, 2.0 * mean / np.linalg.norm(mean))


def test_nothing_to_compose_from() -> None:
    assert PARTS.compose("xyz") is None
    assert ALIKE.compose("xyz") is None
    assert ALIKE.compose("鱼") is None
    assert ALIKE.compose("") is None


def test_traditional_characters_are_read_as_simplified() -> None:
    row, parts = ALIKE.compose("紅花") or pytest.fail("not composed")
    assert parts == ("红花",)
    assert np.array_equal(row, ROWS.read([WORDS.index("红花")])[0])


def test_a_lone_character_is_composed_of_the_words_that_have_it() -> None:
    _, parts = ALIKE.compose("卉") or pytest.fail("not composed")
    assert parts == ("花卉",)


def plain_features(word: str) -> set[str]:
    pairs = {word[i : i + 2] for i in range(len(word) - 1)}
    return {*word, "^" + word[0], word[-1] + "$"} | {"pair " + pair for pair in pairs}


@given(st.text(alphabet="注意力花卉红城市", min_size=1, max_size=5))
def test_shared_spelling_against_a_plain_loop(word: str) -> None:
    features = [plain_features(known) for known in WORDS]
    expected = []
    for known, own in zip(WORDS, features, strict=True):
        common = plain_features(word) & own
        having = {f: sum(f in other for other in features) for f in common}
        total = sum(np.log(len(WORDS) / (having[f] + 1)) ** 2 for f in common)
        expected.append(total / np.sqrt(2 * len(known) + 1))
    assert np.allclose(Spelling.of(INDEX).shared(word), expected, atol=1e-5)


ANY_TEXT = st.text(max_size=8) | st.text(alphabet="牡丹花卉原野深度学习AI-'s19", max_size=8)


@given(ANY_TEXT)
def test_the_same_word_always_gets_the_same_row(word: str) -> None:
    first, second = (load_shipped() for _ in range(2))
    second.look_up(["深度学习", "红牡丹"])  # what came before must not matter
    (a,), (origin,) = first.look_up([word])
    (b,), (again,) = second.look_up([word, "花"][:1])
    assert np.array_equal(a, b)
    assert origin == again
    assert np.isfinite(a).all()
    assert (origin.kind == "unknown") == (not a.any())
    assert (origin.kind == "composed") == bool(origin.parts)


def test_composed_rows_make_sense() -> None:
    table = load_shipped()
    (row,), (origin,) = table.look_up(["红牡丹"])
    assert origin.parts == ("红", "牡丹")
    assert table.neighbours(row, 1)[0][0] == "牡丹"
    assert table.look_up(["flowers"])[1][0].parts in {("flower",), ()}
    assert table.look_up(["美麗"])[1][0].parts == ("美丽",)
