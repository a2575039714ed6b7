"""Drives a window by what interface.md promises: public names, public methods, `settled`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QEnterEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from engine.formula import formula
from engine.pipeline import Analyser, Resources
from engine.tokens import readable
from engine.trace import MATRICES, Trace
from gui.typesetter import Typesetter
from gui.window import MainWindow

W = TypeVar("W", bound=QWidget)
PATIENCE = 20_000  # milliseconds, for what should take a small part of it
LEFT = Qt.MouseButton.LeftButton


class Driver:
    """A person's hands and eyes."""

    def __init__(self, qtbot: QtBot, window: MainWindow, resources: Resources) -> None:
        self.qtbot, self.window, self.resources = qtbot, window, resources

    # finding

    def find(self, name: str, kind: type[W] = QWidget) -> W:
        """Return the one widget called `name`."""
        found = self.window.findChildren(kind, name)
        assert len(found) == 1, f"{name}: {len(found)} widgets of this name"
        return found[0]

    @property
    def edit(self) -> QLineEdit:
        return self.find("sentenceEdit", QLineEdit)

    @property
    def heatmap(self) -> QWidget:
        return self.find("focusHeatmap")

    @property
    def why(self) -> QTextBrowser:
        return self.find("explanation", QTextBrowser)

    @property
    def notice(self) -> str:
        """What went wrong or well, as it is said; empty where nothing is."""
        labels = (self.find(name, QLabel) for name in ("noticeText", "toast"))
        return " ".join(label.text() for label in labels if label.isVisible())

    @property
    def trace(self) -> Trace:
        trace = self.window.trace()
        assert trace is not None
        return trace

    @property
    def state(self):
        return self.window.state()

    def chips(self) -> list[QAbstractButton]:
        """Return the visible chips in the order of their numbers."""
        found: list[QAbstractButton] = []
        while chip := self.window.findChild(QAbstractButton, f"token.{len(found)}"):
            if chip.isHidden():
                break
            found.append(chip)
        return found

    def chip(self, text: str) -> QAbstractButton:
        """Return the first chip of a token."""
        return next(chip for chip in self.chips() if chip.text() == text)

    def formula_parts(self) -> list[QAbstractButton]:
        """Return the visible parts of the formula, from left to right."""
        found: list[QAbstractButton] = []
        while part := self.window.findChild(QAbstractButton, f"formula.{len(found)}"):
            if part.isHidden():
                break
            found.append(part)
        return found

    def part_of(self, stage: str) -> QAbstractButton:
        """Return the part of the formula that opens a stage."""
        return next(part for part in self.formula_parts() if part.part.stage == stage)

    # doing

    def wait_for_formula(self) -> None:
        """Wait until the parts are typeset; until then letters stand in for them."""
        typesetter = self.window.findChild(Typesetter)

        def is_typeset() -> bool:
            return all(typesetter.picture(part.part.latex) for part in self.formula_parts())

        self.qtbot.waitUntil(is_typeset, timeout=PATIENCE)
        QApplication.processEvents()

    @contextmanager
    def settling(self, timeout: int = PATIENCE) -> Iterator[None]:
        """Wait, after what is done inside, until the window shows the newest trace."""
        with self.qtbot.waitSignal(self.window.settled, timeout=timeout):
            yield
        self.qtbot.waitUntil(self.is_newest, timeout=timeout)

    def is_newest(self) -> bool:
        """Whether the trace is that of the state."""
        trace, state = self.window.trace(), self.window.state()
        return trace is not None and (trace.text, trace.settings) == (readable(state.text), state.settings)

    def click(self, name: str) -> None:
        """Click a control in its middle, and wait until the window has answered."""
        with self.settling():
            self.press(self.find(name))

    def press(self, widget: QWidget, button: Qt.MouseButton = LEFT, at: QPoint | None = None) -> None:
        """Click a widget that a person could click."""
        assert widget.isVisible(), f"{widget.objectName()} is not visible"
        assert widget.isEnabled(), f"{widget.objectName()} is not enabled"
        self.qtbot.mouseClick(widget, button, pos=at or widget.rect().center())

    def type(self, text: str) -> None:
        """Replace the sentence by typing."""
        self.edit.selectAll()
        with self.settling():
            self.keys(self.edit, text)

    def keys(self, widget: QWidget, text: str) -> None:
        """Type characters, one key each. (QTest types ASCII only, and aborts at all else.)"""
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QApplication.sendEvent(widget, event)

    def enter(self, text: str, timeout: int = PATIENCE) -> None:
        """Replace the sentence in one go."""
        with self.settling(timeout):
            self.edit.setText(text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        self.qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifiers)

    def hover(self, widget: QWidget, at: QPoint) -> None:
        """Move the pointer to a point of a widget, no button pressed."""
        none = Qt.MouseButton.NoButton
        place = QPointF(widget.mapToGlobal(at))
        event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), place, none, none, Qt.KeyboardModifier(0))
        QApplication.sendEvent(widget, event)

    def leave(self, widget: QWidget) -> None:
        """Move the pointer out of a widget."""
        QApplication.sendEvent(widget, QEvent(QEvent.Type.Leave))

    def enter_pointer(self, widget: QWidget) -> None:
        """Move the pointer into a widget."""
        middle = QPointF(widget.rect().center())
        place = QPointF(widget.mapToGlobal(middle))
        QApplication.sendEvent(widget, QEnterEvent(middle, middle, place))

    def drag(self, widget: QWidget, target: QWidget) -> None:
        """Drag a widget onto another."""
        start = QPointF(widget.rect().center())
        end = QPointF(widget.mapFromGlobal(target.mapToGlobal(target.rect().center())))
        none, kinds = Qt.MouseButton.NoButton, QEvent.Type
        for kind, point, button, buttons in (
            (kinds.MouseButtonPress, start, LEFT, LEFT),
            (kinds.MouseMove, (start + end) / 2, none, LEFT),
            (kinds.MouseMove, end, none, LEFT),
            (kinds.MouseButtonRelease, end, LEFT, none),
        ):
            place, plain = QPointF(widget.mapToGlobal(point)), Qt.KeyboardModifier(0)
            QApplication.sendEvent(widget, QMouseEvent(kind, point, place, button, buttons, plain))

    def menu(self, widget: QWidget, choose: str = "", keyboard: bool = False) -> list[str]:
        """Ask a widget for its menu, choose the entry of that name; return the names of all entries."""
        seen: list[str] = []

        def look() -> None:
            menu = QApplication.activePopupWidget()
            actions = [action for action in menu.findChildren(QAction) if action.text()]
            seen.extend(action.text() for action in actions)
            menu.close()
            for action in actions:
                if action.text() == choose:
                    action.trigger()

        QTimer.singleShot(0, look)
        reason = QContextMenuEvent.Reason.Keyboard if keyboard else QContextMenuEvent.Reason.Mouse
        middle = widget.rect().center()
        QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))
        return seen

    def send_key(self, widget: QWidget, key: Qt.Key) -> None:
        """Give a key to a widget, focus or not."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    # checking

    def check(self) -> Trace:
        """Compare everything that the window shows with an engine of its own; return the trace."""
        state, trace = self.state, self.trace
        assert self.is_newest(), "the trace that is shown is not that of the state"
        fresh = Analyser(self.resources).analyse(state.request)
        assert trace.pieces == fresh.pieces
        np.testing.assert_array_equal(trace.kept, fresh.kept)
        for name in MATRICES:
            close(getattr(trace, name), getattr(fresh, name))
        self.check_heatmap(trace)
        self.check_bars(trace)
        self.check_formula(trace)
        self.check_chips(trace)
        return trace

    def check_heatmap(self, trace: Trace) -> None:
        head = self.state.head if (self.state.head or 0) < trace.heads else None
        focus = self.state.focus if trace.projections else self.state.focus[-1]  # raw attention has no W
        wanted = trace.matrix(focus, head)
        drawn = self.heatmap.matrix()
        np.testing.assert_array_equal(drawn, wanted if wanted.size else np.zeros((0, 0)))
        assert self.find("emptyNote").isVisible() == (not trace.tokens)
        lines = (focus, self.state.view) == ("A", "lines")
        assert self.heatmap.isVisible() == (bool(trace.tokens) and not lines)

    def check_bars(self, trace: Trace) -> None:
        received = np.mean(trace.A, axis=(0, 1)) if trace.tokens else np.zeros(0)
        lengths = np.sqrt((trace.Z**2).sum(axis=1))
        close(trace.norms, lengths)
        close(trace.received, received)
        values = trace.norms if self.state.ranking == "norm" else trace.received
        assert self.find("rankingBars").values() == falling(trace.tokens, values)
        row = self.selected_row(trace, values)
        head = self.state.head if (self.state.head or 0) < trace.heads else None
        wanted = [] if row is None else falling(trace.tokens, trace.matrix("A", head)[row])
        assert self.find("weightBars").values() == wanted

    def is_chosen(self, token) -> bool:
        """Whether the selection lies in a token."""
        return self.state.anchor is not None and token.start <= self.state.anchor < token.end

    def selected_row(self, trace: Trace, values: np.ndarray) -> int | None:
        """Return the row of the selected token, worked out from the state alone."""
        chosen = [token for token in trace.pieces if self.is_chosen(token)]
        if chosen:
            return trace.rows.index(chosen[0]) if chosen[0] in trace.rows else None
        return int(values.argmax()) if len(values) else None

    def check_formula(self, trace: Trace) -> None:
        parts = formula(trace.settings, trace.X.shape[1], trace.head_dim, trace.heads)
        assert self.find("formulaView").accessibleName().endswith(": " + " ".join(p.plain for p in parts))

    def check_chips(self, trace: Trace) -> None:
        chips = self.chips()
        assert len(chips) == len(trace.pieces) or 100 <= len(chips) < len(trace.pieces)
        values = trace.norms if self.state.ranking == "norm" else trace.received
        row = self.selected_row(trace, values)
        chosen = {token.start for token in trace.pieces if self.is_chosen(token)}
        if not chosen and row is not None:
            chosen = {trace.rows[row].start}
        checked = {trace.pieces[n].start for n, chip in enumerate(chips) if chip.isChecked()}
        shown = {token.start for token in trace.pieces[: len(chips)]}
        assert checked == chosen & shown


def close(found: np.ndarray, wanted: np.ndarray) -> None:
    """Assert that arrays agree to the last digits (two runs of BLAS may round differently)."""
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


def falling(names: tuple[str, ...], values: np.ndarray) -> list[tuple[str, float]]:
    """Return (name, value) from the largest value down, ties in order of the sentence."""
    order = sorted(range(len(values)), key=lambda number: (-values[number], number))
    return [(names[number], float(values[number])) for number in order]
