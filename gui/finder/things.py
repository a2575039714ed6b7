"""What can be found: commands, values of options, views of the matrices, experiments, samples."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from engine.options import Option, Value
from engine.samples import load_samples
from engine.settings import OPTIONS
from engine.words import Words
from gui.commands import ENTRIES
from gui.controls import object_name
from gui.experiments import EXPERIMENTS
from gui.finder.pages import pages
from gui.finder.thing import Thing, make, synonyms, under
from gui.finder.views import views
from gui.items.colours import MAPS
from gui.keys import written
from gui.window import MainWindow


def things(window: MainWindow) -> list[Thing]:
    """Return everything that can be found, what is likely sought first."""
    makers = (_options, views, _commands, _experiments, pages, _colours, _samples)
    return [thing for maker in makers for thing in maker(window)]


def _commands(window: MainWindow) -> Iterator[Thing]:
    for entry in ENTRIES:
        action = window.commands[entry.name]
        if entry.name != "find":
            yield make(
                lambda words, entry=entry: under(
                    words, words(f"menu_bar.{entry.menu}"), words(f"action.{entry.name}").rstrip("…")
                ),
                action.trigger,
                synonyms(entry.name),
                written(action.shortcut()),
                action.isChecked(),
                action.isEnabled(),
            )


def _options(window: MainWindow) -> Iterator[Thing]:
    for option in OPTIONS:
        for value in (True, False) if option.kind == "switch" else option.choices:
            yield _value(window, option, value)
        if option.kind in ("integer", "real"):
            yield make(
                lambda words, option=option: f"{words(f'option.{option.name}.label')}…",
                lambda option=option: _open(window, object_name(option)),
                synonyms(option.name),
            )


def _value(window: MainWindow, option: Option, value: Value) -> Thing:
    def title(words: Words) -> str:
        if isinstance(value, bool):
            choice = words("find.on" if value else "find.off")
        else:
            choice = words(f"option.{option.name}.{value}")
        return under(words, words(f"option.{option.name}.label"), choice)

    holds = getattr(window.state().settings, option.name) == value
    return make(title, lambda: window.store.set_option(option.name, value), on=holds)


def _open(window: MainWindow, name: str) -> None:
    """Show all options, and put the keyboard on one."""
    window.store.update(more=True)
    control = window.findChild(QWidget, name)
    if control is not None:
        control.setFocus()


def _experiments(window: MainWindow) -> Iterator[Thing]:
    for name in EXPERIMENTS:
        yield make(
            lambda words, name=name: under(
                words, words("dock.experiments"), words(f"experiment.{name}.title")
            ),
            lambda name=name: _try(window, name),
            synonyms(name),
        )


def _try(window: MainWindow, name: str) -> None:
    """Show an experiment."""
    window.store.update(experiment=name)
    if not window.commands["experiments"].isChecked():
        window.commands["experiments"].trigger()


def _colours(window: MainWindow) -> Iterator[Thing]:
    for name in MAPS:
        yield make(
            lambda words, name=name: under(words, words("colours.label"), words(f"colours.{name}")),
            lambda name=name: window.store.update(colours=name),
            synonyms("colours"),
            on=window.state().colours == name,
        )


def _samples(window: MainWindow) -> Iterator[Thing]:
    for sample in load_samples():
        yield make(
            lambda words, sample=sample: f"{sample.text} — {sample.label(words.lang)}",
            lambda sample=sample: window.store.new_text(sample.text),
            on=window.state().text == sample.text,
        )
