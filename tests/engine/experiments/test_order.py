"""Tokens in another order: exactly the old weights without position, and what changes with it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.attention import hidden
from engine.experiments.order import encode, is_in_place, moved, reorder, shuffled
from tests.engine import oracle

SENTENCES = (
    "原野中,牡丹是最美丽的花卉。",
    "小猫追着小狗，小狗追着小猫。",
    "The doctor reads a book, and the dog plays.",
)
BLIND = [  # settings under which attention does not see where a token stands
    {"vectors": vectors, "attention": attention, "similarity": similarity, "heads": heads, **rest}
    for vectors, attention, similarity, heads in product(
        ("dense", "onehot"), ("raw", "projected"), ("dot", "cosine", "distance"), (1, 3)
    )
    for rest in (
        {},
        {"mask": "self", "tfidf": True},
        {"activation": "relu", "relu_rescale": "row"},
        {"activation": "none", "scale": False},
    )
    if attention == "projected" or heads == 1
]


def permutation_of(m: int, seed: int) -> list[int]:
    """Return a permutation that is none of the engine's own making."""
    return sorted(range(m), key=lambda number: hash((seed, number)))


@pytest.mark.parametrize("settings", BLIND, ids=str)
def test_without_position_the_weights_only_change_places(analyse, settings: dict[str, object]) -> None:
    """The difference is 0 to the last bit, not merely small."""
    for text in SENTENCES:
        trace = analyse(text, **settings)
        for seed in range(4):
            found = reorder(trace, permutation_of(len(trace.tokens), seed))
            np.testing.assert_array_equal(found.after, found.before)
            np.testing.assert_array_equal(found.outputs_after, found.outputs_before)
            assert found.largest == found.mean == found.largest_output == 0.0


@pytest.mark.parametrize("settings", [*BLIND[::3], {"mask": "causal"}, {"position": "sinusoidal"}], ids=str)
def test_in_its_own_order_a_sentence_gives_the_weights_of_its_trace(analyse, settings) -> None:
    for text in SENTENCES:
        trace = analyse(text, **settings)
        found = reorder(trace, range(len(trace.tokens)))
        np.testing.assert_allclose(found.after, trace.A, rtol=1e-10, atol=1e-13)
        np.testing.assert_allclose(found.outputs_after, trace.Z, rtol=1e-9, atol=1e-12)
        assert found.largest == 0.0


