"""With everything open, another language leaves nothing of the one before, written or spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QTreeWidget,
    QWidget,
)

from engine.settings import Settings
from gui.commands import ENTRIES
from gui.dock import Dock
from tests.gui.driver import Driver
from tests.gui.test_language import ENGLISH, HAN, KEY, texts, without

OPEN = ("lists", "guide", "report", "table_train")
# Words of the person's own, lists of them, and what is the same for Peony's maintainers.
OWN = ("stopwordsList", "ownList", "troubleDetails", "sentenceEdit", "finderList")
SHARED = (
    "中文 / English", "中文", "English", "PySide6-Essentials", "jieba", "pyqtgraph", "ziamath", "Python",
    "Qt", "resources/vectors/README.md", "MIT", "rms", "Ctrl+K", "Esc", "Ctrl", "Shift", "Alt", "Tab", "Home",
    "End", "Enter", "Delete", "W_Q", "W_K", "W_V",
)  # fmt: skip


def everything(driver: Driver) -> Iterator[tuple[str, str]]:
    """Every text of the window, its menus, docks and dialogs."""
    yield from texts(driver)
    window = driver.window
    for action in (window.commands[entry.name] for entry in ENTRIES):
        yield action.objectName(), action.text()
    for menu in window.findChildren(QMenu):
        yield from ((f"menu {menu.objectName()}", action.text().split("\t")[-1]) for action in menu.actions())
    for widget in (*window.findChildren(QDialog), *window.findChildren(Dock)):
        yield f"{widget.objectName()} title", widget.windowTitle()
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and not widget.objectName().startswith(OWN):
            yield f"{widget.objectName()} description", widget.accessibleDescription()
            yield from inside(widget)


def inside(widget: QWidget) -> Iterator[tuple[str, str]]:
    name = widget.objectName()
    match widget:
        case QListWidget():
            yield from ((name, widget.item(row).text()) for row in range(widget.count()))
        case QTreeWidget():
            yield from ((name, widget.topLevelItem(row).text(0)) for row in range(widget.topLevelItemCount()))
        case QPlainTextEdit():
            yield name, widget.toPlainText()
        case QLineEdit() if name:
            menu = widget.createStandardContextMenu()
            yield from ((f"{name} menu", action.text().split("\t")[0]) for action in menu.actions())
            menu.deleteLater()


def bare(text: str, driver: Driver) -> str:
    """Return a text without the person's own words and what every language shares."""
    path = driver.trace.table.source
    for own in (*SHARED, path, "peony.log"):
        text = text.replace(own, " ")
    return without(" ".join(part for part in text.split() if "/" not in part and "\\" not in part), driver)


def open_all(driver: Driver) -> None:
    for name in (
        *OPEN,
        *(entry.name for entry in ENTRIES if driver.window.findChild(Dock, f"{entry.name}Dock")),
    ):
        driver.window.commands[name].trigger()
    QApplication.processEvents()


SCENES = {
    "pinned": {"settings": Settings(mask="causal", heads=2)},
    "raw": {"settings": Settings(vectors="onehot", attention="raw", activation="relu")},
}


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("start", ["en", "zh_CN"])
def test_nothing_is_left_behind(
    open_window: Callable[..., QWidget], drive: Callable[..., Driver], scene: str, start: str
):
    driver = drive(open_window(lang=start, more=True, **SCENES[scene]))
    open_all(driver)
    if scene == "pinned":
        with driver.settling():
            driver.window.commands["pin"].trigger()
        driver.window.activateWindow()
        driver.click("activation.relu")
    for lang in ("zh_CN", "en") if start == "en" else ("en", "zh_CN"):
        with driver.settling():
            driver.window.commands["language"].trigger()
        QApplication.processEvents()
        assert driver.state.lang == lang
        count = 0
        for where, text in everything(driver):
            rest = bare(text, driver)
            assert not KEY.search(text), (where, text)
            if lang == "en":
                assert not HAN.search(rest), (where, text)
            else:
                assert not ENGLISH.search(rest) or HAN.search(rest), (where, text)
            count += bool(text)
        assert count > 250


def test_the_finder_leaves_with_its_language(driver: Driver):
    driver.window.commands["find"].trigger()
    assert driver.find("finder").isVisible()
    with driver.settling():
        driver.window.commands["language"].trigger()
    found = driver.window.findChild(QWidget, "finder")
    assert found is None or not found.isVisible()
    driver.window.commands["find"].trigger()
    for where, text in inside(driver.find("finderList", QTreeWidget)):
        assert HAN.search(text) or not ENGLISH.search(bare(text, driver)), (where, text)
