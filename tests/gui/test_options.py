"""Every option of the "more" panel, by its public name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QSlider, QSpinBox, QWidget

from engine.settings import OPTIONS, Settings
from tests.gui.driver import Driver
from tests.gui.test_switches import SWITCHES

KEY = Qt.Key
CONTROLS = {
    "scale": "scaleCheck",
    "temperature": "temperatureSlider",
    "similarity": "similarityCombo",
    "position": "positionCombo",
    "mask": "maskCombo",
    "tfidf": "tfidfCheck",
    "heads": "headsSpin",
    "head_dim": "headDimSpin",
    "seed": "seedSpin",
    "weights": "weightsCombo",
    "relu_rescale": "reluRescaleCombo",
}


@pytest.fixture
def more(driver: Driver) -> Driver:
    """The driver, with the options in sight."""
    driver.click("moreButton")
    assert driver.find("optionsPanel").isVisible()
    return driver


def choose(driver: Driver, name: str, value: object) -> None:
    """Set an option with the keyboard, as a person would."""
    control = driver.find(CONTROLS[name])
    assert control.isVisible()
    assert control.isEnabled()
    if isinstance(control, QCheckBox):
        assert control.isChecked() != value
        driver.send_key(control, KEY.Key_Space)
    elif isinstance(control, QSpinBox):
        control.selectAll()
        driver.qtbot.keyClicks(control, str(value))
    elif isinstance(control, QComboBox):
        while control.currentData() != value:
            down = control.findData(value) > control.currentIndex()
            driver.send_key(control, KEY.Key_Down if down else KEY.Key_Up)
    elif isinstance(control, QSlider):
        control.setValue(value)


CHOICES = [
    (option.name, choice)
    for option in OPTIONS
    if option.kind in ("choice", "source") and option.name not in SWITCHES
    for choice in option.choices
    if choice != option.default
]
VALUES = [*CHOICES, ("scale", False), ("tfidf", True), ("heads", 4), ("head_dim", 16), ("seed", 2147483647)]


@pytest.mark.parametrize(("name", "value"), VALUES)
def test_an_option_changes_state_and_trace(more: Driver, name: str, value: object):
    if name == "relu_rescale":
        more.click("activation.relu")
    before = more.trace
    with more.settling():
        choose(more, name, value)
    assert getattr(more.state.settings, name) == value
    assert more.trace is not before
    trace = more.check()
    if name in ("heads", "head_dim"):
        assert {"heads": trace.heads, "head_dim": trace.head_dim}[name] == value


@pytest.mark.parametrize(("key", "low", "high"), [("Right", 1.0, 1.1), ("PageUp", 1.2, 1.3)])
def test_the_slider_moves_by_equal_factors(more: Driver, key: str, low: float, high: float):
    slider = more.find("temperatureSlider", QSlider)
    with more.settling():
        more.send_key(slider, KEY[f"Key_{key}"])
    assert low < more.state.settings.temperature < high
    more.check()


def test_the_slider_reaches_both_ends_and_comes_back_to_one(more: Driver):
    slider = more.find("temperatureSlider", QSlider)
    for key, wanted in (("Home", 0.05), ("End", 20.0)):
        with more.settling():
            more.send_key(slider, KEY[f"Key_{key}"])
        assert more.state.settings.temperature == pytest.approx(wanted, rel=0.01)
        more.check()
    with more.settling():
        slider.setValue(0)
    assert more.state.settings.temperature == 1
    more.check()


def test_a_temperature_beyond_the_slider_is_kept(more: Driver):
    slider = more.find("temperatureSlider", QSlider)
    with more.settling():
        more.window.store.set_option("temperature", 0.002)
    assert slider.value() == slider.minimum()
    assert more.state.settings.temperature == 0.002
    assert more.trace.A.max(axis=-1) == pytest.approx(1)
    more.check()
    assert more.find("optionsPanel").accessibleName() == "Other options"


def test_the_whole_slider_is_followed_while_it_is_dragged(more: Driver):
    """Each position is answered at once: no button, no release needed."""
    slider = more.find("temperatureSlider", QSlider)
    for tick in range(-30, 31, 5):
        slider.setValue(tick)
        assert more.trace.settings.temperature == pytest.approx(10 ** (tick / 100), rel=0.01)
    with more.settling():
        slider.setValue(11)
    more.check()


def test_every_option_has_its_public_name(more: Driver):
    assert set(CONTROLS) == {option.name for option in OPTIONS} - set(SWITCHES)
    for name in CONTROLS.values():
        assert more.find(name).isVisible()
        assert more.find("optionsPanel").isAncestorOf(more.find(name))


NEVER = {"scale", "temperature", "relu_rescale", "weights", "seed", "heads", "head_dim"}
IDLE = [
    ({}, {"relu_rescale"}),
    ({"activation": "relu"}, {"temperature"}),
    ({"activation": "none"}, {"temperature", "relu_rescale"}),
    ({"attention": "raw"}, {"relu_rescale", "weights", "seed", "heads", "head_dim"}),
    ({"similarity": "cosine"}, {"relu_rescale", "scale"}),
    ({"similarity": "distance"}, {"relu_rescale", "scale"}),
    ({"weights": "identity"}, {"relu_rescale", "seed", "heads", "head_dim"}),
]


@pytest.mark.parametrize(("changes", "idle"), IDLE, ids=lambda each: "-".join(each) or "defaults")
def test_what_plays_no_part_is_greyed_out(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], changes: dict[str, str], idle: set[str]
):
    driver = drive(open_window(settings=Settings(**changes), more=True))
    found = {name for name, control in CONTROLS.items() if not driver.find(control).isEnabled()}
    assert found == idle


@pytest.mark.parametrize("name", sorted(NEVER))
def test_a_greyed_out_option_changes_no_number(analyse, name: str):
    """The other way round: what is greyed out really plays no part."""
    other = {"scale": False, "temperature": 3.0, "relu_rescale": "row", "weights": "identity"}.get(name, 2)
    for changes, idle in IDLE:
        if name in idle:
            A, B = analyse(**changes), analyse(**{**changes, name: other})
            np.testing.assert_array_equal(A.A, B.A)
            np.testing.assert_array_equal(A.Z, B.Z)


def test_defaults_come_back_with_one_button(more: Driver):
    for name, value in (("heads", 4), ("mask", "causal"), ("tfidf", True)):
        with more.settling():
            choose(more, name, value)
    more.click("resetButton")
    assert more.state.settings == Settings()
    assert more.find("headsSpin", QSpinBox).value() == 1
    more.check()


def test_another_colour_map_computes_nothing(more: Driver):
    before, box = more.trace, more.find("coloursCombo", QComboBox)
    with more.settling():
        more.send_key(box, KEY.Key_Down)
    assert more.state.colours == "viridis"
    assert more.trace is before
    more.check()


# a weights file


def save(path: Path, **arrays: np.ndarray) -> str:
    np.savez(path, **arrays)
    return str(path)


def good(path: Path, n: int, heads: int = 2, d_k: int = 5) -> str:
    random = np.random.RandomState(1)
    return save(path, **{name: random.standard_normal((heads, n, d_k)) for name in ("W_Q", "W_K", "W_V")})


def ask_for_file(driver: Driver, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    """Choose the entry "file…", where the dialog answers `answer`."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_, **__: (answer, ""))
    box = driver.find("weightsCombo", QComboBox)
    for _ in range(box.count() - 1 - box.currentIndex()):
        driver.send_key(box, KEY.Key_Down)


