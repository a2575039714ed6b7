"""What is killed in `tests.test_kills`: ``python -m tests.killed saving|window FOLDER``.

Each change, and each save that is done, is said on standard output as a number and the time.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from engine.export import write
from engine.pipeline import Request
from engine.session import Session, encode


def say(number: int) -> None:
    print(number, time.monotonic(), flush=True)


def text_of(number: int) -> str:
    """Return a sentence with a number, of a length that changes much."""
    return f"{number}:" + "牡丹花卉" * (number * 7919 % 5000)


def saving(folder: Path) -> None:
    """Save one session after another to the same file."""
    file = folder / "lesson.peony"
    for number in range(1, 1_000_000):
        write(file, encode(Session(Request(text_of(number))), file))
        say(number)


def window(folder: Path) -> None:
    """Change the sentence of a window again and again, with its copy kept."""
    from PySide6.QtCore import QTimer

    from gui.app import application, create_window, remember
    from gui.documents import Documents

    os.environ["XDG_STATE_HOME"] = os.environ["LOCALAPPDATA"] = str(folder)
    app = application()
    made = create_window("0:")
    remember(made, made.findChild(Documents))
    number = 0

    def change() -> None:
        nonlocal number
        number += 1
        made.store.set_text(f"{number}:{os.getpid()}:牡丹是花卉")
        say(number)

    timer = QTimer(made, interval=50)  # faster than anybody types
    timer.timeout.connect(change)
    timer.start()
    made.show()
    app.exec()


if __name__ == "__main__":
    {"saving": saving, "window": window}[sys.argv[1]](Path(sys.argv[2]))
