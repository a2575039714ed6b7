"""Saturation, against a plain loop."""

from __future__ import annotations

import math

import numpy as np
import pytest

from engine.errors import Cancelled
from engine.experiments.saturation import (
    MOST,
    SEED,
    WIDTHS,
    Saturation,
    at_width,
    of_sentence,
    of_theory,
    repeating_saturates,
    verdict,
)
from tests.conftest import Analyse


def sharpness(Q, K, n: int, divided: bool) -> tuple[float, float]:
    """Mean entropy in bits and mean largest weight of one head, number by number."""
    bits, largest = [], []
    for q in Q.tolist():
        scores = []
        for k in K.tolist():
            score = sum(q[c % len(q)] * k[c % len(k)] for c in range(n))
            scores.append(score / math.sqrt(n) if divided else score)
        powers = [math.exp(score - max(scores)) for score in scores]
        weights = [power / sum(powers) for power in powers]
        bits.append(-sum(w * math.log2(w) for w in weights if w))
        largest.append(max(weights))
    return sum(bits) / len(bits), sum(largest) / len(largest)


@pytest.mark.parametrize(
    "settings", [{}, {"attention": "raw"}, {"heads": 4, "head_dim": 24, "mask": "causal"}]
)
def test_a_sentence_is_cut_and_repeated_to_every_width(analyse: Analyse, settings: dict) -> None:
    trace = analyse(weights="random", **settings)
    found = of_sentence(trace)
    for place, n in enumerate(WIDTHS):
        for divided in (False, True):
            each = [sharpness(Q, K, n, divided) for Q, K in zip(trace.Q, trace.K, strict=True)]
            bits, largest = np.mean(each, axis=0)
            np.testing.assert_allclose(found.entropy[int(divided), place], bits, rtol=1e-9, atol=1e-12)
            np.testing.assert_allclose(found.largest[int(divided), place], largest, rtol=1e-9)


def test_at_the_present_width_it_is_the_attention_of_the_window(analyse: Analyse) -> None:
    for scale in (False, True):
        trace = analyse(heads=2, weights="random", scale=scale)
        bits = of_sentence(trace).entropy[int(scale), WIDTHS.index(64)]
        np.testing.assert_allclose(bits, trace.diagnostics.entropy.mean())


def test_the_theory() -> None:
    m = 5
    found = of_theory(m)
    draws = np.random.RandomState(SEED).standard_normal((2, 120, m, 512))
    for place in (0, 4, 7):
        n = WIDTHS[place]
        for divided in (False, True):
            each = [sharpness(Q[:, :n], K[:, :n], n, divided) for Q, K in zip(*draws[:, :20], strict=True)]
            assert found.entropy[int(divided), place] == pytest.approx(np.mean(each, axis=0)[0], abs=0.15)


@pytest.mark.parametrize("m", [2, 5, 40])
def test_random_vectors_saturate_unless_divided(m: int) -> None:
    bare, divided = of_theory(m).entropy
    assert (np.diff(bare) < 0).all()
    assert bare[-1] < 0.1 * np.log2(m)
    assert np.ptp(divided) < 0.15 * np.log2(m)
    assert (of_theory(m).largest >= 1 / m).all()


def test_cutting_and_repeating() -> None:
    rows = np.arange(6.0).reshape(2, 3)
    np.testing.assert_array_equal(at_width(rows, 2), [[0, 1], [3, 4]])
    np.testing.assert_array_equal(at_width(rows, 7), [[0, 1, 2, 0, 1, 2, 0], [3, 4, 5, 3, 4, 5, 3]])


def test_one_token_has_nothing_to_choose(analyse: Analyse) -> None:
    found = of_sentence(analyse("牡丹"))
    assert (found.entropy == 0).all()
    assert (found.largest == 1).all()


def test_a_long_text_is_taken_in_part_and_can_be_left_off(analyse: Analyse) -> None:
    trace = analyse("牡丹 原野 美丽 花卉 " * 80)
    assert len(trace.tokens) > MOST
    assert of_sentence(trace).entropy[1].max() <= np.log2(MOST)

    def check() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        of_sentence(trace, check)


def test_nothing_can_be_written_into(analyse: Analyse) -> None:
    for found in (of_sentence(analyse()), of_theory(3)):
        assert not any(array.flags.writeable for array in (found.widths, found.entropy, found.largest))


def made(bare: list[float], divided: list[float], numbers: int) -> Saturation:
    curves = np.array([bare, divided])
    return Saturation(4, numbers, np.array(WIDTHS), curves, curves)


FLAT, FALLING = [2.0] * 8, [2.0, 1.8, 1.2, 0.9, 0.5, 0.4, 0.3, 0.2]


@pytest.mark.parametrize(
    ("found", "end", "said", "repeats"),
    [
        (made(FALLING, FLAT, 64), 4, "holds", False),
        (made(FALLING, FALLING, 64), 4, "fails", True),
        (made(FALLING, FALLING, 16), 2, "mild", True),
        (made(FALLING, [2.0] * 5 + [1.5, 0.9, 0.1], 100), 4, "holds", True),
        (made(FLAT, FLAT, 512), 7, "mild", False),
        (made(FALLING, FALLING, 600), 7, "fails", False),
        (made(FALLING, FLAT, 4), 7, "holds", False),
        (made(FALLING, FLAT, 1), 7, "holds", False),
        (made([0.0] * 8, [0.0] * 8, 64), 4, "single", False),
    ],
)
def test_what_the_curves_say(found: Saturation, end: int, said: str, repeats: bool) -> None:
    assert (found.end, verdict(found), repeating_saturates(found)) == (end, said, repeats)


def test_what_they_say_of_sentences(analyse: Analyse) -> None:
    assert verdict(of_sentence(analyse(weights="random"))) == "holds"
    assert verdict(of_sentence(analyse("牡丹"))) == "single"
    assert verdict(of_sentence(analyse(attention="raw", vectors="onehot"))) == "mild"
    assert verdict(of_theory(5)) == "holds"
    assert of_theory(8).most == 3
