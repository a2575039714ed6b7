"""What every panel is: something that draws a scene, and says which changes concern it."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from engine.sheet import Sheet
from gui.background import Latest
from gui.drawings.drawing import Drawing, rendered
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

BEHIND = "behind"  # the property of what lies behind another: Qt moves it out of sight, and does not hide it


class Panel(QWidget):
    """A part of the window. It reads scenes and sends changes to the store; it knows no other panel.

    Attributes
    ----------
    uses
        The fields of the state (and ``trace``) that it draws; it is presented when one changes.
    sleeps
        Whether it does without being presented while it is hidden.
    """

    uses: ClassVar[frozenset[str]] = frozenset()
    sleeps: ClassVar[bool] = True

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store, self.theme = store, theme

    def memento(self) -> object:
        """Return what only this panel knows, for the one that replaces it in another theme."""
        return None

    def resume(self, left: object) -> None:
        """Take what another panel of this kind left; it has presented the same scene."""

    def is_asleep(self, changed: Collection[str]) -> bool:
        """Whether it does not draw now what changed: it is hidden, or lies behind another.

        There it speaks another language at once, for Qt and screen readers take it for visible.
        """
        behind = self.property(BEHIND) is True and "lang" not in changed
        top = self.window()  # a dock that was torn off is one itself, and hidden as a child of the window
        return self.sleeps and (behind or not self.isVisibleTo(top.parentWidget() or top))

    def rest(self) -> None:
        """Stop what goes on by itself: nobody looks, or there is nothing left to show."""

    def is_idle(self) -> bool:
        """Whether nothing is under way beside the GUI thread that it will show."""
        return all(each.is_idle() for each in self.findChildren(Latest))

    def close_workers(self) -> None:
        """Stop whatever the panel has running beside the GUI thread."""
        for latest in self.findChildren(Latest):
            latest.close()

    def present(self, scene: Scene) -> None:
        """Draw a scene."""
        raise NotImplementedError

    def drawing(self, scene: Scene) -> Drawing:
        """Return the panel as a picture; `scene` is the window's, in the theme of paper.

        One that does not know better is drawn as it stands on the screen.
        """
        return rendered(self, self.theme.paper)

    def sheet(self, scene: Scene) -> Sheet | None:
        """Return the numbers that the panel shows; None where it shows none."""
        return None

    def latex(self, scene: Scene) -> str:
        """Return the formula that the panel shows; empty where it shows none. Numbers need only `sheet`."""
        return ""

    def menu(self, at: QWidget) -> QMenu:
        """Return what can be done with the part `at` of the panel, besides copying and saving it."""
        return QMenu(self)
