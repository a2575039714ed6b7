"""What the window can show of a trace, to be found: matrices, views of the weights, heads, rankings."""

from __future__ import annotations

from collections.abc import Iterator

from engine.trace import MATRICES
from engine.words import LANGUAGES, load_words
from gui.finder.thing import Thing, make, synonyms, under
from gui.window import MainWindow

WEIGHTS = ("W_Q", "W_K", "W_V")
VIEWS = ("heatmap", "lines")
RANKINGS = ("norm", "received")


def views(window: MainWindow) -> Iterator[Thing]:
    """Return every matrix, the views of A, the heads where there are several, and the rankings."""
    for name in (*MATRICES, *WEIGHTS):
        yield _matrix(window, name)
    for name in VIEWS:
        yield _view(window, name)
    trace = window.trace()
    for number in range(trace.heads + 1 if trace is not None and trace.heads > 1 else 0):
        yield _head(window, number)
    for name in RANKINGS:
        yield make(
            lambda words, name=name: under(words, words("ranking.title"), words(f"ranking.{name}")),
            lambda name=name: window.store.update(ranking=name),
            synonyms("ranking"),
            on=window.state().ranking == name,
        )


def _matrix(window: MainWindow, name: str) -> Thing:
    """Return a matrix, which is put in focus; without projections there is no W."""
    key, trace = f"matrix.{name.split('_')[0]}", window.trace()
    return make(
        lambda words: under(words, words("pipeline.title"), f"{name} {words(key)}"),
        lambda: window.store.update(focus=name, col=None, hover=None),
        (name, name.replace("_", ""), *(load_words(lang)(key) for lang in LANGUAGES)),
        on=window.state().focus == name,
        able=name not in WEIGHTS or (trace is not None and trace.projections is not None),
    )


def _view(window: MainWindow, name: str) -> Thing:
    state = window.state()
    return make(
        lambda words: under(words, f"A {words('matrix.A')}", words(f"view.{name}")),
        lambda: window.store.update(focus="A", view=name, col=None),
        (*(load_words(lang)(f"view.{name}") for lang in LANGUAGES), *synonyms(name)),
        on=(state.focus, state.view) == ("A", name),
    )


def _head(window: MainWindow, number: int) -> Thing:
    """Return one head, from 1, or their mean (0); where the matrix in focus has no heads, those of A."""
    state, head = window.state(), number - 1 if number else None

    def show() -> None:
        focus = "A" if window.state().focus in ("X", "Z") else window.state().focus
        window.store.update(head=head, focus=focus, col=None)

    names = " ".join(load_words(lang)("find.head", number=number) for lang in LANGUAGES)
    return make(
        lambda words: words("heads.one", number=number) if number else words("heads.mean_help"),
        show,
        names.split() if number else (),
        on=state.head == head,
    )
