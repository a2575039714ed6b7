"""Where the dense vectors come from, how much of the sentence they cover, and what is near a token."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.projections.trained import has_trained
from engine.vectors.choice import SHIPPED
from engine.vectors.coverage import Coverage, coverage_of
from engine.vectors.imported import ImportedTable
from engine.vectors.table import VectorTable
from engine.words import Words
from gui.background import Latest
from gui.commands import Commands
from gui.items.bars import Bar, Bars
from gui.items.flow_layout import FlowLayout
from gui.items.names import short
from gui.items.scroll import Scroll
from gui.naming import table_name
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

NEAREST = 15


class VectorsPanel(Panel):
    """The table in use, and the tables that can be had; neighbours are found off the GUI thread."""

    uses = frozenset({"trace", "lang", "table", "tables", "anchor", "ranking"})

    def __init__(self, store: Store, theme: Theme, commands: Commands, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("vectorsPanel")
        self._asked: tuple[object, ...] = ()
        self._words: Words | None = None
        self._tables = QComboBox(self)
        self._tables.setObjectName("tableCombo")
        self.setFocusProxy(self._tables)  # where the keyboard comes to
        self._tables.activated.connect(lambda: store.choose_table(self._tables.currentData()))
        self._buttons = {name: self._button(commands, name) for name in ("table_open", "table_train")}
        self._about, self._covered = self._label("tableAbout"), self._label("tableCoverage")
        self._about.setProperty("quiet", True)
        self._title = self._label("neighboursTitle")
        self._title.setProperty("title", True)
        self._bars = Bars(theme, theme.petal)
        self._bars.setObjectName("neighbourBars")
        self._latest = Latest("neighbours", self)
        self._latest.done.connect(self._show_neighbours)
        self._latest.failed.connect(lambda error: self._title.setText(self._words.error(error)))
        self._lay_out()

    def _button(self, commands: Commands, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"{name}_button")
        button.clicked.connect(commands[name].trigger)
        return button

    def _label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)  # a word or a path may look like markup
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _lay_out(self) -> None:
        theme, column = self.theme, QVBoxLayout(self)
        row = FlowLayout(gap=theme.px(0.5), line_gap=theme.px(0.4))
        column.setContentsMargins(theme.px(1), theme.px(0.6), theme.px(0.8), theme.px(0.6))
        column.setSpacing(theme.px(0.6))
        for button in self._buttons.values():
            row.addWidget(button)
        column.addWidget(self._tables)
        column.addLayout(row)
        scroll = Scroll(self._told(), self)
        scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._bars.cursorMoved.connect(
            lambda box: scroll.ensureVisible(0, self._bars.y() + box.center().y(), 0, box.height())
        )
        column.addWidget(scroll)
        self.setMinimumWidth(theme.px(18))

    def _told(self) -> QWidget:
        """Return what is said of the table: long for a narrow dock, and so it scrolls."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(0.6))
        for part in (self._about, self._covered, self._title, self._bars):
            column.addWidget(part)
        column.addStretch(1)
        return holder

    def sizeHint(self) -> QSize:
        """As wide as the words need, which is less than the lines of text would take."""
        return QSize(self.theme.px(26), super().sizeHint().height())

    def present(self, scene: Scene) -> None:
        """Show the table of the trace, and ask for the neighbours of the selected token."""
        self._words = words = scene.words
        self._list_tables(scene)
        for name, button in self._buttons.items():
            button.setText(words(f"action.{name}"))
        self._about.setText(about(scene.trace.table, words))
        found = coverage_of(scene.trace.tokens, scene.trace.embedding.origins)
        self._covered.setText(covered(found, words) if scene.state.settings.vectors == "dense" else "")
        self._ask(scene)

    def _list_tables(self, scene: Scene) -> None:
        self._tables.clear()
        for choice in (SHIPPED, *scene.state.tables):
            self._tables.addItem(table_name(choice, scene.words), choice)
            self._tables.setItemData(self._tables.count() - 1, choice.file, Qt.ItemDataRole.ToolTipRole)
        self._tables.setCurrentIndex(max(0, (SHIPPED, *scene.state.tables).index(scene.state.table)))
        self._tables.setAccessibleName(scene.words("vectors.table"))

    def _ask(self, scene: Scene) -> None:
        token, table = scene.selected, scene.trace.table
        asked = (table.fingerprint, token.text if token else None, scene.state.lang)
        if asked == self._asked:
            return
        self._asked = asked
        name = short(token.text) if token else ""
        self._title.setText(scene.words("vectors.neighbours", token=name) if token else "")
        self._bars.setAccessibleName(self._title.text())
        self._show_neighbours([])
        if token:
            self._latest.ask(lambda check: table.neighbours(token.text, NEAREST, check))
        else:
            self._latest.cancel()

    def _show_neighbours(self, found: list[tuple[str, float]]) -> None:
        bars = (Bar(place, word, cosine) for place, (word, cosine) in enumerate(found))
        self._bars.set_bars(tuple(bars), 1.0)


def about(table: VectorTable, words: Words) -> str:
    """Say how large a table is, where it is from, and on what terms."""
    lines = [words("vectors.size", count=len(table), width=table.width)]
    if isinstance(table, ImportedTable):
        lines.append(words("vectors.file", file=table.source, format=table.report.format))
        if table.report.duplicates or table.report.bad_words:
            report = {"duplicates": table.report.duplicates, "bad": table.report.bad_words}
            lines.append(words("vectors.left_out", **report))
    else:
        lines.append(words("vectors.source", source=table.source, licence=table.licence))
    lines.append(words("vectors.trained" if has_trained(table) else "vectors.untrained"))
    return "\n".join(lines)


def covered(found: Coverage, words: Words) -> str:
    """Say how many of the sentence's tokens the table has, and what became of the others."""
    lines = [words("vectors.covered", known=found.known, total=found.total)]
    if found.composed:
        made = words.listed(f"{short(token)} ≈ {' + '.join(parts)}" for token, parts in found.composed)
        lines.append(words("vectors.composed", words=made))
    if found.unknown:
        lines.append(words("vectors.unknown", words=words.listed(map(short, found.unknown))))
    return "\n".join(lines)
