"""Lengths and inverse document frequencies, counted once more."""

from __future__ import annotations

import math
from pathlib import Path

import jieba
import pytest

from engine.experiments.importance import importance_of

FILE = Path(jieba.__file__).parent / "analyse" / "idf.txt"


@pytest.mark.parametrize("settings", [{}, {"tfidf": True}, {"vectors": "onehot"}], ids=str)
def test_lengths_with_and_without_idf(analyse, settings) -> None:
    trace = analyse(**settings)
    found = importance_of(trace)
    table = dict(line.split(" ") for line in FILE.read_text(encoding="utf-8").splitlines())
    base = analyse(**(settings | {"tfidf": False})).X
    weighted = analyse(**(settings | {"tfidf": True})).X
    for row, token in enumerate(trace.tokens):
        assert found.idf[row] == pytest.approx(float(table.get(token, found.idf[row])))
        assert found.plain[row] == pytest.approx(math.sqrt(sum(x * x for x in base[row].tolist())))
        assert found.weighted[row] == pytest.approx(math.sqrt(sum(x * x for x in weighted[row].tolist())))


def test_first_and_moved(analyse) -> None:
    trace = analyse("他不喜欢下雨，因为下雨的时候不能去公园踢足球。")
    found = importance_of(trace)
    m = len(trace.tokens)
    by_plain = sorted(range(m), key=lambda row: (-found.plain[row], row))
    by_weighted = sorted(range(m), key=lambda row: (-found.weighted[row], row))
    assert found.first == (by_plain[0], by_weighted[0])
    assert found.moved == sum(a != b for a, b in zip(by_plain, by_weighted, strict=True)) > 0


def test_position_does_not_count(analyse) -> None:
    one, other = importance_of(analyse()), importance_of(analyse(position="sinusoidal"))
    assert one.plain.tolist() == other.plain.tolist()
    assert not one.plain.flags.writeable
