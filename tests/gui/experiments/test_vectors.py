"""Vectors, driven as a person drives it; its figures against scipy and plain sums."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.linalg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from scipy.spatial import distance

from engine.embedding import idf_of
from gui.items.angle_view import AngleView
from gui.items.bars import Bars
from gui.items.elided_label import ElidedLabel
from gui.items.heatmap import Heatmap
from gui.items.numbers import significant
from gui.items.word_map import WordMap
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting


@pytest.fixture
def vectors(experimenting: Experimenting) -> Driver:
    return experimenting("vectors")


def choose(driver: Driver, name: str, row: int) -> None:
    combo = driver.find(name, QComboBox)
    combo.setCurrentIndex(row)
    combo.activated.emit(row)


def said(driver: Driver, name: str) -> str:
    return driver.find(name, QLabel).text()


def strip(driver: Driver, kind: str) -> np.ndarray:
    return driver.find(f"vectors{kind}", Heatmap).matrix()


def check_pair(driver: Driver, kind: str, a: np.ndarray, b: np.ndarray) -> None:
    """Compare strip, angle and worked figures with measures of other libraries."""
    np.testing.assert_array_equal(strip(driver, kind), np.stack((a, b)))
    angle, lengths = driver.find(f"vectors{kind}Angle", AngleView).drawn()
    cosine = 1 - distance.cosine(a, b)
    assert angle == pytest.approx(math.degrees(math.acos(np.clip(cosine, -1, 1))), abs=1e-5)
    assert lengths == pytest.approx((math.hypot(*a), math.hypot(*b)))
    text = said(driver, f"vectors{kind}Worked")
    dot = math.fsum(x * y for x, y in zip(a, b, strict=True))
    assert f" = {significant(dot)}\n" in text
    assert f" = {significant(distance.euclidean(a, b))}" in text.splitlines()[-1]
    if abs(cosine) > 1e-12:
        assert f" = {significant(cosine)};" in text


def test_two_tokens_are_compared_in_both_kinds(vectors: Driver) -> None:
    table = vectors.trace.table
    for first, second in ((1, 4), (3, 0)):
        with vectors.settling():
            choose(vectors, "vectorsFirst", first)
        choose(vectors, "vectorsSecond", second)
        tokens = vectors.trace.tokens
        check_pair(vectors, "Dense", *table.look_up([tokens[first], tokens[second]])[0])
        check_pair(vectors, "Onehot", *np.eye(512)[[first, second]])
        assert vectors.trace.rows[first].start == vectors.state.anchor, "the first is selected everywhere"
        angle, _ = vectors.find("vectorsDenseAngle", AngleView).drawn()
        assert f'"{tokens[first]}" and "{tokens[second]}" stand at {angle:.1f}°' in said(
            vectors, "vectorsFinding"
        )
        assert "One-hot, they stand at 90°" in said(vectors, "vectorsFinding")


def test_terms_and_others_make_the_whole(vectors: Driver) -> None:
    """Every figure of the inner product's line can be added up by hand."""
    line = said(vectors, "vectorsDenseWorked").splitlines()[0].replace("−", "-")
    _, terms, total = line.split(" = ")
    added = 0.0
    for term in terms.split(" + "):
        factors = term.split(" [")[0].split("×")
        added += math.prod(float(factor.strip("()")) for factor in factors)
    assert added == pytest.approx(float(total), rel=5e-3, abs=0.05)
    assert "[96 others]" in terms


def test_the_second_token_is_at_first_the_strongest_key(vectors: Driver) -> None:
    for row in range(5):
        with vectors.settling():
            vectors.press(vectors.chip(vectors.trace.tokens[row]))
        weights = vectors.trace.A[0, row].copy()
        weights[row] = -1
        assert vectors.find("vectorsSecond", QComboBox).currentIndex() == weights.argmax()
    choose(vectors, "vectorsSecond", 0)
    with vectors.settling():
        vectors.press(vectors.chip("最"))
    assert vectors.find("vectorsSecond", QComboBox).currentIndex() == 0, "a chosen one stays"


def test_zeros_are_counted(vectors: Driver) -> None:
    titles = [label.text() for label in vectors.window.findChildren(QLabel) if "zeros " in label.text()]
    assert "Dense: 0 zeros in a, 0 in b, of 100" in titles
    assert "One-hot: 511 zeros in a, 511 in b, of 512" in titles


def test_a_word_and_itself(vectors: Driver) -> None:
    vectors.enter("牡丹爱牡丹")
    with vectors.settling():
        choose(vectors, "vectorsFirst", 0)
    choose(vectors, "vectorsSecond", 2)
    for kind in ("Dense", "Onehot"):
        assert vectors.find(f"vectors{kind}Angle", AngleView).drawn()[0] == 0
    assert "the very same vector" in said(vectors, "vectorsFinding")


def test_a_token_without_a_vector_has_no_angle(vectors: Driver) -> None:
    vectors.click("stopwords.keep")
    vectors.enter("牡丹😀")
    with vectors.settling():
        choose(vectors, "vectorsFirst", 1)
    assert vectors.find("vectorsDenseAngle", AngleView).drawn()[0] is None
    assert "similar to nothing" in said(vectors, "vectorsFinding")
    vectors.qtbot.waitUntil(
        lambda: "Without a vector: 😀" in said(vectors, "vectorsMapCaption"), timeout=PATIENCE
    )


