"""Whether the system wants things to move."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

# The portal of Linux desktops answers for all of them; GNOME's own key is older than the common one.
COMMON = "org.freedesktop.appearance", "reduced-motion"
GNOME = "org.gnome.desktop.interface", "enable-animations"
STILL = {COMMON: 1, GNOME: False}  # what each says where nothing shall move


class MotionWish(QObject):
    """`moves` is what the system wants, True until it says otherwise; `changed` says when it does.

    Qt hands it on for Windows only. On Linux the desktop portal is asked, once the window stands:
    without a portal no answer comes, and nothing waits for one.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.moves = True
        if sys.platform == "win32":
            self.moves = QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
        elif sys.platform == "linux" and QApplication.platformName() in ("xcb", "wayland"):
            QTimer.singleShot(0, self, self._ask)

    def _ask(self) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        for key in STILL:
            place = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
            call = QDBusMessage.createMethodCall(*place, "org.freedesktop.portal.Settings", "Read")
            call.setArguments(list(key))
            watcher = QDBusPendingCallWatcher(QDBusConnection.sessionBus().asyncCall(call), self)
            watcher.finished.connect(lambda done, key=key: self._hear(key, done.reply().arguments()))

    def _hear(self, key: tuple[str, str], answer: list[object]) -> None:
        """Take an answer; a portal that does not know the key sends an error, which has other arguments."""
        still = STILL[key]
        if len(answer) == 1 and type(value := bare(answer[0])) is type(still) and value == still:
            self.moves = False
            self.changed.emit()


def bare(value: object) -> object:
    """Return what is inside of a value that D-Bus has wrapped, maybe twice."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value
