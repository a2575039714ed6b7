"""What helps a person find their way: everything by name, help, keys, versions, a report of mistakes.

What the commands open is imported when they are first given: most starts never need it.
"""

from __future__ import annotations

from gui.help import PAGES
from gui.trouble.watch import Watch
from gui.window import MainWindow


def connect_guides(window: MainWindow) -> None:
    """Say what the commands do."""
    watch = Watch(window)
    watch.found.connect(lambda: window.isVisible() and _show_trouble(window, watch))
    window.leaving.connect(watch.stop)
    window.commands.on("find", lambda: _show_finder(window))
    window.commands.on("report", lambda: _show_trouble(window, watch))
    for page in PAGES:
        window.commands.on(page, lambda page=page: _show_help(window, page))


def _show_finder(window: MainWindow) -> None:
    from gui.finder.panel import show_finder

    show_finder(window)


def _show_help(window: MainWindow, page: str) -> None:
    from gui.help.dialog import show_help

    show_help(window, page)


def _show_trouble(window: MainWindow, watch: Watch) -> None:
    from gui.trouble.dialog import show_trouble

    show_trouble(window, watch)
