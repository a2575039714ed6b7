"""The words of a table on disk: each found, also where two share a hash; no other."""

from __future__ import annotations

import zlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.vectors.hashed_index import HashedIndex


@given(st.lists(st.text(max_size=8), unique=True), st.lists(st.text(max_size=8)))
def test_every_word_is_found_and_no_other(words: list[str], others: list[str]) -> None:
    listed = [word for word in words if not any("\ud800" <= character <= "\udfff" for character in word)]
    index = HashedIndex.of(word.encode() for word in listed)
    assert len(index) == len(listed)
    assert [index.row(word) for word in listed] == list(range(len(listed)))
    assert [index.word(row) for row in range(len(listed))] == listed
    for word in {*words, *others} - set(listed):
        assert index.row(word) is None


def test_words_of_one_hash() -> None:
    """CRC-32 has collisions; these two are the best-known."""
    words = ["buckeroo", "plumless", "牡丹"]
    assert zlib.crc32(b"buckeroo") == zlib.crc32(b"plumless")
    index = HashedIndex.of(word.encode() for word in words)
    assert [index.row(word) for word in words] == [0, 1, 2]
    without = HashedIndex.of([b"plumless"])
    assert without.row("buckeroo") is None


def test_a_half_character_is_no_word() -> None:
    assert HashedIndex.of([b"w"]).row("\ud800") is None


def test_the_order_is_of_four_bytes_a_word() -> None:
    index = HashedIndex.of(b"%d" % number for number in range(1000))
    assert index.hashes.dtype == np.uint32
    assert (np.diff(index.hashes.astype(np.int64)) >= 0).all()
