"""Everything that a person can have done by name: one table for menus, shortcuts and whoever looks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from engine.words import Words


@dataclass(frozen=True)
class Entry:
    """One command. Its text is ``action.<name>`` in ``resources/text``, its menu's ``menu_bar.<menu>``.

    Attributes
    ----------
    shortcut
        As Qt writes it; more than one are parted by spaces, the one that is shown first.
    checkable
        Whether it is something that is on or off.
    group
        What it belongs to in its menu; of checkable ones in a group just one is on.
    """

    name: str
    menu: str
    shortcut: str = ""
    checkable: bool = False
    group: str = ""


# Of Ctrl+Alt no command makes use: Windows takes it for AltGr, with which letters are typed, and
# desktops lock the screen with it.
ENTRIES = (
    Entry("new", "file", "Ctrl+N"),
    Entry("open", "file", "Ctrl+O"),
    Entry("recent", "file"),
    Entry("save", "file", "Ctrl+S"),
    Entry("save_as", "file", "Ctrl+Shift+S"),
    Entry("export_png", "export", "Ctrl+E", group="file"),
    Entry("export_svg", "export", group="file"),
    Entry("export_pdf", "export", group="file"),
    Entry("export_html", "export", "Ctrl+Shift+E", group="file"),
    Entry("export_csv", "export", group="file"),
    Entry("export_tex", "export", group="file"),
    Entry("export_json", "export", group="file"),
    Entry("export_npz", "export", group="file"),
    Entry("copy_picture", "export", "Ctrl+Shift+C", group="copy"),
    Entry("copy_table", "export", "Ctrl+Shift+T", group="copy"),
    Entry("copy_latex", "export", "Ctrl+Shift+X", group="copy"),
    Entry("view_menu", "export", "Shift+F10"),
    Entry("undo", "edit", "Ctrl+Z"),
    Entry("redo", "edit", "Ctrl+Shift+Z Ctrl+Y"),
    Entry("sentence", "edit", "Ctrl+L"),
    Entry("lists", "edit", "Ctrl+Shift+L"),
    Entry("reset", "edit"),
    Entry("pin", "view", "Ctrl+Shift+P", checkable=True),
    Entry("course", "course", "F2", checkable=True),
    Entry("course_next", "course", "Alt+Right"),
    Entry("course_back", "course", "Alt+Left"),
    Entry("course_throw", "course", "Alt+Return"),
    Entry("course_own", "course"),
    Entry("course_open", "course"),
    Entry("course_shipped", "course"),
    Entry("vectors", "view", "F4", checkable=True),
    Entry("experiments", "view", "F3", checkable=True),
    Entry("language", "view", "F7"),
    Entry("area_next", "view", "F6", group="keyboard"),
    Entry("area_back", "view", "Shift+F6", group="keyboard"),
    Entry("menu", "view", "F10", group="keyboard"),
    Entry("table_open", "vectors", "Ctrl+Shift+O"),
    Entry("table_train", "vectors"),
    Entry("table_shipped", "vectors"),
    Entry("tables_clear", "vectors"),
    Entry("theme_system", "look", checkable=True, group="theme"),
    Entry("theme_light", "look", checkable=True, group="theme"),
    Entry("theme_dark", "look", checkable=True, group="theme"),
    Entry("zoom_in", "look", "Ctrl++ Ctrl+=", group="zoom"),
    Entry("zoom_out", "look", "Ctrl+-", group="zoom"),
    Entry("zoom_reset", "look", "Ctrl+0", group="zoom"),
    Entry("motion_system", "look", checkable=True, group="motion"),
    Entry("motion_on", "look", checkable=True, group="motion"),
    Entry("motion_off", "look", checkable=True, group="motion"),
    Entry("present", "look", "F11", checkable=True),
    Entry("find", "help", "Ctrl+K"),
    Entry("guide", "help", "F1", group="pages"),
    Entry("definitions", "help", group="pages"),
    Entry("shortcuts", "help", "? Shift+?", group="pages"),
    Entry("report", "help", group="about"),
    Entry("about", "help", group="about"),
)


class Commands(QObject):
    """One `QAction` an entry. Parts of the window say what a command does; menus only show them."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[str, QAction] = {}
        groups: dict[str, QActionGroup] = {}
        self._titles: dict[str, Callable[[Words], str]] = {}
        self._words: Words | None = None
        for entry in ENTRIES:
            action = QAction(self)
            action.setObjectName(f"command_{entry.name}")
            action.setCheckable(entry.checkable)
            action.setShortcuts([QKeySequence(each) for each in entry.shortcut.split()])
            if entry.checkable and entry.group:
                groups.setdefault(entry.group, QActionGroup(self)).addAction(action)
            window.addAction(action)
            self._actions[entry.name] = action

    def __contains__(self, name: str) -> bool:
        """Return whether there is such a command."""
        return name in self._actions

    def __getitem__(self, name: str) -> QAction:
        """Return the action of a command."""
        return self._actions[name]

    def on(self, name: str, run: Callable[[], object]) -> None:
        """Say what a command does."""
        self[name].triggered.connect(lambda _checked=False: run())

    def entitle(self, name: str, title: Callable[[Words], str]) -> None:
        """Say what a command's text is, where that depends on what was done before."""
        self._titles[name] = title
        self.refresh(name)

    def translate(self, words: Words) -> None:
        """Put every command into a language."""
        self._words = words
        self.refresh(*self._actions)

    def refresh(self, *names: str) -> None:
        """Bring the texts of some commands up to date."""
        for name in names if self._words else ():
            title = self._titles.get(name)
            self[name].setText(title(self._words) if title else self._words(f"action.{name}"))

    def groups(self, menu: str) -> list[list[QAction]]:
        """Return the actions of one menu, those that belong together by themselves."""
        entries = (entry for entry in ENTRIES if entry.menu == menu)
        grouped = groupby(entries, key=lambda entry: entry.group)
        return [[self[entry.name] for entry in group] for _, group in grouped]

    def menus(self) -> Iterator[tuple[str, list[list[QAction]]]]:
        """Return the menus in order, each with its groups of actions."""
        for menu in dict.fromkeys(entry.menu for entry in ENTRIES):
            yield menu, self.groups(menu)

    def fill(self, menu: QMenu, words: Words) -> None:
        """Fill a menu with all the menus."""
        menu.clear()
        for name, groups in self.menus():
            below = menu.addMenu(words(f"menu_bar.{name}"))
            below.setProperty("checks", any(action.isCheckable() for each in groups for action in each))
            for actions in groups:
                below.addSeparator()  # Qt shows none above the first
                below.addActions(actions)
