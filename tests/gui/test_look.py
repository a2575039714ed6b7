"""Theme, size and motion, changed while the window is open: everything follows, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QListWidget, QPushButton, QWidget

import gui.look
from engine.errors import PeonyError
from gui.items.bars import Bar, Bars
from gui.look import MOTIONS, SCALES, THEMES
from gui.theme import interface_font, make_theme
from gui.window import MainWindow
from tests.gui.driver import Driver
from tests.gui.test_layout import settle_layout
from tests.gui.test_pictures import pixels

OpenWindow = Callable[..., MainWindow]
Drive = Callable[..., Driver]
CTRL = Qt.KeyboardModifier.ControlModifier


def is_dark(window: MainWindow) -> bool:
    """Whether the window has dark paper, by what is painted and by what Qt is told."""
    settle_layout(window)
    painted = pixels(window.grab().toImage()).mean() < 100
    told = QApplication.palette().color(QPalette.ColorRole.Window).lightness() < 100
    assert painted == told == window.theme.dark
    return painted


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> Callable[[bool], None]:
    """``system(dark)``: set the system to dark or light, as it would tell the program."""

    def set_(dark: bool) -> None:
        monkeypatch.setattr(gui.look, "system_is_dark", lambda: dark)
        scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
        QApplication.styleHints().colorSchemeChanged.emit(scheme)

    return set_


# the theme


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("dark", [False, True])
def test_the_window_opens_in_the_theme_that_is_asked_for(
    open_window: OpenWindow, system: Callable[[bool], None], theme: str, dark: bool
):
    system(dark)
    assert is_dark(open_window(theme=theme)) == (dark if theme == "system" else theme == "dark")


def test_it_follows_the_system_while_it_is_open(driver: Driver, system: Callable[[bool], None]):
    assert not is_dark(driver.window)
    for dark in (True, False, True):
        with driver.settling():
            system(dark)
        assert is_dark(driver.window) == dark
        driver.check()


def test_a_theme_that_was_chosen_stays(driver: Driver, system: Callable[[bool], None]):
    with driver.settling():
        driver.window.commands["theme_light"].trigger()
    system(True)
    assert not is_dark(driver.window)
    with driver.settling():
        driver.window.commands["theme_system"].trigger()
    assert is_dark(driver.window)


def test_the_menu_shows_what_is_chosen(driver: Driver):
    commands = driver.window.commands
    for theme in THEMES:
        with driver.settling():
            commands[f"theme_{theme}"].trigger()
        assert [each for each in THEMES if commands[f"theme_{each}"].isChecked()] == [theme]
        assert driver.state.theme == theme
    for motion in MOTIONS:
        with driver.settling():
            commands[f"motion_{motion}"].trigger()
        assert [each for each in MOTIONS if commands[f"motion_{each}"].isChecked()] == [motion]


def test_nothing_is_lost_on_the_way(driver: Driver):
    """Sentence, cursor, keyboard, selection, columns, note and table of figures survive a change of theme."""
    window = driver.window
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    driver.type("春天的花园里开满了牡丹")
    driver.click("token.2")
    driver.click("stage.S")
    driver.click("ranking.received")
    driver.edit.setFocus()
    driver.edit.setCursorPosition(4)
    window.columns.set_outer(150, 490)
    window.show_error(PeonyError("text_long"))
    sizes, trace, note = window.columns.outer(), driver.trace, driver.notice
    selected = driver.state.anchor
    with driver.settling():
        window.commands["theme_dark"].trigger()
    assert driver.edit.text() == "春天的花园里开满了牡丹"
    assert driver.edit.cursorPosition() == 4
    assert QApplication.focusWidget() is driver.edit
    assert driver.state.anchor == selected
    assert driver.trace is trace, "another theme computes nothing"
    assert driver.notice == note != ""
    assert window.columns.outer() == pytest.approx(sizes, abs=2)
    driver.check()
    driver.type("牡丹")
    driver.check()


def test_the_formula_is_written_in_the_themes_ink(open_window: OpenWindow, drive: Drive):
    driver = drive(open_window(theme="dark"))
    driver.wait_for_formula()
    part = driver.part_of("Q")
    assert pixels(part.grab().toImage()).max() > 200, "light ink on dark paper"
    with driver.settling():
        driver.window.commands["theme_light"].trigger()
    assert pixels(driver.part_of("Q").grab().toImage()).min() < 90


def test_open_dialogs_follow(driver: Driver):
    commands = driver.window.commands
    commands["lists"].trigger()
    commands["guide"].trigger()
    dialogs = [driver.find(name, QDialog) for name in ("listsDialog", "helpDialog")]
    for theme in ("dark", "light"):
        with driver.settling():
            commands[f"theme_{theme}"].trigger()
        for dialog in dialogs:
            settle_layout(dialog)
            assert (pixels(dialog.grab().toImage()).mean() < 100) == (theme == "dark")
    for name, points in (("zoom_in", 11), ("zoom_reset", 10)):
        with driver.settling():
            commands[name].trigger()
        for dialog in dialogs:
            for part in (QPushButton, QListWidget):
                assert dialog.findChild(part).font().pointSizeF() == pytest.approx(points)


# the size


def test_every_size_by_keyboard(driver: Driver):
    window = driver.window
    driver.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    driver.edit.setFocus()
    seen = [driver.state.scale]
    for _ in range(len(SCALES)):
        driver.key(Qt.Key.Key_Plus, CTRL)
        seen.append(driver.state.scale)
    assert seen == [100, 110, 125, 150, 175, 200, 200, 200, 200]
    for _ in range(len(SCALES)):
        driver.key(Qt.Key.Key_Minus, CTRL)
    assert driver.state.scale == SCALES[0] == 80
    driver.key(Qt.Key.Key_0, CTRL)
    assert driver.state.scale == 100
    driver.qtbot.waitUntil(driver.is_newest)
    driver.check()


def test_the_menu_says_where_there_is_no_more(driver: Driver):
    commands = driver.window.commands
    for name, other in (("zoom_in", "zoom_out"), ("zoom_out", "zoom_in")):
        while commands[name].isEnabled():
            with driver.settling():
                commands[name].trigger()
        assert driver.state.scale == SCALES[-1 if name == "zoom_in" else 0]
        assert commands[other].isEnabled()


@pytest.mark.parametrize("scale", SCALES)
def test_everything_is_as_large_as_the_type(open_window: OpenWindow, drive: Drive, scale: int):
    driver = drive(open_window(scale=scale))
    wanted = interface_font(scale).pointSizeF()
    assert wanted == pytest.approx(10 * scale / 100)
    assert driver.window.theme.em == pytest.approx(make_theme(interface_font(scale)).em)
    driver.window.commands["lists"].trigger()
    dialog = driver.find("listsDialog", QDialog)
    labels = [driver.find("moreButton"), driver.find("stopwords.keep"), dialog.findChild(QLabel)]
    menus = [driver.find("menuButton", QPushButton).menu().actions()[0].menu()]
    for widget in (*labels, *menus):
        widget.ensurePolished()
        assert widget.font().pointSizeF() == pytest.approx(wanted), widget
    driver.check()


def test_there_and_back_changes_nothing(driver: Driver):
    driver.wait_for_formula()
    settle_layout(driver.window)
    driver.edit.clearFocus()
    names = ("sentenceEdit", "focusHeatmap", "weightBars", "tokenStrip", "formulaView", "statusFigures")
    before = {name: driver.find(name).geometry() for name in names}
    for name in ("zoom_in", "zoom_in", "theme_dark", "zoom_out", "zoom_reset", "theme_light"):
        with driver.settling():
            driver.window.commands[name].trigger()
        settle_layout(driver.window)
    driver.wait_for_formula()
    driver.edit.clearFocus()
    settle_layout(driver.window)
    assert {name: driver.find(name).geometry() for name in names} == before


LARGE = [(150, (1440, 900)), (150, (1024, 700)), (200, (1440, 900)), (200, (1024, 700)), (200, (640, 480))]


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize(("scale", "size"), LARGE)
def test_what_does_not_fit_can_be_scrolled_to(
    open_window: OpenWindow, drive: Drive, scale: int, size: tuple[int, int], lang: str
):
    driver = drive(open_window(size=size, scale=scale, lang=lang))
    window = driver.window
    settle_layout(window)
    assert (window.width(), window.height()) == size
    ground = window.centralWidget()
    for name in ("sentenceEdit", "activation.relu", "focusHeatmap", "rankingBars", "explanation"):
        widget = driver.find(name)
        ground.ensureWidgetVisible(widget, 0, 0)
        settle_layout(window)
        # What is made visible of a text is its cursor, which lies a little lower.
        corner = widget.mapTo(ground.viewport(), widget.rect().topLeft() + QPoint(0, 2))
        assert ground.viewport().rect().contains(corner), name
    driver.check()


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
def test_on_a_small_screen_with_large_type_the_matrix_can_be_read(
    open_window: OpenWindow, drive: Drive, lang: str
):
    driver = drive(open_window(size=(1024, 700), scale=150, lang=lang))
    settle_layout(driver.window)
    ground, em = driver.window.centralWidget(), driver.window.theme.em
    assert not ground.horizontalScrollBar().isVisible()
    assert ground.verticalScrollBar().maximum() < 5 * em, "hardly anything is out of sight"
    cells = [driver.heatmap.cell_center(row, 0).y() for row in (0, 1)]
    assert cells[1] - cells[0] > 1.4 * em


# motion


def slides(window: MainWindow, theme_motion: bool) -> bool:
    bars = Bars(window.theme, window.theme.petal, window)
    bars.resize(200, 200)
    bars.show()
    bars.set_bars((Bar(0, "a", 2.0), Bar(1, "b", 1.0)), 2.0)
    bars.set_bars((Bar(1, "b", 3.0), Bar(0, "a", 2.0)), 3.0)
    sliding = bars._slide.state() == bars._slide.State.Running
    assert window.theme.motion == theme_motion
    bars.deleteLater()
    return sliding


@pytest.mark.parametrize(("motion", "wish", "moves"), [
    ("system", True, True), ("system", False, False), ("on", False, True), ("off", True, False),
])  # fmt: skip
def test_bars_slide_only_where_that_is_wanted(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, motion: str, wish: bool, moves: bool
):
    class Wish(gui.look.MotionWish):
        def __init__(self, parent: QWidget) -> None:
            super().__init__(parent)
            self.moves = wish

    monkeypatch.setattr(gui.look, "MotionWish", Wish)
    assert slides(open_window(motion=motion), moves) == moves


def test_motion_is_switched_while_the_window_is_open(driver: Driver):
    with driver.settling():
        driver.window.commands["motion_off"].trigger()
    assert not slides(driver.window, False)
    with driver.settling():
        driver.window.commands["motion_on"].trigger()
    assert slides(driver.window, True)


def test_the_clear_button_clears_and_hides_where_there_is_nothing(driver: Driver):
    [clear] = driver.find("sentenceEdit", QLineEdit).actions()
    assert clear.isVisible()
    with driver.settling():
        clear.trigger()
    assert driver.edit.text() == ""
    assert not clear.isVisible()
