"""Builds the application and the window, once."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from engine.errors import PeonyError
from engine.export import write_all
from engine.files import file_stamp
from engine.folders import cache_folder, state_folder
from engine.options import Value
from engine.report import ranking_table
from engine.resources import Resources
from engine.samples import load_samples
from engine.session import SUFFIX
from engine.terminal import say
from engine.tokens import Edits
from engine.trace import Trace
from engine.vectors.choice import TableChoice
from engine.words import load_words, system_language
from gui import memory
from gui.areas import Areas
from gui.courses import Courses
from gui.documents import Documents
from gui.drawings.devices import encoded
from gui.drops import Drops
from gui.ending import Ending
from gui.exporting import Exporting
from gui.flower import flower
from gui.guides import connect_guides
from gui.in_utf8 import in_utf8
from gui.items.number_field import finish_typing
from gui.lists import show_lists
from gui.look import Look, wear
from gui.presenting import Presenting
from gui.qt_words import QtWords
from gui.recent import Recent
from gui.recent_menu import RecentMenu
from gui.recovery import Recovery
from gui.remembering import Remembering
from gui.scene import Scene
from gui.session import read
from gui.state import State
from gui.tables import Tables
from gui.theme import interface_font, make_theme
from gui.training import Training
from gui.trouble.log import start_log
from gui.trouble.watch import Watch
from gui.undoing import Undoing
from gui.view_menu import ViewMenu
from gui.window import MainWindow

COPIES, ASIDE = "recovery", "unsaved"  # folders of unsaved work
PICTURE, RANKING = Path("peony-window.png"), Path("peony-ranking.txt")


def application() -> QApplication:
    """Return the one QApplication, made and dressed if need be."""
    app = QApplication.instance()
    if app is None:
        _choose_platform()
        with in_utf8():
            app = QApplication(sys.argv[:1])
    app.setApplicationName("Peony")
    app.setApplicationDisplayName("牡丹 Peony")
    app.setStyle("Fusion")
    app.setFont(interface_font())
    app.setWindowIcon(flower())
    return app


def _choose_platform() -> None:
    """Draw off screen where there is none: Qt would abort instead."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return
    wayland = ["wayland"] if os.environ.get("WAYLAND_DISPLAY") else []
    xcb = ["xcb"] if os.environ.get("DISPLAY") else []
    os.environ["QT_QPA_PLATFORM"] = ";".join([*wayland, *xcb, "offscreen"])


def create_window(
    sentence: str | None = None, state: State | None = None, course: Path | None = None
) -> MainWindow:
    """Return the wired window, computing its first trace; the event loop is the caller's.

    Parameters
    ----------
    sentence
        What to begin with; None is the sentence of `state`, or the built-in one.
    state
        What else to begin with; None is the defaults in the system's language.
    course
        The folder of a course to open at once.
    """
    if state is None:
        state = State(text=load_samples()[0].text, lang=system_language())
    if sentence is not None:
        state = state.with_text(sentence)
    return _assemble(state, course)[0]


def _assemble(state: State, course: Path | None) -> tuple[MainWindow, Documents]:
    application()
    window = MainWindow(state, Resources(cache_folder()), wear(state))
    window.resize(1440, 900)
    Presenting(window)  # before the look, which changes what is to be put back
    Look(window)
    QtWords(window)
    connect_guides(window)
    Areas(window)
    documents = Documents(window, Undoing(window), Recent(state_folder() / "recent.json"))
    ViewMenu(window, Exporting(window, documents))
    RecentMenu(window, documents, state_folder() / ASIDE)
    Drops(window, {SUFFIX: documents.open}, otherwise=Tables(window).open)
    Training(window)
    courses = Courses(window)
    window.commands.on("lists", lambda: show_lists(window))
    window.start()
    if course is not None:
        courses.open(str(course.absolute()))
    return window, documents


def run(
    sentence: str | None,
    changes: Mapping[str, Value],
    lang: str | None,
    table: TableChoice | None = None,
    course: Path | None = None,
    session: Path | None = None,
) -> int:
    """Open the window as it was left, or with a session; the command line changes it; return the status."""
    app = application()
    start_log()
    kept = memory.recall(load_samples()[0].text, None)
    own = replace(kept, lang=lang or kept.lang)
    stamp = file_stamp(str(session)) if session else None  # before it is read
    saved = read(session, own) if session else None
    window, documents = _assemble(overlaid(saved or own, sentence, changes, table), course)
    window.findChild(Watch).start()
    if session:
        documents.begin(session.absolute(), saved, stamp, own)
    if app.platformName() in ("offscreen", "minimal"):
        return _leave_picture(app, window)
    recovery = remember(window, documents, kept)
    if sys.platform != "win32":
        Ending(partial(end, window, recovery), window)
    window.show()
    return app.exec()


def end(window: MainWindow, recovery: Recovery, status: int) -> None:
    """End at once, whatever is open or unsaved: the next start offers it."""
    finish_typing()  # before there is nothing left that would take it
    recovery.leave_behind()
    window.may_close = lambda: True
    again = QTimer(window, interval=20)  # a dialog that stands may be about closing, which is not begun twice

    def close() -> None:
        if dialog := QApplication.activeModalWidget():
            dialog.close()
        window.close()
        if not window.isVisible():
            again.stop()
            QApplication.exit(status)

    again.timeout.connect(close)
    again.start()
    close()


def overlaid(
    state: State, sentence: str | None, changes: Mapping[str, Value], table: TableChoice | None
) -> State:
    """Return a state with what the command line gives besides it."""
    if table is not None:
        state = state.with_table(table)
    if sentence is not None:
        state = replace(state, text=sentence, edits=Edits(), anchor=None, col=None)
    return state.with_settings(changes)


def remember(window: MainWindow, documents: Documents, kept: State | None = None) -> Recovery:
    """Keep, as long as a window lives, what the next start wants back; offer what an earlier one left.

    `kept` is what the window started from; None is what is kept now.
    """
    recovery = Recovery(window, documents, state_folder() / COPIES, state_folder() / ASIDE)
    recovery.look()
    Remembering(window, documents, kept)
    memory.restore_size(window)
    return recovery


def _leave_picture(app: QApplication, window: MainWindow) -> int:
    """There is no display: write what the window would show, and say where."""
    words = load_words(window.state().lang)
    window.may_close = lambda: True  # nobody could answer a question
    failures: list[PeonyError] = []
    window.failed.connect(failures.append)
    look = QTimer(window, interval=20)
    look.timeout.connect(lambda: (failures or window.is_complete()) and app.quit())
    look.start()
    # Shown, so that everything is laid out, though nowhere that could be seen.
    qInstallMessageHandler(_say_but_for_size_hints)
    window.show()
    app.exec()
    try:
        if failures:
            raise failures[0]
        ranking = ranking_table(window.trace(), words) + "\n"
        write_all([(PICTURE, encoded(window.grab().toImage())), (RANKING, ranking.encode())])
    finally:
        window.close()
    say(words("cli.no_display", picture=PICTURE, ranking=RANKING))
    return 0


def _say_but_for_size_hints(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    # The offscreen platform complains at every window of something that it has no use for.
    if "propagateSizeHints" not in message:
        sys.stderr.write(message + "\n")


def scene_of(state: State, trace: Trace, pinned: Trace | None = None) -> Scene:
    """Return what a window would show of a state, without a window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application()
    return Scene(state, trace, load_words(state.lang), make_theme(interface_font()), pinned)
