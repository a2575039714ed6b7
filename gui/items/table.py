"""A table of figures with names on both sides."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFont, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QSizePolicy, QTableView, QWidget

from gui.theme import Theme

MOST = 12  # lines before a table scrolls by itself
Cells = tuple[tuple[str, ...], ...]


class Model(QAbstractTableModel):
    """The texts of a table; strong cells are bold and coloured."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.columns: tuple[str, ...] = ()
        self.rows: tuple[str, ...] = ()
        self.cells: Cells = ()
        self.strong: frozenset[tuple[int, int]] = frozenset()

    def replace(
        self,
        columns: tuple[str, ...],
        rows: tuple[str, ...],
        cells: Cells,
        strong: frozenset[tuple[int, int]],
    ) -> None:
        """Hold other texts."""
        self.beginResetModel()
        self.columns, self.rows, self.cells, self.strong = columns, rows, cells, strong
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many lines there are."""
        return len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Return how many columns there are."""
        return len(self.columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell says, or how it looks."""
        strong = (index.row(), index.column()) in self.strong
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cells[index.row()][index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                names = f"{self.rows[index.row()]}, {self.columns[index.column()]}"
                return f"{names}: {self.cells[index.row()][index.column()]}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            case Qt.ItemDataRole.ForegroundRole if strong:
                return QColor(self._theme.peony)
            case Qt.ItemDataRole.FontRole if strong:
                return QFont(self._theme.type(bold=True))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the name of a column or of a line."""
        names = self.columns if orientation == Qt.Orientation.Horizontal else self.rows
        if role == Qt.ItemDataRole.DisplayRole and section < len(names):
            return names[section]
        return None


class Table(QTableView):
    """As high as its lines, up to a dozen; the arrows move in it."""

    def __init__(self, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme, self._model = theme, Model(theme, self)
        self.setModel(self._model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(3))

    def cells(self) -> Cells:
        """Return the texts, line by line."""
        return self._model.cells

    def names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the names of the lines and of the columns."""
        return self._model.rows, self._model.columns

    def show_cells(
        self,
        title: str,
        columns: tuple[str, ...],
        rows: tuple[str, ...],
        cells: Cells,
        strong: frozenset[tuple[int, int]] = frozenset(),
    ) -> None:
        """Show other texts under an accessible name; `strong` are the (line, column) that stand out."""
        self.setAccessibleName(title)
        self._model.replace(columns, rows, cells, strong)
        self.verticalHeader().setDefaultSectionSize(self._line())
        metrics = self.fontMetrics()
        for column, name in enumerate(columns):
            texts = (name, *(line[column] for line in cells[:200]))
            wide = max(map(metrics.horizontalAdvance, texts), default=0)
            self.setColumnWidth(column, min(wide, self._theme.px(14)) + self._theme.px(1.1))
        self.updateGeometry()

    def _line(self) -> int:
        return round(1.5 * self.fontMetrics().height())

    def sizeHint(self) -> QSize:
        """All columns, and a dozen lines at most."""
        lines = min(max(len(self._model.rows), 1), MOST)
        head = self.horizontalHeader().sizeHint().height()
        wide = self.verticalHeader().sizeHint().width() + self.horizontalHeader().length()
        bar = self._theme.px(0.8)
        return QSize(wide + bar + 4, head + lines * self._line() + bar + 4)

    def minimumSizeHint(self) -> QSize:
        """Names and a column; the rest scrolls."""
        return QSize(self._theme.px(12), self.sizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the wheel scroll what the table stands in, unless the table has more lines than it shows."""
        if len(self._model.rows) > MOST:
            super().wheelEvent(event)
        else:
            event.ignore()
