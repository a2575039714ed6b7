"""Everything that a person can have done by name: one table for menus, shortcuts and whoever looks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from engine.words import Words


@dataclass(frozen=True)
class Entry:
    """One command. Its text is ``action.<name>`` in ``resources/text``, its menu's ``menu_bar.<menu>``.

    Attributes
    ----------
    shortcut
        As Qt writes it; more than one are parted by spaces.
    checkable
        Whether it is something that is on or off.
    """

    name: str
    menu: str
    shortcut: str = ""
    checkable: bool = False


ENTRIES = (
    Entry("export_png", "export", "Ctrl+E"),
    Entry("export_svg", "export"),
    Entry("export_pdf", "export"),
    Entry("export_html", "export", "Ctrl+Shift+E"),
    Entry("export_csv", "export"),
    Entry("export_tex", "export"),
    Entry("export_json", "export"),
    Entry("export_npz", "export"),
    Entry("copy_picture", "export", "Ctrl+Shift+C"),
    Entry("copy_table", "export", "Ctrl+Shift+T"),
    Entry("copy_latex", "export", "Ctrl+Shift+X"),
    Entry("view_menu", "export", "Shift+F10"),
    Entry("sentence", "edit", "Ctrl+L"),
    Entry("lists", "edit", "Ctrl+Shift+L"),
    Entry("reset", "edit"),
    Entry("pin", "view", "Ctrl+Shift+P", checkable=True),
    Entry("vectors", "view", "Ctrl+Alt+V", checkable=True),
    Entry("experiments", "view", "Ctrl+Alt+E", checkable=True),
    Entry("language", "view", "Ctrl+Alt+L"),
    Entry("table_open", "vectors", "Ctrl+Shift+O"),
    Entry("table_train", "vectors"),
    Entry("table_shipped", "vectors"),
    Entry("tables_clear", "vectors"),
)


class Commands(QObject):
    """One `QAction` an entry. Parts of the window say what a command does; menus only show them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        for entry in ENTRIES:
            action = QAction(self)
            action.setObjectName(f"command_{entry.name}")
            action.setCheckable(entry.checkable)
            action.setShortcuts([QKeySequence(each) for each in entry.shortcut.split()])
            window.addAction(action)
            self._actions[entry.name] = action

    def __getitem__(self, name: str) -> QAction:
        """Return the action of a command."""
        return self._actions[name]

    def on(self, name: str, run: Callable[[], object]) -> None:
        """Say what a command does."""
        self[name].triggered.connect(lambda _checked=False: run())

    def translate(self, words: Words) -> None:
        """Put every command into a language."""
        for name, action in self._actions.items():
            action.setText(words(f"action.{name}"))

    def of(self, menu: str) -> list[QAction]:
        """Return the actions of one menu."""
        return [self[entry.name] for entry in ENTRIES if entry.menu == menu]

    def menus(self) -> Iterator[tuple[str, list[QAction]]]:
        """Return the menus in order, each with its actions."""
        for menu in dict.fromkeys(entry.menu for entry in ENTRIES):
            yield menu, self.of(menu)

    def fill(self, menu: QMenu, words: Words) -> None:
        """Fill a menu with all the menus."""
        menu.clear()
        for name, actions in self.menus():
            menu.addMenu(words(f"menu_bar.{name}")).addActions(actions)
