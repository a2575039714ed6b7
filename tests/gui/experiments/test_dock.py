"""The dock of experiments: chosen ones are made when wanted, hidden ones do nothing, pictures are saved."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QWidget

from gui.experiments import EXPERIMENTS
from gui.experiments.experiment import Experiment
from tests.gui.driver import PATIENCE, Driver
from tests.gui.experiments.conftest import Experimenting, drawn
from tests.gui.test_layout import settle_layout


def test_it_is_shut_until_asked_for_and_costs_nothing_until_then(driver: Driver) -> None:
    assert not driver.find("experimentsDock").isVisible()
    assert driver.window.findChildren(Experiment) == []
    driver.key(Qt.Key.Key_F3)
    assert driver.find("experimentsDock").isVisible()
    assert driver.find("experimentsButton").isChecked()
    assert len(driver.window.findChildren(Experiment)) == 1
    driver.press(driver.find("experimentsButton"))
    assert not driver.find("experimentsDock").isVisible()
    assert not driver.find("experimentsButton").isChecked()


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_every_experiment_can_be_chosen_in_both_languages(experimenting: Experimenting, name: str) -> None:
    driver = experimenting(name)
    combo, shown = driver.find("experimentCombo", QComboBox), driver.find(f"{name}Experiment")
    assert driver.state.experiment == name
    assert combo.currentData() == name
    english = driver.find(f"{name}About").text()
    with driver.settling():
        driver.window.commands["language"].trigger()
    assert driver.find(f"{name}About").text() not in ("", english)
    assert shown.isVisible()
    visible = [each for each in driver.window.findChildren(Experiment) if each.isVisible()]
    assert visible == [shown]


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_an_experiment_is_presented_for_what_it_uses_and_for_nothing_while_hidden(
    experimenting: Experimenting, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = experimenting(name)
    calls: list[object] = []
    monkeypatch.setattr(EXPERIMENTS[name], "draw", lambda self, scene: calls.append(scene))
    for field, value in (("colours", "cividis"), ("more", True), ("hover", None), ("ranking", "received")):
        before = len(calls)
        with driver.settling():
            driver.window.store.update(**{field: value})
        assert (len(calls) > before) == (field in EXPERIMENTS[name].uses), field
    driver.press(driver.find("experimentsButton"))
    calls.clear()
    driver.enter("春天的花园里开满了牡丹。")
    assert calls == []
    driver.press(driver.find("experimentsButton"))
    assert [scene.trace for scene in calls] == [driver.trace]


def test_a_picture_of_it_is_saved(
    experimenting: Experimenting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = experimenting("rank")
    drawn(driver, "rankPlot")
    file = tmp_path / "rank.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    driver.press(driver.find("experimentPicture"))
    driver.qtbot.waitUntil(lambda: str(file) in driver.notice, timeout=PATIENCE)
    image, shown = QImage(str(file)), driver.find("rankExperiment", QWidget)
    assert image.width() >= 2 * shown.width()
    assert image.height() > 2 * shown.height()
    colours = {image.pixel(x, y) for x in range(0, image.width(), 9) for y in range(0, image.height(), 9)}
    assert len(colours) > 30


def test_the_same_picture_is_behind_the_context_menu(experimenting: Experimenting) -> None:
    driver = experimenting("rank")
    drawn(driver, "rankPlot")
    offered = driver.menu(driver.find("rankExperiment"), "Copy picture")
    assert {"Copy picture", "Save as…"} <= set(offered)
    copied, shown = QApplication.clipboard().image(), driver.find("rankExperiment", QWidget)
    assert copied.width() >= 2 * shown.width()


def test_the_curves_of_a_plot_are_copied_as_a_table(experimenting: Experimenting) -> None:
    driver = experimenting("rank")
    drawn(driver, "rankPlot")
    plot = driver.find("rankPlot")
    plot.setFocus()
    driver.menu(plot, "Copy table", keyboard=True)
    head, *lines = [line.split("\t") for line in QApplication.clipboard().text().splitlines()]
    assert head[1:] == list(plot.curves())
    for column, (x, y) in enumerate(plot.curves().values(), start=1):
        found = {line[0]: float(line[column]) for line in lines if line[column]}
        assert found == {f"{at:g}": value for at, value in zip(x, y, strict=True)}


def test_a_saved_picture_of_a_plot_is_made_of_shapes_and_text(
    experimenting: Experimenting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = experimenting("rank")
    drawn(driver, "rankPlot")
    file = tmp_path / "rank.svg"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    driver.press(driver.find("experimentPicture"))
    driver.qtbot.waitUntil(lambda: str(file) in driver.notice, timeout=PATIENCE)
    root = ElementTree.fromstring(file.read_bytes())
    said = "".join(root.itertext())
    assert driver.trace.text in said
    assert all(curve in said for curve in driver.find("rankPlot").curves())


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize("name", EXPERIMENTS)
def test_it_fills_a_projectors_width_and_becomes_narrow_again(
    experimenting: Experimenting, name: str, lang: str
) -> None:
    driver = experimenting(name, lang=lang, size=(1024, 700))
    dock, viewport = driver.find("experimentsDock"), driver.find(f"{name}Experiment").parentWidget()
    dock.setFloating(True)
    for width in (1320, dock.minimumSizeHint().width()):
        dock.resize(width, 860)
        settle_layout(driver.window)
        assert driver.find(f"{name}Experiment").width() <= viewport.width()
        assert width - viewport.width() < 40
