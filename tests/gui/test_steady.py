"""What stays where it is, or what it is, while other things change."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDockWidget, QLabel, QScrollArea, QTabBar, QWidget

from gui.items.arcs import Arcs
from gui.items.bars import Bars
from gui.items.numbers import digits_of, short_of
from gui.items.toast import SECONDS, Toast
from gui.worked import unlinked, worked
from tests.conftest import REFERENCE_CASE
from tests.gui.driver import Driver
from tests.gui.test_layout import settle_layout

Open, Drive = Callable[..., QWidget], Callable[..., Driver]


def heights(driver: Driver) -> list[tuple[int, int, int, int]]:
    names = ("focusHeatmap", "explanation", "weightBars", "rankingBars", "tokenStrip")
    return [driver.find(name).geometry().getRect() for name in names]


def test_a_switch_does_not_change_which_word_everything_speaks_of(driver: Driver):
    before = driver.window.scene.selected
    assert driver.state.anchor is None
    driver.click("attention.raw")
    assert driver.window.scene.order[0] != driver.window.scene.row, "another word leads the ranking now"
    assert driver.window.scene.selected.text == before.text
    driver.check()


def test_another_sentence_is_looked_at_anew(driver: Driver):
    driver.click("attention.raw")
    driver.type("春天的花园里开满了牡丹")
    scene = driver.window.scene
    assert driver.state.anchor is None
    assert scene.row == scene.order[0]


def test_a_word_that_a_switch_removes_is_let_go(driver: Driver):
    driver.click("stopwords.keep")
    driver.click("token.4")
    driver.click("stopwords.remove")
    driver.check()


def test_what_went_well_moves_nothing_and_goes_by_itself(driver: Driver):
    before = heights(driver)
    driver.window.show_note("export.done", file="a.png")
    toast = driver.find("toast", QLabel)
    settle_layout(driver.window)
    assert toast.isVisible()
    assert "a.png" in toast.text()
    assert heights(driver) == before
    under = driver.window.childAt(toast.mapTo(driver.window, toast.rect().center()))
    assert under is not toast, "clicks go through it"
    toast._going.setInterval(1)
    driver.qtbot.waitUntil(lambda: not toast.isVisible())


@pytest.mark.parametrize("scale", [100, 150])
def test_a_note_covers_no_matrix_and_no_more_than_an_edge(open_window: Open, drive: Drive, scale: int):
    driver = drive(open_window(scale=scale))
    driver.window.show_note("export.done", file="a.png")
    settle_layout(driver.window)
    toast, status = driver.find("toast", QLabel), driver.find("statusFigures")
    assert toast.geometry().top() >= status.geometry().top() - driver.window.theme.em
    assert toast.height() < 2.4 * driver.window.theme.em


def test_a_long_note_stays_inside_a_small_window(open_window: Open, drive: Drive):
    driver = drive(open_window(size=(683, 490)))
    driver.window.show_note("export.done", file="很长的名字" * 20 + ".png")
    toast = driver.find("toast", QLabel)
    settle_layout(driver.window)
    box = toast.geometry().translated(toast.parentWidget().mapTo(driver.window, QPoint()))
    assert driver.window.rect().contains(box)


def test_a_removed_token_keeps_the_ranking_where_it_is(driver: Driver):
    place = driver.find("rankingBars").mapTo(driver.window, QPoint())
    driver.click("token.1")
    settle_layout(driver.window)
    assert driver.find("weightBars").values() == []
    assert driver.find("rankingBars").mapTo(driver.window, QPoint()) == place


def test_docks_of_one_side_lie_on_each_other(driver: Driver):
    window, names = driver.window, ("vectors", "experiments")
    for name in names:
        window.commands[name].trigger()
        driver.qtbot.waitUntil(window.is_complete)
        settle_layout(window)
    vectors, experiments = (window.findChild(QDockWidget, f"{each}Dock") for each in names)
    assert window.floor.tabifiedDockWidgets(experiments) == [vectors]
    assert not experiments.widget().is_asleep(("trace",))
    assert vectors.widget().is_asleep(("trace",)), "what is behind does nothing"
    (tabs,) = (each for each in window.findChildren(QTabBar) if each.isVisible())
    assert tabs.accessibleName()
    window.commands["vectors"].trigger()
    settle_layout(window)
    assert not vectors.widget().is_asleep(("trace",)), "it comes to the front"
    assert window.commands["vectors"].isChecked()
    window.commands["vectors"].trigger()
    settle_layout(window)
    assert vectors.isHidden()
    assert not experiments.widget().is_asleep(("trace",))
    assert window.floor.rect().contains(experiments.geometry())
    assert experiments.height() == window.floor.height(), "it has the room of the one that was in front"


@pytest.mark.parametrize("lang", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("size", "scale", "dock"),
    [((1024, 700), 100, ""), ((1440, 900), 100, "experiments"), ((1440, 900), 150, "")],
)
def test_the_answer_of_the_worked_example_needs_no_scrolling(
    open_window: Open, drive: Drive, size: tuple[int, int], scale: int, dock: str, lang: str
):
    driver = drive(open_window(size=size, lang=lang, scale=scale))
    if dock:
        driver.window.commands[dock].trigger()
    settle_layout(driver.window)
    assert driver.why.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 100), ((1024, 700), 150), ((900, 560), 125)])
@pytest.mark.parametrize("pins", [False, True])
def test_no_line_of_the_worked_example_is_cut_through(
    open_window: Open, drive: Drive, size: tuple[int, int], scale: int, pins: bool
):
    driver = drive(open_window(size=size, scale=scale))
    if pins:
        driver.window.commands["pin"].trigger()
        driver.click("attention.raw")
    settle_layout(driver.window)
    bar = driver.why.verticalScrollBar()
    line = bar.singleStep()
    assert driver.why.viewport().height() % line == 0
    assert bar.maximum() % line == 0
    assert round(driver.why.document().size().height()) % line == 0


def test_the_worked_example_has_one_size_of_type_and_a_card_as_high_as_its_text(driver: Driver):
    window, seen = driver.window, set()
    for step in ("", "pin", "attention.raw", "course"):
        if step in window.commands:
            window.commands[step].trigger()
        elif step:
            driver.click(step)
        settle_layout(window)
        seen.add(driver.why.font().pointSizeF())
        spare = driver.why.height() - driver.why.document().size().height()
        assert spare <= 2 * driver.why.verticalScrollBar().singleStep(), step
    assert len(seen) == 1


def test_pointing_does_not_change_the_height_of_the_worked_example(driver: Driver):
    driver.window.commands["pin"].trigger()
    driver.click("attention.raw")
    settle_layout(driver.window)
    before = heights(driver)
    for row in range(5):
        driver.hover(driver.heatmap, driver.heatmap.cell_center(row, 4 - row))
        settle_layout(driver.window)
        assert heights(driver) == before


@pytest.mark.parametrize(("size", "lines"), [((1920, 1080), 1), ((1440, 900), 2), ((1024, 700), 2)])
def test_every_figure_of_the_status_line_is_shown(
    open_window: Open, drive: Drive, size: tuple[int, int], lines: int
):
    driver = drive(open_window(size=size))
    driver.window.commands["pin"].trigger()
    driver.click("attention.raw")
    driver.click("vectors.onehot")
    status = driver.find("statusFigures")
    shown = [label for label in status.findChildren(QLabel) if label.isVisible() and "·" in label.text()]
    assert len(shown) == lines
    assert "   │   ".join(label.text() for label in shown) == status.text()


def test_lines_begin_at_the_selected_word(open_window: Open, drive: Drive):
    driver = drive(open_window(size=(1024, 700), text="牡丹花卉原野美丽" * 12))
    driver.window.store.update(view="lines", anchor=len("牡丹花卉原野美丽") * 12 - 1)
    driver.qtbot.waitUntil(lambda: driver.find("attentionLines", Arcs).isVisible())
    settle_layout(driver.window)
    arcs = driver.find("attentionLines", Arcs)
    scroll: QScrollArea = arcs.parentWidget().parentWidget()
    place = arcs.token_center(driver.window.scene.row).x() - scroll.horizontalScrollBar().value()
    assert 0 <= place <= scroll.viewport().width()


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((0.786, 0.02, 2.2e-11), ("0.786", "0.020", "<0.001")),
        ((0.0014, 0.0010, 0.0), ("0.0014", "0.0010", "0")),
        ((0.05, 0.049), ("0.0500", "0.0490")),
        ((-1e-9, 3.0), (">−0.001", "3.000")),
        ((129.3, 125.12, 59.025, 1e-3), ("129.3", "125.1", "59.0", "<0.1")),
        ((2.5e6, 3.0, 0.06), ("2.5×10⁶", "3.0", "0.1")),
        ((), ()),
    ],
)
def test_figures_that_are_compared_are_told_apart(values: tuple[float, ...], shown: tuple[str, ...]):
    assert tuple(short_of(value, digits_of(values)) for value in values) == shown


def test_what_says_how_to_leave_goes_on_leaving(driver: Driver):
    with driver.settling():
        driver.window.commands["present"].trigger()
    assert driver.find("toast", QLabel).isVisible()
    with driver.settling():
        driver.window.commands["present"].trigger()
    settle_layout(driver.window)
    assert not driver.find("toast", QLabel).isVisible()


def test_a_note_keeps_its_time_through_a_change_of_look_and_leaves_with_its_language(driver: Driver):
    driver.window.show_note("export.done", file="a.png")
    whole, rest = 1000 * SECONDS, 10_000 * SECONDS  # a long rest tells the two apart on any machine
    driver.find("toast", Toast)._going.start(rest)
    with driver.settling():
        driver.window.commands["theme_dark"].trigger()
    toast = driver.find("toast", Toast)
    assert toast.isVisible()
    assert 2 * whole < toast._going.remainingTime() < 2 * rest
    with driver.settling():
        driver.window.commands["language"].trigger()
    assert not toast.isVisible()


def test_a_note_stays_in_sight_while_the_window_is_scrolled(open_window: Open, drive: Drive):
    driver = drive(open_window(size=(683, 490), scale=150))
    ground = driver.window.floor.ground
    settle_layout(driver.window)
    assert ground.verticalScrollBar().maximum() > 0
    driver.window.show_note("export.done", file="a.png")
    for value in (ground.verticalScrollBar().maximum(), 0):
        ground.verticalScrollBar().setValue(value)
        settle_layout(driver.window)
        toast = driver.find("toast", QLabel)
        box = toast.rect().translated(toast.mapTo(driver.window, QPoint()))
        assert driver.window.rect().contains(box)


def test_one_word_leaves_no_blank_band(open_window: Open, drive: Drive):
    driver = drive(open_window(text="牡丹"))
    settle_layout(driver.window)
    heatmap, why = driver.heatmap, driver.find("explanation")
    end = heatmap.cell_center(0, 0).y() + 6 * driver.window.theme.em
    assert heatmap.height() - end < 3 * driver.window.theme.em
    between = why.mapTo(driver.window, QPoint()).y() - heatmap.mapTo(driver.window, QPoint(0, end)).y()
    assert between < 5 * driver.window.theme.em


def test_no_end_of_a_line_parts_a_letter_from_what_is_lowered_on_it(driver: Driver):
    text = driver.why.document().toPlainText()
    assert "q\u2060牡\u2060丹\u2060·\u2060k\u2060花\u2060卉" in text
    scene = driver.window.scene
    assert "\u2060" not in unlinked(worked(scene, scene.explanation)), "on paper it would be in the way"


@pytest.mark.parametrize(("size", "scale"), [((1440, 900), 100), ((1440, 900), 150), ((1024, 700), 150)])
@pytest.mark.parametrize("text", [REFERENCE_CASE, "春夏秋冬 东西南北 " * 6])
def test_no_bar_is_cut_in_two(open_window: Open, drive: Drive, size: tuple[int, int], scale: int, text: str):
    driver = drive(open_window(size=size, scale=scale, text=text))
    settle_layout(driver.window)
    for name in ("weightBars", "rankingBars"):
        bars = driver.find(name, Bars)
        shown = bars.parentWidget()
        lines = shown.height() / bars.line()
        assert lines >= len(bars.values()) or abs(lines - round(lines)) < 0.01
        scroll = shown.parentWidget()
        assert scroll.verticalScrollBar().singleStep() == bars.least_line() or bars.height() <= shown.height()


def test_bars_stand_closer_where_that_shows_them_all(open_window: Open, drive: Drive):
    driver = drive(open_window(scale=150))
    settle_layout(driver.window)
    for name in ("weightBars", "rankingBars"):
        bars = driver.find(name, Bars)
        assert bars.height() <= bars.parentWidget().height(), "nothing to scroll"
        assert bars.least_line() <= bars.line() < 2.15 * driver.window.theme.em
