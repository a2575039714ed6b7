"""Two traces compared: what was set, which tokens are the same, how every weight changed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.compare import Apart, difference, head_of, largest_changes, same_tokens, settings_apart
from engine.pipeline import Request
from engine.settings import Settings
from engine.vectors.choice import SHIPPED, TableChoice


def test_what_was_set_otherwise_is_named() -> None:
    before = Request("一", Settings(attention="raw"))
    after = Request("二", Settings(temperature=2.0), table=TableChoice("x.vec"))
    assert settings_apart(before, after) == (
        Apart("text", "一", "二"),
        Apart("table", SHIPPED, TableChoice("x.vec")),
        Apart("attention", "raw", "projected"),
        Apart("temperature", 1.0, 2.0),
    )
    assert settings_apart(before, before) == ()


def test_the_same_word_is_matched_as_often_as_it_was_seen() -> None:
    assert same_tokens(("花", "草", "花", "花"), ("花", "花", "树")) == {0: 0, 2: 1}
    assert same_tokens((), ("花",)) == {}


@given(st.lists(st.sampled_from("花草树木")), st.lists(st.sampled_from("花草树木")))
def test_matches_pair_equal_words_once(now: list[str], before: list[str]) -> None:
    found = same_tokens(now, before)
    assert all(now[row] == before[other] for row, other in found.items())
    assert len(set(found.values())) == len(found) == sum(min(now.count(w), before.count(w)) for w in set(now))


@pytest.mark.parametrize("name", ["X", "Q", "K", "V", "S", "A", "Z"])
def test_the_difference_of_one_sentence_is_subtraction(analyse, name: str) -> None:
    now, before = analyse(weights="random"), analyse(weights="random", seed=8)
    wanted = now.matrix(name) - before.matrix(name)
    np.testing.assert_array_equal(difference(now, before, name), wanted)


def test_other_sentences_are_compared_where_they_share_words(analyse) -> None:
    now, before = analyse("花园里有牡丹和花卉"), analyse("牡丹是花卉")
    apart = difference(now, before, "A")
    for row, query in enumerate(now.tokens):
        for col, key in enumerate(now.tokens):
            if query in before.tokens and key in before.tokens:
                there = before.tokens.index(query), before.tokens.index(key)
                assert apart[row, col] == now.A[0, row, col] - before.A[0][there]
            else:
                assert np.isnan(apart[row, col])


def test_what_cannot_be_compared(analyse) -> None:
    now = analyse("牡丹花卉")
    assert difference(now, analyse("天空"), "A") is None
    assert difference(now, analyse("牡丹花卉", attention="raw"), "Q") is None
    assert difference(now, analyse("牡丹花卉", vectors="onehot"), "X") is None
    assert largest_changes(now, analyse("天空"), 3) == ()


def test_masked_scores_have_no_difference(analyse) -> None:
    apart = difference(analyse(mask="causal"), analyse(), "S")
    assert np.isnan(apart[np.triu_indices(len(apart), 1)]).all()
    np.testing.assert_array_equal(apart[np.tril_indices(len(apart))], 0)


def test_heads_that_are_not_there_are_the_mean(analyse) -> None:
    now, before = analyse(weights="random", heads=3), analyse(weights="random")
    assert head_of(before, 2) is None
    np.testing.assert_array_equal(difference(now, before, "A", 2), now.A[2] - before.A[0])


def test_the_largest_changes_come_first(analyse) -> None:
    now, before = analyse(), analyse(attention="raw")
    changes = largest_changes(now, before, 4)
    sizes = sorted(np.abs(now.A[0] - before.A[0]).ravel(), reverse=True)
    assert [abs(each.after - each.before) for each in changes] == pytest.approx(sizes[:4])
    for each in changes:
        assert each.after == now.A[0, each.row, each.col]
        assert each.before == pytest.approx(before.A[0, each.row, each.col])
    assert largest_changes(now, now, 4) == ()


def test_changes_that_would_not_be_seen_are_not_named_beside_others(analyse) -> None:
    now, before = analyse(), analyse(attention="raw")
    named = largest_changes(now, before, 25, least=0.05)
    assert 0 < len(named) < len(largest_changes(now, before, 25))
    assert min(abs(each.after - each.before) for each in named) > 0.05
    assert largest_changes(now, before, 25, least=2.0) == largest_changes(now, before, 25)
