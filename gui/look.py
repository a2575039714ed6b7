"""How everything looks: the theme, the size and the motion that a person chose, or that the system has."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication

from gui.commands import Commands
from gui.motion import MotionWish
from gui.state import State, changes
from gui.theme import Theme, interface_font, make_theme, palette
from gui.window import MainWindow

THEMES = ("system", "light", "dark")
MOTIONS = ("system", "on", "off")
SCALES = (80, 90, 100, 110, 125, 150, 175, 200)  # percent
FIELDS = frozenset({"theme", "scale", "talk_scale", "motion", "presenting"})
AGAIN = 30  # milliseconds between two looks at whether the panels are free

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def wear(state: State, motion: bool = True) -> Theme:
    """Give the application the look that a state asks for; return its theme.

    `motion` is what the system wants. Panels take the theme; what Qt draws by itself (menus, tips,
    dialogs, the frame of the window) follows the application's font, palette and colour scheme.
    """
    # First of all, for what the system has is asked after it.
    QApplication.styleHints().setColorScheme(SCHEMES.get(state.theme, Qt.ColorScheme.Unknown))
    dark = system_is_dark() if state.theme == "system" else state.theme == "dark"
    moves = motion if state.motion == "system" else state.motion == "on"
    theme = make_theme(interface_font(scale_of_type(state)), dark, moves)
    QApplication.setFont(theme.font)
    QApplication.setPalette(palette(theme))
    return theme


def scale_of_type(state: State) -> int:
    """Return the size of the type in percent: presenting has one of its own."""
    return state.talk_scale if state.presenting else state.scale


def system_is_dark() -> bool:
    """Whether the system is set to dark."""
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def are_panels_in_use() -> bool:
    """Whether something stands on the panels that would fall with them.

    A menu or a list that is open, a dialog that waits for its answer, a drag, and whatever else runs
    a loop of its own, were called from a panel and return to it; a button that is held down is let go
    on the widget that it was pressed on.
    """
    opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
    return bool(opened) or held or QThread.currentThread().loopLevel() > 1


class Look(QObject):
    """Dresses the window anew whenever the state or the system asks for another look.

    That makes every panel anew, so it waits while one is in use: the system may become dark at any moment.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._store = window, window.store
        self._wish = MotionWish(self)
        self._later = QTimer(self, singleShot=True, interval=AGAIN)
        self._later.timeout.connect(self._dress)
        self._effects = [effect for effect in Qt.UIEffect if QApplication.isEffectEnabled(effect)]
        self._wish.changed.connect(self._dress)
        QApplication.styleHints().colorSchemeChanged.connect(self._dress)
        self._store.changed.connect(self._on_change)
        window.leaving.connect(self._later.stop)
        self._connect(window.commands)
        self._tick(window.state())
        self._dress()

    def _connect(self, commands: Commands) -> None:
        for theme in THEMES:
            commands.on(f"theme_{theme}", lambda theme=theme: self._store.update(theme=theme))
        for motion in MOTIONS:
            commands.on(f"motion_{motion}", lambda motion=motion: self._store.update(motion=motion))
        commands.on("zoom_in", lambda: self.zoom(1))
        commands.on("zoom_out", lambda: self.zoom(-1))
        commands.on("zoom_reset", lambda: self.zoom(0))

    def zoom(self, step: int) -> None:
        """Make everything a step larger (1) or smaller (-1), or as large as it was at first (0)."""
        state = self._store.state
        name = "talk_scale" if state.presenting else "scale"
        place = SCALES.index(getattr(state, name)) + step
        usual = getattr(State(), name)
        self._store.update(**{name: SCALES[min(max(place, 0), len(SCALES) - 1)] if step else usual})

    def _on_change(self, old: State, new: State) -> None:
        if changes(old, new) & FIELDS:
            self._tick(new)
            self._dress()

    def _tick(self, state: State) -> None:
        """Show in the menu what is chosen, and what more there is."""
        commands, scale = self._window.commands, scale_of_type(state)
        commands[f"theme_{state.theme}"].setChecked(True)
        commands[f"motion_{state.motion}"].setChecked(True)
        commands["zoom_in"].setEnabled(scale < SCALES[-1])
        commands["zoom_out"].setEnabled(scale > SCALES[0])

    def _dress(self) -> None:
        if are_panels_in_use():
            self._later.start()
            return
        theme = wear(self._store.state, self._wish.moves)
        for effect in self._effects:
            QApplication.setEffectEnabled(effect, theme.motion)
        if theme != self._window.theme:
            self._window.dress(theme)
