"""What can be found: each with its titles in every language, and what choosing it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget

from engine.options import Option, Value
from engine.samples import load_samples
from engine.settings import OPTIONS
from engine.trace import MATRICES
from engine.words import LANGUAGES, Words, load_words
from gui.commands import ENTRIES
from gui.controls import object_name
from gui.items.colours import MAPS
from gui.state import Store
from gui.window import MainWindow

Title = Callable[[Words], str]


@dataclass(frozen=True)
class Thing:
    """One thing that can be found.

    Attributes
    ----------
    titles
        What it is called, by language.
    run
        What choosing it does.
    keys
        Its shortcut, as it is written.
    on
        Whether it is what holds now.
    """

    titles: Mapping[str, str]
    run: Callable[[], object]
    keys: str = ""
    on: bool = False


def things(window: MainWindow) -> list[Thing]:
    """Return everything that can be found now, what is likely sought first."""
    makers = (_commands, _options, _matrices, _colours, _samples)
    return [thing for maker in makers for thing in maker(window)]


def _thing(title: Title, run: Callable[[], object], keys: str = "", on: bool = False) -> Thing:
    return Thing({lang: title(load_words(lang)) for lang in LANGUAGES}, run, keys, on)


def _commands(window: MainWindow) -> Iterator[Thing]:
    for entry in ENTRIES:
        action = window.commands[entry.name]
        if entry.name != "find" and action.isEnabled():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            yield _thing(
                lambda words, entry=entry: _under(
                    words, words(f"menu_bar.{entry.menu}"), words(f"action.{entry.name}").rstrip("…")
                ),
                action.trigger,
                keys,
                action.isChecked(),
            )


def _options(window: MainWindow) -> Iterator[Thing]:
    for option in OPTIONS:
        for value in (True, False) if option.kind == "switch" else option.choices:
            yield _value(window, option, value)
        if option.kind in ("integer", "real"):
            yield _thing(
                lambda words, option=option: f"{words(f'option.{option.name}.label')}…",
                lambda option=option: _open(window, object_name(option)),
            )


def _value(window: MainWindow, option: Option, value: Value) -> Thing:
    def title(words: Words) -> str:
        if isinstance(value, bool):
            choice = words("find.on" if value else "find.off")
        else:
            choice = words(f"option.{option.name}.{value}")
        return _under(words, words(f"option.{option.name}.label"), choice)

    holds = getattr(window.state().settings, option.name) == value
    return _thing(title, lambda: window.store.set_option(option.name, value), on=holds)


def _open(window: MainWindow, name: str) -> None:
    """Show all options, and put the keyboard on one."""
    window.store.update(more=True)
    control = window.findChild(QWidget, name)
    if control is not None:
        control.setFocus()


def _matrices(window: MainWindow) -> Iterator[Thing]:
    store: Store = window.store
    for name in MATRICES:
        yield _thing(
            lambda words, name=name: _under(
                words, words("pipeline.title"), f"{name} {words(f'matrix.{name}')}"
            ),
            lambda name=name: store.update(focus=name, col=None),
            on=window.state().focus == name,
        )


def _colours(window: MainWindow) -> Iterator[Thing]:
    for name in MAPS:
        yield _thing(
            lambda words, name=name: _under(words, words("colours.label"), words(f"colours.{name}")),
            lambda name=name: window.store.update(colours=name),
            on=window.state().colours == name,
        )


def _samples(window: MainWindow) -> Iterator[Thing]:
    for sample in load_samples():
        yield _thing(
            lambda words, sample=sample: f"{sample.text} — {sample.label(words.lang)}",
            lambda sample=sample: window.store.new_text(sample.text),
            on=window.state().text == sample.text,
        )


def _under(words: Words, heading: str, name: str) -> str:
    """Return a name with what it belongs to, unless it says so itself."""
    return name if name.startswith(heading) else words("find.under", heading=heading, name=name)
