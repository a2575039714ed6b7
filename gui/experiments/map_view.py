"""The sentence's tokens on a flat map among the words that the table has near them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from engine.errors import PeonyError
from engine.experiments.map import WordMap as Map
from engine.experiments.map import word_map
from gui.background import Latest
from gui.experiments.experiment import joined
from gui.experiments.shown import name_of
from gui.items.elided_label import ElidedLabel
from gui.items.word_map import Dot, WordMap
from gui.scene import Scene
from gui.theme import Theme

DOTS, TOKENS, NEIGHBOURS = 60, 40, 5  # about so many dots; at most so many tokens, neighbours each


class MapView(QWidget):
    """Neighbours are looked for off the GUI thread; the map is that of the words, whatever the options."""

    def __init__(self, theme: Theme, caption: QLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: Scene | None = None
        self._asked: tuple[object, ...] = ()
        self._found: Map | PeonyError | None = None
        self._drawn: tuple[object, ...] = ()
        self._title, self._readout, self._caption = QLabel(self), ElidedLabel(self), caption
        self._title.setProperty("title", True)
        self._readout.setObjectName("vectorsMapValue")
        self._readout.setProperty("quiet", True)
        self._map = WordMap("vectorsMap", theme, self)
        self._map.dotPointed.connect(self._read)
        self._latest = Latest("map", self)
        self._latest.done.connect(self._take)
        self._latest.failed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(0.3))
        for part in (self._title, self._map, self._readout, caption):
            column.addWidget(part, 1 if part is self._map else 0)

    def present(self, scene: Scene, marked: tuple[int, ...]) -> None:
        """Show the map of a scene's tokens, some of them ringed; look for it where it is another one."""
        self._scene, self._marked = scene, marked
        self._title.setText(scene.words("experiment.vectors.map"))
        self._map.setAccessibleName(self._title.text())
        table, tokens = scene.trace.table, tuple(dict.fromkeys(scene.trace.tokens))[:TOKENS]
        asked = (table.fingerprint, tokens)
        if asked == self._asked:
            self._show()
            return
        self._asked, self._found = asked, None
        self._count = count = max(1, min(NEIGHBOURS, DOTS // max(len(tokens), 1)))
        self._show()
        self._latest.ask(lambda check: word_map(tokens, table, count, check))

    def _take(self, found: Map | PeonyError) -> None:
        self._found = found
        self._show()

    def _show(self) -> None:
        found, scene = self._found, self._scene
        if found is None:
            self._caption.setText(scene.words("experiment.busy"))
            return
        if isinstance(found, PeonyError):
            self._caption.setText(scene.words.error(found))
            return
        drawn = (found, scene.state.lang)
        if drawn != self._drawn:
            self._drawn = drawn
            self._map.show_dots(dots_of(found), axis_titles(scene, found))
            self._caption.setText(caption(scene, found, self._count))
            self._read(-1)
        names = {scene.trace.tokens[row] for row in self._marked}
        self._map.set_strong(frozenset(place for place, word in enumerate(found.words) if word in names))

    def _read(self, number: int) -> None:
        """Say which word a dot is, and to which it is near."""
        if isinstance(self._found, Map) and number >= 0:
            text = about_dot(self._found, number)
        else:
            text = self._scene.words("experiment.vectors.point")
        self._readout.show_text(text)
        self._map.setAccessibleDescription(text)


def dots_of(found: Map) -> tuple[Dot, ...]:
    """Return the words as dots, each joined to the tokens that it is a neighbour of."""
    number = {word: place for place, word in enumerate(found.words)}
    near: dict[str, list[int]] = {word: [] for word in found.words}
    for token, words in found.nearest.items():
        for word, _ in words:
            near[word].append(number[token])
    return tuple(
        Dot(name_of(word), float(x), float(y), place < found.tokens, tuple(near[word]))
        for place, (word, (x, y)) in enumerate(zip(found.words, found.plane.places, strict=True))
    )


def axis_titles(scene: Scene, found: Map) -> tuple[str, str]:
    """Say how much each axis shows."""
    shares = (f"{100 * share:.1f}" for share in found.plane.shares)
    titles = (
        scene.words("experiment.vectors.axis", number=number, share=share)
        for number, share in enumerate(shares, 1)
    )
    return tuple(titles)  # type: ignore[return-value]


def caption(scene: Scene, found: Map, count: int) -> str:
    """Say what the map is, and what is not on it."""
    words = scene.words
    shown = f"{100 * float(found.plane.shares.sum()):.1f}"
    said = [words("experiment.vectors.caption", count=count, share=shown)]
    distinct = len(set(scene.trace.tokens))
    if distinct > TOKENS:
        said.append(words("experiment.vectors.first", count=TOKENS, total=distinct))
    if found.left_out:
        said.append(words("experiment.vectors.left_out", words=words.listed(map(name_of, found.left_out))))
    return joined(*said)


def about_dot(found: Map, number: int) -> str:
    """Return a word, its place, and its nearest words or the tokens that it is near to, with cosines."""
    word = found.words[number]
    if number < found.tokens:
        near = found.nearest[word]
    else:
        every = ((token, dict(words).get(word)) for token, words in found.nearest.items())
        near = tuple((token, cosine) for token, cosine in every if cosine is not None)
    x, y = found.plane.places[number]
    listed = ", ".join(f"{name_of(other)} {cosine:.2f}" for other, cosine in near)
    return f"{name_of(word)} ({x:.2f}, {y:.2f}) ~ {listed}"