def test_one_hot_mode_compares_the_same_vectors(vectors: Driver) -> None:
    before = strip(vectors, "Dense").copy()
    rows = [vectors.find(name, QComboBox).currentIndex() for name in ("vectorsFirst", "vectorsSecond")]
    choose(vectors, "vectorsSecond", rows[1])
    with vectors.settling():
        choose(vectors, "vectorsFirst", rows[0])
    vectors.click("vectors.onehot")
    vectors.qtbot.waitUntil(lambda: "Computing" not in said(vectors, "vectorsFinding"), timeout=PATIENCE)
    np.testing.assert_array_equal(strip(vectors, "Dense"), before)
    np.testing.assert_array_equal(strip(vectors, "Onehot"), np.eye(512)[rows])


def drawn_map(driver: Driver) -> WordMap:
    shown = driver.find("vectorsMap", WordMap)
    tokens = set(driver.trace.tokens)
    driver.qtbot.waitUntil(
        lambda: tokens == {dot.name for dot in shown.dots() if dot.token}, timeout=PATIENCE
    )
    return shown


def test_the_map_is_the_plane_of_most_variance(vectors: Driver) -> None:
    shown, table = drawn_map(vectors), vectors.trace.table
    names = [dot.name for dot in shown.dots()]
    near = {token: [word for word, _ in table.neighbours(token, 5)] for token in vectors.trace.tokens}
    assert set(names) == set(near).union(*near.values())
    for dot in shown.dots():
        assert {names[other] for other in dot.near} == {token for token in near if dot.name in near[token]}
    X = table.look_up(names)[0]
    values, axes = scipy.linalg.eigh(np.cov(X, rowvar=False))
    places = (X - X.mean(axis=0)) @ axes[:, [-1, -2]]
    np.testing.assert_allclose(np.abs([(dot.x, dot.y) for dot in shown.dots()]), np.abs(places), atol=1e-8)
    share = 100 * values[[-1, -2]].sum() / values.sum()
    assert f"shows {share:.1f} % of the variance" in said(vectors, "vectorsMapCaption")


def test_names_on_the_map_do_not_cover_each_other(vectors: Driver) -> None:
    shown = drawn_map(vectors)
    boxes = [box for box in shown.labels() if box is not None]
    assert len(boxes) > 10
    for one in range(len(boxes)):
        for other in range(one):
            assert boxes[one].intersected(boxes[other]).isEmpty()
    for dot, box in zip(shown.dots(), shown.labels(), strict=True):
        assert box is not None or not dot.token


def test_a_dot_is_read_out(vectors: Driver) -> None:
    shown, readout = drawn_map(vectors), vectors.find("vectorsMapValue", ElidedLabel)
    token = shown.dots()[0].name
    best = vectors.trace.table.neighbours(token, 5)[0]
    vectors.hover(shown, shown.dot_center(0).toPoint())
    assert readout.whole.startswith(f"{token} (")
    assert f"{best[0]} {best[1]:.2f}" in readout.whole
    vectors.leave(shown)
    assert "Point at a dot" in readout.whole
    shown.setFocus()
    for _ in range(6):
        vectors.key(Qt.Key.Key_Right)
    assert readout.whole.startswith(f"{shown.dots()[5].name} (")


def test_the_map_is_that_of_the_words_whatever_the_options(vectors: Driver) -> None:
    shown = drawn_map(vectors)
    before = shown.dots()
    for control in ("vectors.onehot", "attention.raw", "activation.relu"):
        vectors.click(control)
        assert shown.dots() is before
    vectors.enter("医生在医院给病人看病")
    assert drawn_map(vectors).dots() is not before


def test_lengths_and_idf(vectors: Driver) -> None:
    vectors.enter("他不喜欢下雨，因为下雨的时候不能去公园踢足球。")
    tokens = vectors.trace.tokens
    lengths = [float(np.sqrt((row**2).sum())) for row in vectors.trace.table.look_up(tokens)[0]]
    idf = [idf_of(token) for token in tokens]
    shown = {part: vectors.find(f"vectors{part}", Bars).values() for part in ("Idf", "Plain", "Weighted")}
    for part, values in (
        ("Idf", idf),
        ("Plain", lengths),
        ("Weighted", [a * b for a, b in zip(idf, lengths, strict=True)]),
    ):
        assert [name for name, _ in shown[part]] == list(tokens)
        assert [value for _, value in shown[part]] == pytest.approx(values)
    plain = max(shown["Plain"], key=lambda pair: pair[1])[0]
    weighted = max(shown["Weighted"], key=lambda pair: pair[1])[0]
    text = said(vectors, "vectorsFinding")
    assert f'"{plain}"' in text
    assert f'"{weighted}"' in text


def test_a_bar_selects_its_token(vectors: Driver) -> None:
    bars = vectors.find("vectorsIdf", Bars)
    with vectors.settling():
        bars.barClicked.emit(2)
    assert vectors.state.anchor == vectors.trace.rows[2].start


def test_no_sentence(vectors: Driver) -> None:
    vectors.enter("")
    assert not vectors.find("vectorsMap").isVisible()
    vectors.enter("牡丹")
    assert vectors.find("vectorsDenseAngle", AngleView).drawn()[0] == 0