def test_projections_from_a_file(more: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    n = more.trace.X.shape[1]
    name = good(tmp_path / "mine.npz", n)
    with more.settling():
        ask_for_file(more, monkeypatch, name)
    more.qtbot.waitUntil(lambda: more.trace.settings.weights == name)
    trace = more.check()
    assert (trace.heads, trace.head_dim) == (2, 5)
    assert trace.projections.source == "file"
    assert more.notice == ""
    assert "mine.npz" in more.find("weightsCombo").toolTip()
    assert not more.find("headsSpin").isEnabled()


BAD = {
    "no-npz": lambda path, n: path.write_bytes(b"PK not a zip") and str(path),
    "missing": lambda path, n: str(path.with_name("nowhere.npz")),
    "key": lambda path, n: save(path, W_Q=np.eye(n), W_K=np.eye(n)),
    "shape": lambda path, n: save(path, W_Q=np.eye(n + 1), W_K=np.eye(n + 1), W_V=np.eye(n + 1)),
    "NaN": lambda path, n: save(path, W_Q=np.full((n, 2), np.nan), W_K=np.ones((n, 2)), W_V=np.ones((n, 2))),
    "text": lambda path, n: save(path, W_Q=np.array(["a"]), W_K=np.array(["a"]), W_V=np.array(["a"])),
    "folder": lambda path, n: str(path.parent),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gives_one_message_and_harms_nothing(
    more: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kind: str
):
    before, drawn = more.state.settings, more.heatmap.matrix().copy()
    name = BAD[kind](tmp_path / "bad.npz", more.trace.X.shape[1])
    with more.settling():
        ask_for_file(more, monkeypatch, name)
    more.qtbot.waitUntil(lambda: more.notice != "")
    assert Path(name).name in more.notice
    assert "\n" not in more.notice
    assert "error" not in more.notice.split(":")[0]
    more.qtbot.waitUntil(more.is_newest)
    # The arrow passed over the sources before "file…": they were real choices, the file was none.
    assert more.state.settings.weights in ("identity", "random", "trained")
    assert more.state.settings.with_(weights=before.weights) == before
    np.testing.assert_array_equal(more.heatmap.matrix(), drawn)
    assert more.find("weightsCombo", QComboBox).currentData() == more.state.settings.weights
    more.check()
    more.press(more.find("noticeClose"))
    assert more.notice == ""


def test_asking_for_no_file_leaves_everything(more: Driver, monkeypatch: pytest.MonkeyPatch):
    before = more.state.settings
    ask_for_file(more, monkeypatch, "")
    assert more.find("weightsCombo", QComboBox).currentData() == before.weights
    assert more.state.settings == before


def test_a_file_that_no_longer_fits_one_hot_vectors_is_refused(
    more: Driver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Its W is as wide as a dense vector; the switch is given back, with the reason."""
    name = good(tmp_path / "mine.npz", more.trace.X.shape[1])
    with more.settling():
        ask_for_file(more, monkeypatch, name)
    more.qtbot.waitUntil(lambda: more.trace.settings.weights == name)
    more.press(more.find("vectors.onehot"))
    more.qtbot.waitUntil(lambda: "mine.npz" in more.notice)
    more.qtbot.waitUntil(more.is_newest)
    assert more.state.settings.vectors == "dense"
    assert more.find("vectors.dense").isChecked()
    more.check()


def test_a_window_that_starts_with_a_bad_file_works_all_the_same(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], tmp_path: Path
):
    """A file remembered from the last time may be gone."""
    driver = drive(open_window(settings=Settings(weights=str(tmp_path / "gone.npz"))))
    driver.qtbot.waitUntil(lambda: "gone.npz" in driver.notice)
    driver.qtbot.waitUntil(lambda: driver.window.trace() is not None)
    assert driver.find("moreButton").text()
    driver.type("牡丹和花卉")
    driver.check()


def test_controls_hold_the_true_values_before_they_are_ever_shown(driver: Driver):
    assert not driver.state.more
    assert driver.find("scaleCheck").isChecked()
    with driver.settling():
        driver.find("scaleCheck").click()
    assert driver.state.settings.scale is False
    assert driver.find("headsSpin").value() == driver.state.settings.heads == 1
    assert driver.find("seedSpin").value() == 7
    driver.check()
