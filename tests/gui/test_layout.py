"""Nothing is cut off and nothing overlaps, on a large and on a small screen, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from gui.items.elided_label import ElidedLabel
from gui.items.ground import Ground
from gui.panels.panel import Panel
from tests.gui.driver import Driver

SIZES = [(1440, 900), (1024, 700), (683, 490)]
LAYOUTS = [
    pytest.param(size, lang, more, id=f"{size[0]}x{size[1]}-{lang}-{'more' if more else 'plain'}")
    for size in SIZES
    for lang in ("en", "zh_CN")
    for more in (False, True)
]


def settle_layout(window: QWidget) -> None:
    for _ in range(3):
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def parents(widget: QWidget) -> Iterator[QWidget]:
    while (widget := widget.parentWidget()) is not None:
        yield widget


def scrolls(widget: QWidget) -> bool:
    """Whether a widget lies in a part that scrolls, where it may be out of sight."""
    return any(isinstance(each, QScrollArea) and not isinstance(each, Ground) for each in parents(widget))


def hides(widget: QWidget) -> QWidget | None:
    """Return the parent that cuts a widget off; None where all of it is seen, or can be scrolled to."""
    for parent in parents(widget):
        if isinstance(parent.parentWidget(), QScrollArea):
            return None
        if not parent.rect().contains(place(parent, widget)):
            return parent
        if parent.isWindow():
            return None
    return None


def place(window: QWidget, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def seen(window: QWidget, widget: QWidget) -> QRect:
    """Return where a widget lies, as far as what it scrolls in shows it."""
    grounds = (each for each in parents(widget) if isinstance(each, QScrollArea))
    shown = place(window, widget)
    for ground in grounds:
        shown = shown.intersected(place(window, ground.viewport()))
    return shown


@pytest.mark.parametrize(("size", "lang", "more"), LAYOUTS)
def test_no_word_is_cut_off(open_window: Callable[..., QWidget], size, lang: str, more: bool):
    window = open_window(size=size, lang=lang, more=more)
    settle_layout(window)
    assert (window.width(), window.height()) == size
    assert not cut_off(window)


def cut_off(window: QWidget) -> list[tuple[object, ...]]:
    """Return what has not the room that its words need, and what a parent cuts off."""
    cut: list[tuple[object, ...]] = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QLabel | QPushButton):
            continue
        if isinstance(widget, ElidedLabel) or not widget.text():
            continue
        needed = widget.minimumSizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            too_small = widget.heightForWidth(widget.width()) > widget.height()
        elif isinstance(widget, QLabel):
            too_small = needed.width() > widget.width() or needed.height() > widget.height()
        else:
            metrics = widget.fontMetrics()
            needed = metrics.size(0, widget.text().replace("&&", "&"))
            own = type(widget) is not QPushButton  # paints and elides its text itself
            too_small = not own and (needed.width() > widget.width() or needed.height() > widget.height())
        name = widget.objectName() or f"{type(widget).__name__} {widget.text()!r}"
        if too_small:
            cut.append((name, "has", widget.size().toTuple(), "needs", needed.toTuple()))
        if (parent := hides(widget)) is not None:
            whose = parent.objectName() or type(parent).__name__
            cut.append((name, "sticks out of", whose, place(parent, widget).getRect()))
    return cut


@pytest.mark.parametrize(("size", "lang", "more"), LAYOUTS)
def test_no_panel_covers_another(open_window: Callable[..., QWidget], size, lang: str, more: bool):
    window = open_window(size=size, lang=lang, more=more)
    settle_layout(window)
    panels = [panel for panel in window.findChildren(Panel) if panel.isVisible()]
    assert len(panels) >= 10
    for one, other in combinations(panels, 2):
        shared = seen(window, one).intersected(seen(window, other))
        assert shared.isEmpty(), (type(one).__name__, type(other).__name__, shared.getRect())
    scrolled = size == SIZES[-1]  # the smallest scrolls a little, so that the matrix can be read
    for panel in panels:
        assert scrolled or window.rect().contains(place(window, panel)), type(panel).__name__
        assert panel.height() >= panel.minimumSizeHint().height(), type(panel).__name__


@pytest.mark.parametrize(("size", "lang", "more"), LAYOUTS)
def test_what_is_inside_one_parent_does_not_overlap(
    open_window: Callable[..., QWidget], size, lang: str, more: bool
):
    window = open_window(size=size, lang=lang, more=more)
    settle_layout(window)
    for parent in [window, *window.findChildren(Panel)]:
        parts = [
            part
            for part in parent.findChildren(QWidget)
            if part.isVisible() and isinstance(part, QLabel | QPushButton) and not scrolls(part)
        ]
        for one, other in combinations(parts, 2):
            if not one.isAncestorOf(other) and not other.isAncestorOf(one):
                shared = seen(window, one).intersected(seen(window, other))
                assert shared.isEmpty(), (one.text(), other.text(), shared.getRect())


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("more", [False, True])
def test_the_window_can_be_made_small(open_window: Callable[..., QWidget], lang: str, more: bool):
    window = open_window(lang=lang, more=more)
    settle_layout(window)
    least = window.minimumSizeHint()
    assert least.width() <= 683
    assert least.height() <= 490


@pytest.mark.parametrize("size", SIZES)
def test_the_matrix_keeps_room(open_window: Callable[..., QWidget], drive: Callable[..., Driver], size):
    driver = drive(open_window(size=size, more=True))
    settle_layout(driver.window)
    heatmap = driver.heatmap
    driver.window.floor.ground.ensureWidgetVisible(heatmap)
    settle_layout(driver.window)
    assert heatmap.visibleRegion().boundingRect() == heatmap.rect()
    one, other = heatmap.cell_center(0, 0), heatmap.cell_center(1, 1)
    assert other.x() - one.x() >= 8
    assert other.y() - one.y() >= 8


def test_switching_and_pointing_move_nothing(driver: Driver):
    """Panels stay where they are whatever the numbers are."""
    driver.wait_for_formula()
    settle_layout(driver.window)
    panels = driver.window.findChildren(Panel)
    where = [place(driver.window, panel) for panel in panels if panel.isVisible()]
    for control in ("activation.relu", "activation.softmax", "stage.X", "stage.Q", "stage.A", "token.8"):
        driver.click(control)
        settle_layout(driver.window)
        assert [place(driver.window, panel) for panel in panels if panel.isVisible()] == where, control
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(2, 3))
    assert [place(driver.window, panel) for panel in panels if panel.isVisible()] == where


def test_growing_and_shrinking_ends_where_it_began(driver: Driver):
    window = driver.window
    settle_layout(window)
    before = [panel.geometry() for panel in window.findChildren(Panel)]
    for size in (*SIZES, (1920, 1200), (700, 1000), (1440, 900)):
        window.resize(*size)
        settle_layout(window)
    assert [panel.geometry() for panel in window.findChildren(Panel)] == before
