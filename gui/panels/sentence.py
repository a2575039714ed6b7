"""The sentence, always editable, with samples behind the arrow; export, language and menu beside it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from engine.samples import load_samples
from engine.tokens import is_another, typed_over
from gui.commands import Commands
from gui.items.text_field import TextField
from gui.keys import with_key
from gui.panels.field_menu import fill_field_menu
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme, icon_file

SIGNS = {"undo": "↶", "redo": "↷"}  # small buttons, each the command of its name
BUTTONS = ("pin", "course", "experiments", "lists", "language")  # each the command of its name
LEAVING = (  # for want of room; the menu has them all
    "lists", "language", "export", "redo", "undo", "samples", "pin", "experiments", "course",
)  # fmt: skip
READABLE = 26  # ems of the sentence that are always to be seen
LONGEST = 100_000  # characters that the field takes; more is cut off, and said


class SentencePanel(Panel):
    """The top bar."""

    uses = frozenset({"text", "lang", "pin", "presenting"})
    tooLong = Signal()

    def __init__(self, store: Store, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("bar")
        self._commands, self._lang = commands, ""
        self._edit = TextField(self)
        self._edit.setObjectName("sentenceEdit")
        self._edit.setFont(theme.type(1.35))
        self._edit.setMaxLength(2**30)  # `_typed` counts characters, which Qt does not
        icon = QIcon(str(icon_file("clear", theme)))
        self._clear = self._edit.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.triggered.connect(self._edit.clear)
        self._edit.textChanged.connect(self._typed)
        self._edit.returnPressed.connect(store.update)  # nothing new, and yet an input to be answered
        self._edit.undoAsked.connect(commands["undo"].trigger)
        self._edit.redoAsked.connect(commands["redo"].trigger)
        self._edit.menuAsked.connect(lambda menu: fill_field_menu(menu, self._edit, commands, self._lang))
        self._brand, self._buttons = Brand(theme, self), self._make_buttons()
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(1.2), theme.px(0.5), theme.px(1.2), theme.px(0.5))
        row.setSpacing(theme.px(0.5))
        row.addWidget(self._brand)
        row.addWidget(self._edit, 1)
        for button in self._buttons.values():
            row.addWidget(button)

    def _make_buttons(self) -> dict[str, QPushButton]:
        """Return the buttons by their texts' names, in their order."""
        made = {"samples": self._button("sampleMenu", QMenu(self))}
        for name, sign in SIGNS.items():
            made[name] = self._button(f"{name}Button")
            made[name].setText(sign)
            made[name].setMaximumWidth(self.theme.px(2.6))
            made[name].clicked.connect(self._commands[name].trigger)
            self._commands[name].changed.connect(self._show_signs)
        for name in BUTTONS:
            made[name] = self._button(f"{name}Button")
            made[name].clicked.connect(self._commands[name].trigger)
            made[name].setCheckable(self._commands[name].isCheckable())
            self._commands[name].toggled.connect(made[name].setChecked)
        made["export"] = self._button("exportButton", QMenu(self))
        for actions in self._commands.groups("export"):
            made["export"].menu().addSeparator()
            made["export"].menu().addActions(actions)
        made["menu"] = self._button("menuButton", QMenu(self))
        self._commands["menu"].triggered.connect(self._open_menu)
        return made

    def _button(self, name: str, menu: QMenu | None = None) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        if menu is not None:
            button.setMenu(menu)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave buttons out where the sentence needs their room."""
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for a short sentence and the menu, with nothing that comes and goes."""
        return QSize(self.theme.px(26), super().minimumSizeHint().height())

    def _fit(self) -> None:
        shown = dict.fromkeys(self._buttons, not self.store.state.presenting)
        for name in LEAVING:
            if self._needed(shown) <= self.width():
                break
            shown[name] = False
        for name, button in self._buttons.items():
            button.setVisible(shown[name])

    def _needed(self, shown: Mapping[str, bool]) -> int:
        """Return the width of everything beside a sentence of readable length."""
        parts = [button.sizeHint().width() for name, button in self._buttons.items() if shown[name]]
        margins = self._row.contentsMargins()
        gaps = self._row.spacing() * (len(parts) + 1) + margins.left() + margins.right()
        return sum(parts) + gaps + self._brand.width() + self.theme.px(READABLE)

    def _open_menu(self) -> None:
        """Open the menu of all commands where its button is, or would be while presenting."""
        button = self._buttons["menu"]
        under, menu = button if button.isVisible() else self, button.menu()
        menu.popup(under.mapToGlobal(under.rect().bottomRight()) - QPoint(menu.sizeHint().width(), 0))

    def focus_sentence(self) -> None:
        """Put the cursor into the sentence."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def memento(self) -> object:
        """Return where the cursor is."""
        return self._edit.cursorPosition()

    def resume(self, left: object) -> None:
        """Put the cursor there again."""
        self._edit.setCursorPosition(left)

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        if text == self.store.state.text:
            return
        self.store.set_text(text[:LONGEST])
        if len(text) > LONGEST:
            self.tooLong.emit()

    def present(self, scene: Scene) -> None:
        """Show the sentence. It is set only where it differs, so that typing is never disturbed."""
        if self._edit.text() != scene.state.text:
            place = cursor_for(self._edit.text(), scene.state.text)
            self._edit.setText(scene.state.text)
            self._edit.setCursorPosition(place)
        pinned = scene.state.pin is not None
        self._commands["pin"].setChecked(pinned)
        self._buttons["pin"].setChecked(pinned)
        self._buttons["pin"].setText(scene.words("sentence.unpin" if pinned else "sentence.pin"))
        if scene.state.lang != self._lang:
            self._lang = scene.state.lang
            self._translate(scene)
        self._fit()

    def _translate(self, scene: Scene) -> None:
        words = scene.words
        self._edit.setPlaceholderText(words("sentence.placeholder"))
        self._edit.setAccessibleName(words("sentence.name"))
        self._clear.setText(words("sentence.clear"))
        for name, button in self._buttons.items():
            if name in SIGNS:
                continue
            if name != "pin":
                button.setText(words(f"sentence.{name}"))
            tip = words(f"sentence.{name}_help")
            button.setToolTip(with_key(tip, self._commands[name]) if name in self._commands else tip)
            button.setAccessibleName(tip)
        self._show_signs()
        self._fill_menus(scene)

    def _show_signs(self) -> None:
        """Say of undo and redo what they would do, and whether there is anything to do."""
        for name in SIGNS:
            action, button = self._commands[name], self._buttons[name]
            button.setEnabled(action.isEnabled())
            button.setAccessibleName(action.text())
            button.setToolTip(with_key(action.text(), action))

    def _fill_menus(self, scene: Scene) -> None:
        samples = self._buttons["samples"].menu()
        samples.clear()
        for sample in load_samples():
            entry = f"{sample.text}\t{sample.label(scene.state.lang)}".replace("&", "&&")
            samples.addAction(entry, lambda text=sample.text: self.store.new_text(text))
        self._commands.fill(self._buttons["menu"].menu(), scene.words)


def cursor_for(old: str, new: str) -> int:
    """Return where the cursor belongs, as Qt counts, when `new` is shown: where the change ends.

    Another text, or one that comes back, is shown from its beginning.
    """
    if not old or is_another(old, new):
        return 0
    _, end = typed_over(old, new)
    return len(new[: end + len(new) - len(old)].encode("utf-16-le", "surrogatepass")) // 2


class Brand(QWidget):
    """The name, as it stands at the left of the sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(QSize(theme.px(7.2), theme.px(2.4)))
        self.setAccessibleName("牡丹 Peony")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the name in both scripts."""
        theme, painter = self._theme, QPainter(self)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.type(1.5, bold=True))
        painter.setPen(QColor(theme.peony))
        wide = painter.fontMetrics().horizontalAdvance("牡丹")
        painter.drawText(QRectF(self.rect()), middle, "牡丹")
        painter.setFont(theme.type(0.95))
        painter.setPen(QColor(theme.quiet))
        painter.drawText(QRectF(self.rect()).adjusted(wide + theme.px(0.4), 3, 0, 0), middle, "Peony")
