"""Painting a target, and what begins anew with another one or another sentence."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt

from gui.items.heatmap import Heatmap
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.fit_driver import (
    choose,
    cross_entropy,
    losses,
    press,
    said,
    shown,
    stroke,
    train,
    training,
)


def test_painting_with_the_pointer(fit: Driver) -> None:
    press(fit, "fit_clear")
    assert not shown(fit, "fitTarget").any()
    assert "Nothing is marked" in said(fit)
    assert not fit.find("fit_start").isEnabled()
    assert not fit.find("fitTrained").isVisible()
    stroke(fit, (1, 4))
    wanted = np.zeros((5, 5))
    wanted[1, 4] = 1
    np.testing.assert_array_equal(shown(fit, "fitTarget"), wanted)
    assert fit.find("fit_start").isEnabled()
    stroke(fit, (3, 0), (3, 1), (3, 2))
    wanted[3, :3] = 1 / 3
    np.testing.assert_allclose(shown(fit, "fitTarget"), wanted)
    stroke(fit, (3, 1), (3, 2))
    wanted[3] = [1, 0, 0, 0, 0]
    np.testing.assert_allclose(shown(fit, "fitTarget"), wanted)
    np.testing.assert_allclose(losses(fit), [cross_entropy(fit.trace.A[0], wanted)])
    train(fit)
    np.testing.assert_allclose(shown(fit, "fitTrained")[[1, 3]], wanted[[1, 3]], atol=0.01)


def test_painting_with_the_keyboard(fit: Driver) -> None:
    choose(fit, "fitPreset", "hand")
    heatmap, key = fit.find("fitTarget", Heatmap), Qt.Key
    assert "Nothing is marked" in said(fit)
    for each in (key.Key_Right, key.Key_Down, key.Key_Space, key.Key_Right, key.Key_Return):
        fit.send_key(heatmap, each)
    np.testing.assert_array_equal(shown(fit, "fitTarget")[1], [0, 0.5, 0.5, 0, 0])
    fit.send_key(heatmap, key.Key_Space)
    np.testing.assert_array_equal(shown(fit, "fitTarget")[1], [0, 1, 0, 0, 0])
    fit.send_key(heatmap, key.Key_Delete)
    assert not shown(fit, "fitTarget").any()


def test_another_target_begins_anew(fit: Driver) -> None:
    train(fit)
    choose(fit, "fitPreset", "others")
    np.testing.assert_allclose(shown(fit, "fitTarget"), (1 - np.eye(5)) / 4)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    assert f"(floor {np.log(4):.3f})" in said(fit)
    assert "looking at all words alike" in said(fit)


def test_another_sentence_begins_anew_and_says_so(fit: Driver) -> None:
    train(fit)
    with fit.settling():
        fit.window.store.set_option("temperature", 2.0)
    assert "training starts over" in said(fit)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    stroke(fit, (4, 0))
    assert "anew" not in said(fit)
    with fit.settling():
        fit.window.store.set_option("temperature", 1.0)
    assert shown(fit, "fitTarget")[4, 0] == 1, "the same words keep their marks"
    fit.enter("春天的花园里开满了牡丹")
    m = len(fit.trace.tokens)
    np.testing.assert_array_equal(shown(fit, "fitTarget"), np.eye(m, k=1))
    press(fit, "fit_start")
    fit.qtbot.waitUntil(lambda: len(losses(fit)) > 2, timeout=PATIENCE)
    fit.enter("")
    assert "Type a sentence" in said(fit, "fitRefusal")
    assert not training(fit).is_running()


def test_a_long_sentence_waits_without_what_was_trained_before(fit: Driver) -> None:
    press(fit, "fit_start")
    fit.enter(" ".join(["牡丹 原野 美丽 花卉 春天"] * 20))
    fit.qtbot.waitUntil(lambda: shown(fit, "fitTrained").shape == (100, 100), timeout=PATIENCE)
    np.testing.assert_allclose(shown(fit, "fitTrained"), fit.trace.A[0], atol=1e-12)
    assert not training(fit).is_running()


def test_the_settings_that_matter_are_spoken_of(fit: Driver) -> None:
    for option, value, sentence in (
        ("mask", "causal", "hides everything that is marked"),
        ("mask", "none", "loss"),
        ("similarity", "cosine", "not the present similarity"),
        ("similarity", "dot", "loss"),
        ("attention", "raw", "Raw attention has no W"),
    ):
        with fit.settling():
            fit.window.store.set_option(option, value)
        assert sentence in said(fit)
    fit.enter("牡丹花卉牡丹花卉原野")
    assert ("one vector" in said(fit)) == (len(set(fit.trace.tokens)) < len(fit.trace.tokens))


def test_a_text_that_is_too_long_is_refused(fit: Driver) -> None:
    fit.enter("牡丹 原野 美丽 花卉 " * 65)
    fit.qtbot.waitUntil(lambda: "at most 256" in said(fit, "fitRefusal"), timeout=PATIENCE)
    fit.enter("牡丹和花卉")
    assert fit.find("fit_start").isVisible()
