"""The field over the window that finds what is typed into it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from engine.words import load_words
from gui.finder.match import fit
from gui.finder.thing import Thing
from gui.finder.things import things
from gui.finder.used import used_in
from gui.items.raised import DEEP, Raised
from gui.items.speech import say
from gui.state import State
from gui.window import MainWindow

MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class SameInk(QStyledItemDelegate):
    """Writes a chosen line in its own colour: grey stays grey."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Take the colour of the line for the chosen one, too."""
        super().initStyleOption(option, index)
        role = QPalette.ColorRole
        option.palette.setBrush(role.HighlightedText, option.palette.brush(role.Text))


class Finder(Raised):
    """Lies over the window, for input methods want a field that belongs to it.

    It leaves when something is chosen, at Esc, and when the keyboard goes elsewhere.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window.theme, window)
        self.setObjectName("finder")
        self._window, self._before = window, QApplication.focusWidget()
        self._words = load_words(window.state().lang)
        self._used = used_in(window)
        self._things = self._used.first(things(window))
        self._found: list[Thing] = []
        self._field, self._list, self._none = QLineEdit(self), QTreeWidget(self), QLabel(self)
        self._make_field()
        self._make_list()
        column = QVBoxLayout(self)
        for part in (self._field, self._list, self._none):
            column.addWidget(part)
        self.wear(window.theme)
        window.dressed.connect(self._stay)
        window.store.changed.connect(self._on_change)
        self._look()

    def _make_field(self) -> None:
        self._field.setObjectName("finderField")
        self._field.setPlaceholderText(self._words("find.placeholder"))
        self._field.setAccessibleName(self._words("action.find"))
        self._field.textChanged.connect(self._look)
        self._field.installEventFilter(self)
        self._none.setObjectName("finderNone")
        self._none.setWordWrap(True)

    def _make_list(self) -> None:
        self._list.setObjectName("finderList")
        self._list.setAccessibleName(self._words("find.found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setItemDelegate(SameInk(self._list))
        self._list.setColumnCount(2)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setUniformRowHeights(True)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.itemClicked.connect(lambda item: self._choose())

    def _place(self) -> None:
        """Lie in the middle, as high as what was found, and below no edge of the window."""
        theme, window = self._window.theme, self._window
        width, deep = min(theme.px(52), round(0.9 * window.width())), theme.px(DEEP)
        line = max(self._list.sizeHintForRow(0), 1)
        rows = max(min(theme.px(27), round(0.65 * window.height())) // line, 1)  # whole ones
        self._list.setFixedHeight(line * min(rows, len(self._found)) + 2 * self._list.frameWidth())
        left, top = (window.width() - width) // 2, round(0.08 * window.height())
        high = self.layout().sizeHint().height()
        self.setGeometry(left - deep, top - deep, width + 2 * deep, high)

    def _on_change(self, old: State, new: State) -> None:
        if old.lang != new.lang:
            self.leave()

    def _stay(self) -> None:
        """Lie over the panels that were made anew; the keyboard will go back to the one of the same name."""
        if self.isVisible():
            name = self._before.objectName() if self._before is not None else ""
            self._before = self._window.findChild(QWidget, name) if name else None
            self.raise_()
            self.wear(self._window.theme)
            self._place()

    def open(self) -> None:
        """Show it, with the keyboard in its field."""
        self.show()
        self.raise_()
        self._place()  # anew, for only what is shown has its style
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Go, and give the keyboard back."""
        if self._field.hasFocus() and self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()

    def _look(self) -> None:
        """List what fits, the best first; of equals, what was used last, then in the order of the menus."""
        query = self._field.text()
        fits = [(fit(query, thing.names, thing.also), thing) for thing in self._things]
        best = sorted((pair for pair in fits if pair[0] is not None), key=lambda pair: -pair[0])
        self._found = [thing for _, thing in best]
        self._list.clear()
        self._list.addTopLevelItems([self._item(thing) for thing in self._found])
        self._list.setVisible(bool(self._found))
        self._note("" if self._found else self._words("find.none"))
        self._go(0)

    def _note(self, text: str) -> None:
        """Say something under the list; nothing takes no room."""
        self._none.setText(text)
        self._none.setVisible(bool(text))
        self._place()

    def _item(self, thing: Thing) -> QTreeWidgetItem:
        title, held = thing.titles[self._words.lang], self._words("find.holds") if thing.on else ""
        not_now = "" if thing.able else self._words("find.not_now")
        right = [not_now, "✓" if held else "", thing.keys]
        item = QTreeWidgetItem([title, "  ".join(filter(None, right))])
        item.setToolTip(0, title)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        spoken = [title, not_now, held, thing.keys]
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, spoken)))
        for column in (0, 1) if not_now else ():
            item.setForeground(column, QBrush(QColor(self._window.theme.quiet)))
        return item

    def _go(self, step: int) -> None:
        """Go up or down the list, and say what is there."""
        if self._found:
            place = self._list.indexOfTopLevelItem(self._list.currentItem()) + step
            item = self._list.topLevelItem(min(max(place, 0), len(self._found) - 1))
            self._list.setCurrentItem(item)
            if step:
                self._note("")
            say(self._field, item.data(0, Qt.ItemDataRole.AccessibleTextRole))
        else:
            say(self._field, self._none.text())

    def _choose(self) -> None:
        """Do what is chosen, once the window is as it was before; say so where it cannot be done."""
        if not self._found:
            return
        thing = self._found[self._list.indexOfTopLevelItem(self._list.currentItem())]
        if thing.able:
            self._used.note(thing)
            self.leave()
            thing.run()
        else:
            self._note(self._words("find.cannot", name=thing.titles[self._words.lang]))
            say(self._field, self._none.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's keys move in the list, choose, and leave."""
        match event.type():
            case QEvent.Type.ShortcutOverride if event.key() == Qt.Key.Key_Escape:
                event.accept()  # the window has a use for it, too
                return True
            case QEvent.Type.KeyPress:
                return self._press(event)
            case QEvent.Type.FocusOut if event.reason() in (
                Qt.FocusReason.MouseFocusReason,
                Qt.FocusReason.TabFocusReason,
                Qt.FocusReason.BacktabFocusReason,
            ):
                self.leave()
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in MOVES:
            self._go(MOVES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True


def show_finder(window: MainWindow) -> None:
    """Open the finder; where it is open, leave it."""
    here = window.findChild(QWidget, "finder")
    if isinstance(here, Finder) and here.isVisible():
        here.leave()
    else:
        Finder(window).open()
