"""The menu of every view: copy it as a picture, as a table, as LaTeX; save it alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDockWidget, QMenu, QWidget

from engine.errors import PeonyError
from engine.latex import as_latex
from engine.sheet import Sheet, as_tsv
from gui.drawings.devices import image
from gui.drawings.drawing import Drawing, padded
from gui.drawings.theme import printed
from gui.exporting import Exporting
from gui.items.tabular import Tabular
from gui.kinds import Maker, of_view
from gui.matrices import sheet_of
from gui.page import page, title
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.window import MainWindow

MOST = 250_000  # cells that are copied: more would hold up every program that looks at the clipboard


class ViewMenu(QObject):
    """Opens a panel's menu where it is asked for: by the mouse, by the menu key, by Shift+F10.

    What nobody else has answered comes to the window; there the panel is found. So a panel has its menu
    without doing anything, and one that knows better than to be drawn as it stands overrides `drawing`.
    """

    def __init__(self, window: MainWindow, exporting: Exporting) -> None:
        super().__init__(window)
        self._window, self._exporting = window, exporting
        for part in (window, *window.findChildren(QDockWidget)):  # a dock may be torn off
            part.installEventFilter(self)
        commands = window.commands
        commands.on("copy_picture", self._copy_page)
        commands.on("copy_table", lambda: self._copy_focus(as_tsv, "view_menu.copied_table"))
        commands.on("copy_latex", lambda: self._copy_focus(as_latex, "view_menu.copied_latex"))
        commands.on("view_menu", ask_for_menu)
        window.pictureWanted.connect(self.save)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer a wish for a menu."""
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QWidget):
            mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            at = watched.childAt(event.pos()) if mouse else QApplication.focusWidget()
            panel = panel_of(at)
            if at is not None and panel is not None and self._window.scene is not None:
                menu = self.menu(panel, at)
                menu.exec(event.globalPos())
                menu.deleteLater()
                return True
        return super().eventFilter(watched, event)

    def menu(self, panel: Panel, at: QWidget) -> QMenu:
        """Return the menu of a panel's part `at`; many entries of its own have the others below them."""
        menu, whole = panel.menu(at), self._window.scene.words("view_menu.whole")
        self._fill(menu.addMenu(whole) if len(menu.actions()) > 1 else menu, panel, at)
        return menu

    def save(self, panel: Panel) -> None:
        """Ask for a file of a panel, and write it."""
        if self._window.scene is not None:
            self._exporting.ask(self._kinds(panel, panel.sheet(printed(self._window.scene))))

    def _kinds(self, panel: Panel, sheet: Sheet | None) -> dict[str, Callable[[], Maker]]:
        return of_view(lambda: self._drawn(panel), title(self._window.scene), sheet)

    def _drawn(self, panel: Panel) -> Drawing:
        scene = printed(self._window.scene)
        return padded(panel.drawing(scene), scene.theme.em)

    def _fill(self, menu: QMenu, panel: Panel, at: QWidget) -> None:
        scene = printed(self._window.scene)
        sheet, formula = sheet_at(at, panel, scene), panel.latex(scene)
        self._add(menu, "copy_picture", lambda: self._copy_picture(self._drawn(panel)))
        if sheet is not None:
            self._add(menu, "copy_table", lambda: self._copy_numbers(sheet, as_tsv, "view_menu.copied_table"))
            self._add(
                menu, "copy_latex", lambda: self._copy_numbers(sheet, as_latex, "view_menu.copied_latex")
            )
        if formula:
            self._add(menu, "copy_latex", lambda: self._copy(formula, "view_menu.copied_formula"))
        menu.addSeparator()
        self._add(menu, "save", lambda: self._exporting.ask(self._kinds(panel, sheet)))

    def _add(self, menu: QMenu, name: str, run: Callable[[], object]) -> None:
        menu.addAction(self._window.scene.words(f"view_menu.{name}"), run).setObjectName(f"view_menu.{name}")

    def _copy_page(self) -> None:
        if self._window.scene is not None:
            self._copy_picture(page(self._window.scene))

    def _copy_focus(self, write: Callable[[Sheet], str], note: str) -> None:
        if self._window.scene is not None:
            self._copy_numbers(sheet_of(self._window.scene), write, note)

    def _copy_picture(self, drawing: Drawing) -> None:
        QGuiApplication.clipboard().setImage(image(drawing))
        self._window.show_note("view_menu.copied_picture")

    def _copy_numbers(self, sheet: Sheet | None, write: Callable[[Sheet], str], note: str) -> None:
        if sheet is None:
            self._window.show_error(PeonyError("copy_nothing"))
        elif sheet.size > MOST:
            self._window.show_error(PeonyError("copy_large", cells=sheet.size, most=MOST))
        else:
            self._copy(write(sheet), note)

    def _copy(self, text: str, note: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._window.show_note(note)


def panel_of(widget: QWidget | None) -> Panel | None:
    """Return the panel that a widget is, or is a part of."""
    while widget is not None and not isinstance(widget, Panel):
        widget = widget.parentWidget()
    return widget


def sheet_at(widget: QWidget, panel: Panel, scene: Scene) -> Sheet | None:
    """Return the numbers of a panel, or of the item of it that a menu was asked of."""
    found = panel.sheet(scene)
    while found is None and widget is not panel:
        found = widget.table() if isinstance(widget, Tabular) else None
        widget = widget.parentWidget()
    return found


def ask_for_menu() -> None:
    """Ask the widget that has the keyboard for its menu, as the menu key does."""
    widget = QApplication.focusWidget()
    if widget is not None:
        middle = widget.rect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))
