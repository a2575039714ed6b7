"""What the system says about motion, as the portal of a Linux desktop says it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusVariant

from gui.motion import COMMON, GNOME, MotionWish, bare


@pytest.fixture
def wish(qapp) -> Iterator[tuple[MotionWish, list[bool]]]:
    parent = QObject()
    made, heard = MotionWish(parent), []
    made.changed.connect(lambda: heard.append(made.moves))
    yield made, heard
    parent.deleteLater()


STILL = {"the common key": (COMMON, 1), "GNOME's key": (GNOME, False)}


@pytest.mark.parametrize("name", STILL)
def test_a_system_that_wants_no_motion_is_heard(wish, name: str) -> None:
    made, heard = wish
    key, value = STILL[name]
    made._hear(key, [QDBusVariant(QDBusVariant(value))])
    assert heard == [False]
    assert not made.moves


MOVING = [
    (COMMON, [QDBusVariant(0)]), (GNOME, [QDBusVariant(True)]),
    # A portal that does not know the key, and one that answers nonsense.
    (COMMON, ["Requested setting not found"]), (GNOME, []), (COMMON, [QDBusVariant("1")]), (GNOME, [None, 1]),
    (GNOME, [QDBusVariant(0)]), (COMMON, [QDBusVariant(True)]),
]  # fmt: skip


@pytest.mark.parametrize(("key", "answer"), MOVING)
def test_everything_else_leaves_motion_on(wish, key: tuple[str, str], answer: list[object]) -> None:
    made, heard = wish
    made._hear(key, answer)
    assert made.moves
    assert heard == []


def test_a_value_is_taken_out_of_what_it_is_wrapped_in() -> None:
    assert bare(QDBusVariant(QDBusVariant(7))) == 7
    assert bare("plain") == "plain"


ASK = """
import os
from PySide6.QtCore import QObject, QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject
from PySide6.QtWidgets import QApplication
from gui.motion import MotionWish

class Portal(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        known = message.arguments() == ["org.freedesktop.appearance", "reduced-motion"]
        if known:
            connection.send(message.createReply(QDBusVariant(1)))
        else:
            connection.send(message.createErrorReply("org.freedesktop.portal.Error.NotFound", "no such key"))
        return True

app = QApplication([])
bus, portal, parent = QDBusConnection.sessionBus(), Portal(), QObject()
if {has_portal}:
    bus.registerVirtualObject("/org/freedesktop/portal/desktop", portal)
    assert bus.registerService("org.freedesktop.portal.Desktop")
wish = MotionWish(parent)
wish.changed.connect(app.quit)
QTimer.singleShot(3000 if {has_portal} else 300, app.quit)
wish._ask()
app.exec()
print(wish.moves, flush=True)
os._exit(0)
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="there is no message bus to ask on")
@pytest.mark.parametrize("has_portal", [True, False])
def test_a_portal_is_asked(has_portal: bool) -> None:
    code = ASK.format(has_portal=has_portal)
    call = ["dbus-run-session", "--", sys.executable, "-c", code]
    told = subprocess.run(call, capture_output=True, text=True, timeout=60, check=False)
    assert told.stdout.split() == [str(not has_portal)], told.stderr