@pytest.mark.parametrize("mask", ["none", "causal"])
@pytest.mark.parametrize("position", ["none", "sinusoidal"])
def test_the_new_weights_are_those_of_the_definitions(analyse, mask: str, position: str) -> None:
    """Against a plain loop over the shuffled vectors, with the encoding written out."""
    trace = analyse(SENTENCES[0], mask=mask, position=position, weights="random", head_dim=5)
    order = [3, 0, 4, 2, 1]
    found = reorder(trace, order)
    X, n = trace.embedding.base[order].copy(), trace.X.shape[1]
    if position == "sinusoidal":
        rms = float(np.sqrt((trace.embedding.base**2).mean()))
        for place in range(len(order)):
            for k in range(n // 2):
                angle = place / 10000 ** (2 * k / n)
                X[place, 2 * k] += rms * np.sin(angle)
                X[place, 2 * k + 1] += rms * np.cos(angle)
    Q, K, V = ((X @ W[0]).tolist() for W in (trace.W_Q, trace.W_K, trace.W_V))
    _, A, Z = oracle.attention(Q, K, V, trace.settings)
    np.testing.assert_allclose(found.after[0], A, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(found.outputs_after, Z, rtol=1e-9, atol=1e-12)
    old = [[trace.A[0, i, j] for j in order] for i in order]
    np.testing.assert_allclose(found.before[0], old, rtol=1e-9, atol=1e-12)
    assert (found.largest > 1e-6) == (mask == "causal" or position == "sinusoidal")
    assert found.mean == pytest.approx(np.mean(np.abs(np.array(A) - np.array(old))))


def test_with_position_the_largest_difference_is_where_it_is_said_to_be(analyse) -> None:
    trace = analyse(SENTENCES[0], position="sinusoidal", heads=2)
    found = reorder(trace, [4, 3, 2, 1, 0])
    assert found.largest == abs(found.difference[found.where]) == np.abs(found.after - found.before).max()
    assert found.largest > 1e-3
    assert found.tokens == tuple(trace.tokens[row] for row in found.order)


def test_a_causal_mask_hides_what_comes_later_in_the_new_order(analyse) -> None:
    found = reorder(analyse(SENTENCES[0], mask="causal"), [4, 3, 2, 1, 0])
    later = hidden(5, "causal")
    assert not found.after[:, later].any()
    assert found.before[:, later].any(), "the old weights look the other way"
    assert found.largest > 0.1


@pytest.mark.parametrize("bad", [[0, 1], [0, 1, 2, 3, 3], [1, 2, 3, 4, 5], []])
def test_what_is_no_permutation_is_refused(analyse, bad: list[int]) -> None:
    with pytest.raises(ValueError, match="no permutation"):
        reorder(analyse(SENTENCES[0]), bad)


def test_nothing_can_be_written_into_the_result(analyse) -> None:
    found = reorder(analyse(SENTENCES[0]), [4, 3, 2, 1, 0])
    for array in (found.before, found.after, found.outputs_before, found.outputs_after):
        assert not array.flags.writeable


def test_no_tokens_and_one_token(analyse) -> None:
    for text, m in (("", 0), ("牡丹", 1)):
        found = reorder(analyse(text, position="sinusoidal"), range(m))
        assert (found.largest, found.mean, found.largest_output) == (0, 0, 0)


@given(m=st.integers(0, 40), seed=st.integers(0, 2**31 - 1))
def test_shuffling_is_seeded_and_always_moves_something(m: int, seed: int) -> None:
    order = shuffled(m, seed)
    assert sorted(order) == list(range(m))
    assert order == shuffled(m, seed)
    assert m < 2 or order != tuple(range(m))


@given(st.data(), st.permutations(range(7)))
def test_moving_one_leaves_the_others_in_order(data: st.DataObject, order: list[int]) -> None:
    place, to = data.draw(st.integers(0, 6)), data.draw(st.integers(0, 6))
    found = moved(order, place, to)
    assert found[to] == order[place]
    assert [row for row in found if row != order[place]] == [row for row in order if row != order[place]]
    assert moved(found, to, place) == tuple(order)


def test_only_the_sentences_own_order_is_in_place(analyse) -> None:
    trace = analyse(SENTENCES[0])
    assert is_in_place(trace, (0, 1, 2, 3, 4))
    assert not is_in_place(trace, (1, 0, 2, 3, 4))


@given(m=st.integers(1, 60), half=st.integers(1, 40))
def test_two_places_are_as_alike_as_they_are_near(m: int, half: int) -> None:
    """PE PEᵀ at (i, j) is the sum of the cosines of ω_k (i - j), for an even width."""
    found = encode(m, 2 * half)
    i = np.arange(m)
    omega = 10000.0 ** (-np.arange(half) / half)
    wanted = np.cos((i[:, None] - i[None, :])[..., None] * omega).sum(axis=-1)
    np.testing.assert_allclose(found.products, wanted, atol=1e-9)
    assert found.PE.shape == (m, 2 * half)


@pytest.mark.reference
def test_new_weights_equal_pytorchs(torch, analyse) -> None:
    trace = analyse(SENTENCES[0], position="sinusoidal", heads=4, mask="causal")
    order = [2, 4, 1, 0, 3]
    found = reorder(trace, order)
    PE = trace.embedding.position  # rms(X) does not depend on the order, nor does PE on the token
    X = torch.tensor(trace.embedding.base[order] + PE)
    Q, K, V = (X @ torch.tensor(np.array(W)) for W in (trace.W_Q, trace.W_K, trace.W_V))
    eye = torch.eye(len(order), dtype=torch.float64).expand(4, -1, -1)
    attend = torch.nn.functional.scaled_dot_product_attention
    np.testing.assert_allclose(found.after, attend(Q, K, eye, is_causal=True), rtol=1e-9, atol=1e-12)
    Z = attend(Q, K, V, is_causal=True).transpose(0, 1).reshape(len(order), -1)
    np.testing.assert_allclose(found.outputs_after, Z, rtol=1e-9, atol=1e-12)
