"""Training on a sentence: what it begins with and says."""

from __future__ import annotations

import numpy as np
import pytest

from engine.errors import PeonyError
from engine.experiments.fit import step
from engine.experiments.fitting import LONGEST, STEPS, begin, is_quick, narrowest, reached
from engine.experiments.target import never_itself, next_word
from tests.conftest import Analyse


def test_it_begins_with_the_present_attention(analyse: Analyse) -> None:
    sharp, bare = {"mask": "self", "temperature": 0.5}, {"scale": False, "weights": "random"}
    for settings in ({}, {"heads": 4}, sharp, bare):
        trace = analyse(**settings)
        made = begin(trace, next_word(5))
        np.testing.assert_allclose(made.fit.A, trace.A.mean(axis=0), atol=1e-12)
        assert made.remarks == ()
        rows = trace.A.mean(axis=0)
        np.testing.assert_allclose(made.fit.loss, -np.mean([np.log(rows[i, i + 1]) for i in range(4)]))


def test_identity_is_trained_as_two_projections(analyse: Analyse) -> None:
    trace = analyse(weights="identity")
    fit = step(begin(trace, next_word(5)).fit, 20, 0.003)
    np.testing.assert_array_equal(trace.W_Q[0], np.eye(100))
    assert not np.array_equal(fit.W[0], fit.W[1])


def test_what_is_not_softmax_of_products_is_trained_as_if_it_were(analyse: Analyse) -> None:
    wanted = begin(analyse(), next_word(5)).fit.loss
    unscaled = {"activation": "none", "scale": False}
    for settings in ({"similarity": "cosine"}, {"activation": "relu"}, unscaled):
        made = begin(analyse(**settings), next_word(5))
        assert made.remarks == ("settings",)
        np.testing.assert_allclose(made.fit.loss, wanted)


def test_raw_attention_and_another_width_begin_with_seeded_projections(analyse: Analyse) -> None:
    raw = begin(analyse(attention="raw", heads=2), next_word(5))
    assert raw.remarks == ("raw",)
    seeded = begin(analyse(weights="random", heads=2), next_word(5))
    np.testing.assert_array_equal(raw.fit.W, seeded.fit.W)
    narrow = begin(analyse(heads=2), next_word(5), width=4)
    assert narrow.remarks == ("width",)
    trace = analyse(weights="random", heads=2, head_dim=4)
    np.testing.assert_array_equal(narrow.fit.W, [trace.W_Q, trace.W_K])
    assert begin(analyse(), next_word(5), width=64).remarks == ()


def test_what_is_quick_depends_on_tokens_and_projections(analyse: Analyse) -> None:
    assert is_quick(analyse())
    assert not is_quick(analyse("牡丹 原野 美丽 花卉 " * 60))
    assert not is_quick(analyse(heads=16, weights="random"), width=512)
    assert is_quick(analyse(attention="raw"))


def test_equal_words_are_remarked_unless_position_tells_them_apart(analyse: Analyse) -> None:
    text = "牡丹 花卉 原野 花卉 牡丹"
    assert begin(analyse(text), next_word(5)).remarks == ("twins",)
    assert begin(analyse(text, position="sinusoidal"), next_word(5)).remarks == ()


def test_a_long_text_and_an_empty_target_are_refused(analyse: Analyse) -> None:
    trace = analyse("牡丹 原野 美丽 花卉 " * 65)
    with pytest.raises(PeonyError, match="fit_long"):
        begin(trace, next_word(len(trace.tokens)))
    assert len(trace.tokens) > LONGEST
    with pytest.raises(PeonyError, match="fit_nothing"):
        begin(analyse("牡丹"), next_word(1))


def test_wider_heads_reach_lower_losses(analyse: Analyse) -> None:
    """Capacity: the next word of nine needs more than one number of a query and a key."""
    trace = analyse("今天下午老师在学校的图书馆里给学生们讲了一个关于春天和花园的故事")
    problem = begin(trace, next_word(len(trace.tokens))).fit.problem
    losses = [reached(problem, 7, 1, width, 0.01) for width in (1, 2, 8)]
    assert losses[0] > 10 * losses[1] > losses[2]


def test_a_width_is_trained_for_so_many_steps_from_the_settings_seed(analyse: Analyse) -> None:
    problem = begin(analyse(), never_itself(5)).fit.problem
    trace = analyse(weights="random", head_dim=2)
    fit = step(begin(trace, never_itself(5)).fit, STEPS, 0.01)
    np.testing.assert_allclose(reached(problem, 7, 1, 2, 0.01), fit.losses.min())


def test_the_narrowest_head_below_a_bound() -> None:
    losses = {1: 0.9, 2: 0.4, 4: 0.5, 8: 0.1}
    assert [narrowest(losses, bound) for bound in (1, 0.5, 0.3, 0.1)] == [1, 2, 8, None]
