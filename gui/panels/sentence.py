"""The sentence, always editable, with samples behind the arrow; export, language and menu beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from engine.samples import load_samples
from gui.commands import Commands
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

LONGEST = 100_000  # characters that the field takes; more is cut off, and said


class SentencePanel(Panel):
    """The top bar."""

    uses = frozenset({"text", "lang"})
    tooLong = Signal()

    def __init__(self, store: Store, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("bar")
        self._commands, self._lang = commands, ""
        self._edit = QLineEdit(self)
        self._edit.setObjectName("sentenceEdit")
        self._edit.setFont(theme.type(1.35))
        self._edit.setMaxLength(2**30)  # `_typed` counts characters, which Qt does not
        self._edit.setClearButtonEnabled(True)
        self._edit.textChanged.connect(self._typed)
        self._samples = self._button("sampleMenu", QMenu(self))
        self._export = self._button("exportButton", QMenu(self))
        self._export.menu().addActions(commands.of("export"))
        self._lists = self._button("listsButton")
        self._lists.clicked.connect(commands["lists"].trigger)
        self._language = self._button("languageButton")
        self._language.clicked.connect(commands["language"].trigger)
        self._menu = self._button("menuButton", QMenu(self))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(1.2), theme.px(0.6), theme.px(1.2), theme.px(0.6))
        row.setSpacing(theme.px(0.5))
        row.addWidget(Brand(theme, self))
        row.addWidget(self._edit, 1)
        for button in (self._samples, self._lists, self._export, self._language, self._menu):
            row.addWidget(button)

    def _button(self, name: str, menu: QMenu | None = None) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        if menu is not None:
            button.setMenu(menu)
        return button

    def focus_sentence(self) -> None:
        """Put the cursor into the sentence."""
        self._edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._edit.selectAll()

    def _typed(self, text: str) -> None:
        if text == self.store.state.text:
            return
        self.store.set_text(text[:LONGEST])
        if len(text) > LONGEST:
            self.tooLong.emit()

    def present(self, scene: Scene) -> None:
        """Show the sentence. It is set only where it differs, so that typing is never disturbed."""
        if self._edit.text() != scene.state.text:
            cut = len(self._edit.text()) > LONGEST
            self._edit.setText(scene.state.text)
            self._edit.setCursorPosition(LONGEST if cut else 0)
        if scene.state.lang != self._lang:
            self._lang = scene.state.lang
            self._translate(scene)

    def _translate(self, scene: Scene) -> None:
        words = scene.words
        self._edit.setPlaceholderText(words("sentence.placeholder"))
        self._edit.setAccessibleName(words("sentence.name"))
        for button, key in (
            (self._samples, "samples"),
            (self._lists, "lists"),
            (self._export, "export"),
            (self._language, "language"),
            (self._menu, "menu"),
        ):
            button.setText(words(f"sentence.{key}"))
            button.setToolTip(words(f"sentence.{key}_help"))
            button.setAccessibleName(words(f"sentence.{key}_help"))
        self._fill_menus(scene)

    def _fill_menus(self, scene: Scene) -> None:
        samples = self._samples.menu()
        samples.clear()
        for sample in load_samples():
            entry = f"{sample.text}\t{sample.label(scene.state.lang)}".replace("&", "&&")
            samples.addAction(entry, lambda text=sample.text: self.store.new_text(text))
        self._commands.fill(self._menu.menu(), scene.words)


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
