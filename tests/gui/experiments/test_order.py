"""Order, driven as a person drives it; its figures against a plain loop over the shuffled tokens."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel

from gui.items.heatmap import Heatmap
from gui.items.order_strip import OrderStrip
from tests.engine import oracle
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting

SENTENCE = ["原野", "牡丹", "最", "美丽", "花卉"]


@pytest.fixture
def order(experimenting: Experimenting) -> Driver:
    return experimenting("order")


def tokens(driver: Driver) -> list[str]:
    return driver.find("orderStrip", OrderStrip).texts()


def shown(driver: Driver, part: str) -> np.ndarray:
    return driver.find(f"order{part}", Heatmap).matrix()


def said(driver: Driver, name: str) -> str:
    return driver.find(name, QLabel).text()


def chip(driver: Driver, place: int) -> QAbstractButton:
    return driver.find(f"orderStrip.{place}", QAbstractButton)


def permuted(driver: Driver) -> list[int]:
    """Return which row stands at each place, from the chips alone (no token is there twice)."""
    return [driver.trace.tokens.index(token) for token in tokens(driver)]


def computed(driver: Driver) -> np.ndarray:
    """Return A for the order of the chips, by loops over vectors that are shuffled here."""
    trace, rows = driver.trace, permuted(driver)
    X = trace.embedding.base[rows]
    if trace.embedding.position is not None:
        X = X + trace.embedding.position
    Q, K, V = ((X @ W[0]).tolist() for W in (trace.W_Q, trace.W_K, trace.W_V))
    return np.array(oracle.attention(Q, K, V, trace.settings)[1])


def check(driver: Driver) -> float:
    """Compare the three heatmaps with the loop; return the largest difference there."""
    rows, A = permuted(driver), driver.trace.A[0]
    old, new = A[np.ix_(rows, rows)], computed(driver)
    np.testing.assert_allclose(shown(driver, "Before"), old, atol=1e-12)
    np.testing.assert_allclose(shown(driver, "After"), new, atol=1e-12)
    np.testing.assert_allclose(shown(driver, "Difference"), new - old, atol=1e-12)
    return float(np.abs(new - old).max())


def test_shuffled_without_position_the_difference_is_exactly_zero(order: Driver) -> None:
    assert tokens(order) == SENTENCE
    assert "as in the sentence" in said(order, "orderFinding")
    assert not order.find("orderRestore").isEnabled()
    orders = set()
    for _ in range(4):
        order.press(order.find("orderShuffle"))
        assert sorted(tokens(order)) == sorted(SENTENCE)
        assert tokens(order) != SENTENCE
        orders.add(tuple(tokens(order)))
        assert check(order) < 1e-12
        assert not shown(order, "Difference").any(), "exactly 0, not nearly"
        assert "exactly 0" in said(order, "orderFinding")
        assert said(order, "orderFigures").startswith("Largest difference of a weight: 0 · mean: 0")
    assert len(orders) > 1
    order.press(order.find("orderRestore"))
    assert tokens(order) == SENTENCE
    check(order)


def test_with_position_order_counts(order: Driver) -> None:
    order.press(order.find("orderShuffle"))
    combo = order.find("orderPosition", QComboBox)
    with order.settling():
        combo.setCurrentIndex(combo.findData("sinusoidal"))
    assert order.state.settings.position == "sinusoidal"
    assert tokens(order) != SENTENCE, "another option moves no chip"
    largest = check(order)
    assert largest > 1e-3
    assert f"difference {largest:.3f}" in said(order, "orderFinding")
    assert f"{largest:.3f}" in said(order, "orderFigures")
    row, col = np.unravel_index(np.abs(shown(order, "Difference")).argmax(), (5, 5))
    text = said(order, "orderFinding")
    assert f'"{tokens(order)[row]}" now looks at "{tokens(order)[col]}"' in text
    assert f"weight {shown(order, 'After')[row, col]:.3f}" in text
    with order.settling():
        order.window.store.set_option("position", "none")
    assert combo.currentData() == "none"
    assert "exactly 0" in said(order, "orderFinding")


def test_a_causal_mask_sees_the_order_too(order: Driver) -> None:
    with order.settling():
        order.window.store.set_option("mask", "causal")
    order.press(order.find("orderShuffle"))
    assert check(order) > 1e-3
    assert "causal mask" in said(order, "orderFinding")


def test_a_chip_is_dragged_to_another_place(order: Driver) -> None:
    order.drag(chip(order, 0), chip(order, 3))
    moved = tokens(order)
    assert moved != SENTENCE
    assert [token for token in moved if token != "原野"] == SENTENCE[1:]
    assert moved.index("原野") in (2, 3)
    check(order)
    order.drag(chip(order, moved.index("原野")), chip(order, moved.index("原野")))
    assert tokens(order) == moved, "dropped on itself nothing moves"
    assert order.state.edits == type(order.state.edits)(), "the sentence itself is untouched"


def test_a_chip_is_moved_by_keyboard_and_the_keyboard_follows(order: Driver) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    chip(order, 1).setFocus()
    order.key(Qt.Key.Key_Right, control)
    assert tokens(order) == ["原野", "最", "牡丹", "美丽", "花卉"]
    assert chip(order, 2).hasFocus()
    order.key(Qt.Key.Key_Right, control)
    order.key(Qt.Key.Key_Right, control)
    order.key(Qt.Key.Key_Right, control)  # at the end already
    assert tokens(order) == ["原野", "最", "美丽", "花卉", "牡丹"]
    order.key(Qt.Key.Key_Left, control)
    assert tokens(order) == ["原野", "最", "美丽", "牡丹", "花卉"]
    order.key(Qt.Key.Key_Left)
    assert chip(order, 2).hasFocus()
    assert tokens(order) == ["原野", "最", "美丽", "牡丹", "花卉"]
    assert "place 4, in the sentence 2" in chip(order, 3).accessibleName()
    check(order)


def test_another_sentence_stands_in_its_own_order(order: Driver) -> None:
    order.press(order.find("orderShuffle"))
    order.enter("医生在医院给病人看病")
    assert tokens(order) == list(order.trace.tokens)
    assert "as in the sentence" in said(order, "orderFinding")
    order.enter("牡丹")
    assert not order.find("orderShuffle").isEnabled()
    order.enter("")
    assert not order.find("orderStrip").isVisible()


def test_the_encoding_is_drawn(order: Driver) -> None:
    m, n = 32, 100
    wanted = np.array(
        [[(np.sin, np.cos)[k % 2](i / 10000 ** (2 * (k // 2) / n)) for k in range(n)] for i in range(m)]
    )
    np.testing.assert_allclose(shown(order, "Encoding"), wanted, atol=1e-12)
    np.testing.assert_allclose(shown(order, "Products"), wanted @ wanted.T, atol=1e-9)


def test_heads_are_compared_one_by_one(experimenting: Experimenting) -> None:
    driver = experimenting("order")
    with driver.settling():
        driver.window.store.set_option("heads", 3)
    with driver.settling():
        driver.window.store.update(head=2)
    driver.press(driver.find("orderShuffle"))
    rows = permuted(driver)
    np.testing.assert_allclose(shown(driver, "Before"), driver.trace.A[2][np.ix_(rows, rows)], atol=1e-12)
    assert not shown(driver, "Difference").any()


def test_a_long_sentence_is_computed_off_the_gui_thread(order: Driver) -> None:
    order.enter(" ".join(["牡丹 原野 美丽 花卉 春天"] * 20))
    order.press(order.find("orderShuffle"))
    order.qtbot.waitUntil(lambda: shown(order, "After").shape == (100, 100), timeout=PATIENCE)
    order.qtbot.waitUntil(lambda: "exactly 0" in said(order, "orderFinding"), timeout=PATIENCE)
    assert not shown(order, "Difference").any()
