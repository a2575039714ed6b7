"""The menu of every view: by mouse and keyboard, to the clipboard and to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

import gui.view_menu
from gui.drawings.devices import image
from gui.page import page
from gui.panels.panel import Panel
from tests.gui.driver import PATIENCE, Driver, close

COPY = ["Copy picture", "Copy table", "Copy LaTeX"]
VIEWS = {
    "focusHeatmap": [*COPY, "Save as…"],
    "weightBars": [*COPY, "Save as…"],
    "rankingBars": [*COPY, "Save as…"],
    "moreTokens": [*COPY, "Save as…"],
    "formulaView": ["Copy picture", "Copy LaTeX", "Save as…"],
    "pipelineStrip": ["Copy picture", "Save as…"],
    "stage.X": ["Copy picture", "Save as…"],
    "explanation": ["Copy the text", "Copy picture", "Save as…"],
    "statusFigures": ["Copy picture", "Save as…"],
}
FOCUSED = {"focusHeatmap": "focusHeatmap", "weightBars": "weightBars", "stage.Q": "pipelineStrip"}


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def pasted() -> tuple[list[str], list[str], np.ndarray]:
    """Return the columns, the rows and the numbers of the table on the clipboard."""
    head, *lines = [line.split("\t") for line in clipboard().splitlines()]
    return head[1:], [line[0] for line in lines], np.array([line[1:] for line in lines], dtype=float)


def heatmap_menu(driver: Driver, choose: str) -> None:
    driver.menu(driver.heatmap, choose)


@pytest.mark.parametrize("name", set(VIEWS) - {"moreTokens"})
def test_every_view_has_its_menu(driver: Driver, name: str):
    assert driver.menu(driver.find(name)) == VIEWS[name]


@pytest.mark.parametrize("name", FOCUSED)
def test_the_menu_key_opens_the_menu_of_the_view_that_has_the_keyboard(driver: Driver, name: str):
    driver.find(name).setFocus()
    assert driver.menu(driver.find(name), keyboard=True) == VIEWS[FOCUSED[name]]


def test_shift_f10_does_as_the_menu_key(driver: Driver, monkeypatch: pytest.MonkeyPatch):
    driver.find("rankingBars").setFocus()
    asked: list[Panel] = []
    monkeypatch.setattr(gui.view_menu, "panel_of", lambda widget: asked.append(widget) or None)
    driver.key(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    assert driver.find("rankingBars") in asked


def test_the_menu_speaks_the_language(open_window: Callable[..., QWidget], drive):
    driver = drive(open_window(lang="zh_CN"))
    assert driver.menu(driver.heatmap) == ["复制图片", "复制表格", "复制 LaTeX", "另存为…"]


@pytest.mark.parametrize("focus", "AXS")
def test_a_matrix_is_copied_whole(driver: Driver, focus: str):
    driver.click(f"stage.{focus}")
    heatmap_menu(driver, "Copy table")
    columns, rows, values = pasted()
    assert rows == list(driver.trace.tokens)
    assert columns == (
        list(driver.trace.tokens) if focus != "X" else [str(n + 1) for n in range(values.shape[1])]
    )
    np.testing.assert_array_equal(values, driver.trace.matrix(focus))
    assert "Copied the table" in driver.notice


def test_the_head_in_focus_is_copied(open_window: Callable[..., QWidget], drive):
    from engine.settings import Settings

    driver = drive(open_window(settings=Settings(heads=2, weights="random"), head=1))
    heatmap_menu(driver, "Copy table")
    np.testing.assert_array_equal(pasted()[2], driver.trace.A[1])
    assert clipboard().startswith("A 2/2\t")


def test_bars_are_copied_in_drawn_order(driver: Driver):
    for name in ("weightBars", "rankingBars"):
        driver.menu(driver.find(name), "Copy table")
        _, rows, values = pasted()
        assert list(zip(rows, values[:, 0].tolist(), strict=True)) == driver.find(name).values()
    close(values[:, 1], driver.trace.received[list(driver.trace.by_norm)])


def test_the_tokens_are_copied_with_their_places(driver: Driver):
    driver.menu(driver.find("token.3"), "Copy table")
    head, *lines = [line.split("\t") for line in clipboard().splitlines()]
    assert head[1:4] == ["from", "to", "kept"]
    assert [line[0] for line in lines] == list(driver.trace.all_tokens)
    for line, token, kept in zip(lines, driver.trace.pieces, driver.trace.kept, strict=True):
        assert (int(line[1]), int(line[2]), line[3]) == (*token.span, str(int(kept)))
        assert (line[4] == "") == (not kept)


def test_latex_of_a_matrix_and_of_the_formula(driver: Driver):
    heatmap_menu(driver, "Copy LaTeX")
    assert r"\begin{array}" in clipboard()
    assert all(clipboard().count(rf"\text{{{token}}}") == 2 for token in driver.trace.tokens)
    driver.menu(driver.find("formulaView"), "Copy LaTeX")
    assert r"\mathrm{softmax}" in clipboard()
    assert r"\sqrt{64}" in clipboard()


def test_the_worked_example_is_copied_as_text(driver: Driver):
    driver.menu(driver.why, "Copy the text")
    assert clipboard() == driver.why.document().toPlainText().replace("\u2060", "")
    assert clipboard().startswith("Why ")


def test_a_picture_is_twice_as_fine_as_the_screen(driver: Driver):
    heatmap_menu(driver, "Copy picture")
    copied = QGuiApplication.clipboard().image()
    assert copied.width() == pytest.approx(2 * 720, abs=80)
    assert copied.height() > 800
    assert "Copied the picture" in driver.notice


def test_what_is_pointed_at_is_not_in_the_picture(driver: Driver):
    heatmap_menu(driver, "Copy picture")
    before = QGuiApplication.clipboard().image()
    with driver.settling():
        driver.hover(driver.heatmap, driver.heatmap.cell_center(0, 0))
    heatmap_menu(driver, "Copy picture")
    assert QGuiApplication.clipboard().image() == before


KINDS = (".png", ".svg", ".pdf", ".csv", ".tex")


def save(driver: Driver, monkeypatch: pytest.MonkeyPatch, view: str, file: Path) -> list[str]:
    """Save a view; return the kinds that the dialog offers."""
    offered: list[str] = []

    def ask(*arguments: object) -> tuple[str, str]:
        offered.extend(str(arguments[3]).split(";;"))
        return str(file), next((each for each in offered if file.suffix in each), "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    driver.menu(driver.find(view), "Save as…")
    driver.qtbot.waitUntil(lambda: file.name in driver.notice, timeout=PATIENCE)
    return offered


@pytest.mark.parametrize("view", ["focusHeatmap", "rankingBars", "token.3"])
@pytest.mark.parametrize("suffix", KINDS)
def test_a_view_is_saved_as_any_kind(driver: Driver, monkeypatch, tmp_path: Path, view: str, suffix: str):
    offered = save(driver, monkeypatch, view, tmp_path / f"a{suffix}")
    assert [each[each.index("(*") + 2 : -1] for each in offered] == list(KINDS)
    data = (tmp_path / f"a{suffix}").read_bytes()
    if suffix == ".png":
        assert not QImage.fromData(data).isNull()
    elif suffix == ".svg":
        shown = "".join(ElementTree.fromstring(data).itertext())
        assert all(token in shown for token in driver.trace.tokens)
    elif suffix == ".pdf":
        assert data.endswith(b"%%EOF\n")
    else:
        assert all(token in data.decode() for token in driver.trace.tokens)


@pytest.mark.parametrize("view", ["formulaView", "pipelineStrip", "statusFigures", "explanation", "switches"])
def test_a_view_without_numbers_is_saved_as_a_picture(driver: Driver, monkeypatch, tmp_path: Path, view: str):
    name = "attentionToggle" if view == "switches" else view
    offered = save(driver, monkeypatch, name, tmp_path / "a.svg")
    assert len(offered) == 3
    root = ElementTree.fromstring((tmp_path / "a.svg").read_bytes())
    assert "".join(root.itertext()).strip()


def test_a_chosen_kind_gives_the_suffix_that_was_not_typed(driver: Driver, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *a: (str(tmp_path / "run 1.5"), str(a[3]).split(";;")[1])
    )
    driver.menu(driver.heatmap, "Save as…")
    driver.qtbot.waitUntil(lambda: "run 1.5.svg" in driver.notice, timeout=PATIENCE)


def test_a_view_that_cannot_be_written_says_so(driver: Driver, monkeypatch, tmp_path: Path):
    save(driver, monkeypatch, "focusHeatmap", tmp_path / "nowhere" / "a.pdf")
    assert "cannot be written" in driver.notice
    assert list(tmp_path.iterdir()) == []


def test_a_matrix_too_large_to_copy_is_refused_and_the_clipboard_stays(driver: Driver, monkeypatch):
    QGuiApplication.clipboard().setText("before")
    monkeypatch.setattr(gui.view_menu, "MOST", 24)
    for entry in ("Copy table", "Copy LaTeX"):
        heatmap_menu(driver, entry)
        assert "25 cells" in driver.notice
        assert clipboard() == "before"


def test_by_shortcut_the_picture_and_the_matrix_in_focus(driver: Driver):
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    driver.key(Qt.Key.Key_C, both)
    assert QGuiApplication.clipboard().image() == image(page(driver.window.scene))
    driver.key(Qt.Key.Key_T, both)
    np.testing.assert_array_equal(pasted()[2], driver.trace.A[0])
    driver.key(Qt.Key.Key_X, both)
    assert clipboard().endswith(r"\end{array}")


def test_nothing_to_copy_is_said(driver: Driver):
    driver.enter("")
    for name in ("copy_table", "copy_latex"):
        driver.window.commands[name].trigger()
        assert "no token is kept" in driver.notice
    driver.window.commands["copy_picture"].trigger()
    assert "Copied the picture" in driver.notice


def test_the_vectors_dock_has_a_menu_too_and_its_neighbours_as_a_table(driver: Driver):
    with driver.settling():
        driver.window.commands["vectors"].trigger()
    bars = driver.find("neighbourBars")
    driver.qtbot.waitUntil(lambda: len(bars.values()) > 0, timeout=PATIENCE)
    driver.menu(bars, "Copy table")
    _, rows, values = pasted()
    assert list(zip(rows, values[:, 0].tolist(), strict=True)) == bars.values()


class Plot(Panel):
    """An experiment's panel, which knows nothing of export, with a heatmap in it."""


def test_a_panel_that_does_nothing_for_it_is_drawn_as_it_stands_with_real_text(driver: Driver):
    from gui.drawings.drawing import rendered
    from gui.drawings.svg import svg
    from gui.items.heatmap import Heatmap
    from gui.matrices import matrix_of

    panel = Plot(driver.window.store, driver.window.scene.theme)
    heatmap = Heatmap(panel.theme, panel)
    heatmap.set_matrix(matrix_of(driver.window.scene))
    heatmap.resize(400, 400)
    panel.resize(420, 420)
    drawing = panel.drawing(driver.window.scene)
    assert (drawing.width, drawing.height) == (420, 420)
    root = ElementTree.fromstring(svg(drawing, "plot"))
    shown = [element.text for element in root.iter() if element.text]
    assert all(token in shown for token in driver.trace.tokens)
    assert not [element for element in root.iter() if element.tag.endswith("image")]
    fine, coarse = image(drawing), rendered(panel, panel.theme.paper)
    assert fine.width() == 840
    assert coarse.width == 420
    panel.deleteLater()
