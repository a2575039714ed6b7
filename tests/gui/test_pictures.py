"""Approved pictures of the window; ``PEONY_APPROVE=1 pytest tests/gui/test_pictures.py`` renews them.

They compare what a person would see, not every pixel: both pictures are blurred a little, and then
neither many pixels may differ much nor all of them a little.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from engine.settings import Settings
from tests.gui.driver import Driver

FOLDER = Path(__file__).parent / "pictures"
FAMILY = "Noto Sans CJK SC"
MEAN = 1.0  # of 255: the mean difference of a channel
MUCH, SHARE = 40, 0.004  # how many pixels may differ, in any channel, by more than MUCH

LARGE, SMALL = (1440, 900), (1024, 700)
RAW = Settings(vectors="onehot", attention="raw")
SHOTS = {
    "zh-large": (LARGE, {"lang": "zh_CN"}),
    "en-large": (LARGE, {"lang": "en"}),
    "zh-small": (SMALL, {"lang": "zh_CN"}),
    "en-small": (SMALL, {"lang": "en"}),
    "one-hot-raw": (LARGE, {"lang": "en", "settings": RAW}),
    "empty": (SMALL, {"lang": "zh_CN", "text": ""}),
    "more": (LARGE, {"lang": "en", "more": True}),
    "dark": (LARGE, {"lang": "zh_CN", "theme": "dark"}),
    "dark-more": (LARGE, {"lang": "en", "theme": "dark", "more": True, "focus": "S"}),
    "large-type": (SMALL, {"lang": "en", "scale": 150}),
    "dark-large-type": (LARGE, {"lang": "zh_CN", "theme": "dark", "scale": 150, "more": True}),
}


@pytest.fixture(autouse=True)
def needs_font(qapp: QApplication) -> None:
    if FAMILY not in QFontDatabase.families():
        pytest.skip(f"the approved pictures are drawn with the font {FAMILY}, which is not installed")


@pytest.mark.parametrize("name", SHOTS)
def test_it_looks_as_approved(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], tmp_path: Path, name: str
):
    size, state = SHOTS[name]
    found = shoot(drive(open_window(size=size, **state)))
    approved = FOLDER / f"{name}.png"
    if os.environ.get("PEONY_APPROVE"):
        FOLDER.mkdir(exist_ok=True)
        assert found.save(str(approved))
        return
    assert approved.exists(), f"no approved picture {approved.name}: look at one made with PEONY_APPROVE=1"
    wanted = QImage(str(approved))
    problem = difference(found, wanted)
    if problem:
        new, apart = tmp_path / f"{name}.new.png", tmp_path / f"{name}.difference.png"
        found.save(str(new))
        shown_difference(found, wanted).save(str(apart))
        pytest.fail(f"{problem}\nnow:        {new}\napproved:   {approved}\ndifference: {apart}")


def shoot(driver: Driver) -> QImage:
    """Return the picture of the window at rest, without what differs from run to run."""
    driver.wait_for_formula()
    if QApplication.focusWidget() is not None:
        QApplication.focusWidget().clearFocus()  # no caret, no ring
    for label in driver.window.findChildren(QLabel):
        label.setText(re.sub(r"[0-9.]+ ms", "0.0 ms", label.text()))
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
    return driver.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def pixels(image: QImage) -> np.ndarray:
    """Return the channels of an image, (height, width, 3), 0 to 255."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return flat[:, : image.width(), 2::-1].astype(float)


def blurred(M: np.ndarray) -> np.ndarray:
    """Return the mean of each pixel and its eight neighbours."""
    padded = np.pad(M, ((1, 1), (1, 1), (0, 0)), mode="edge")
    rows, cols = M.shape[:2]
    return sum(padded[y : y + rows, x : x + cols] for y in range(3) for x in range(3)) / 9


def difference(found: QImage, wanted: QImage) -> str:
    """Say in what two pictures differ; nothing where they look the same."""
    if found.size() != wanted.size():
        return f"{found.size().toTuple()} instead of {wanted.size().toTuple()} pixels"
    apart = np.abs(blurred(pixels(found)) - blurred(pixels(wanted)))
    share = (apart.max(axis=-1) > MUCH).mean()
    mean = apart.mean(axis=(0, 1))
    if mean.max() > MEAN or share > SHARE:
        return f"mean difference {mean.max():.2f} of 255, {share:.2%} of the pixels differ much"
    return ""


def shown_difference(found: QImage, wanted: QImage) -> QImage:
    """Return a picture of the difference: white where both are the same."""
    if found.size() != wanted.size():
        return wanted
    apart = 255 - np.abs(pixels(found) - pixels(wanted)).max(axis=-1)
    grey = np.ascontiguousarray(apart.astype(np.uint8))
    rows, cols = grey.shape
    return QImage(grey.data, cols, rows, cols, QImage.Format.Format_Grayscale8).copy()


# what compares must itself be worth its trust


def test_the_same_window_looks_the_same_twice(open_window: Callable[..., QWidget], drive):
    one, other = (shoot(drive(open_window(size=SMALL))) for _ in range(2))
    assert difference(one, other) == ""


def test_a_little_noise_passes(open_window: Callable[..., QWidget], drive):
    image = shoot(drive(open_window(size=SMALL)))
    M = pixels(image)
    M += np.random.RandomState(0).normal(0, 2, M.shape)
    assert difference(from_pixels(M), image) == ""


CHANGES = {
    "language": {"lang": "zh_CN"},
    "switch": {"settings": Settings(activation="relu")},
    "vectors": {"settings": RAW},
    "matrix": {"focus": "X"},
    "text": {"text": "原野中,牡丹是最美丽的草木。"},
    "colours": {"colours": "viridis"},
    "theme": {"theme": "dark"},
    "scale": {"scale": 110},
    "more": {"more": True},
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_real_change_does_not_pass(open_window: Callable[..., QWidget], drive, what: str):
    before, after = (shoot(drive(open_window(size=SMALL, **state))) for state in ({}, CHANGES[what]))
    assert difference(before, after)


def from_pixels(M: np.ndarray) -> QImage:
    rows, cols, _ = M.shape
    rgb = np.ascontiguousarray(M.clip(0, 255).astype(np.uint8))
    return QImage(rgb.data, cols, rows, 3 * cols, QImage.Format.Format_RGB888).copy()
