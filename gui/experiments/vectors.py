"""Vectors: two tokens compared in three ways, the sentence on a map, what each word weighs."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from engine.experiments.heads import strongest_other
from engine.experiments.importance import importance_of
from engine.experiments.similarity import KINDS, Pair, pairs_of
from gui.experiments.experiment import Experiment, joined
from gui.experiments.importance_view import ImportanceView
from gui.experiments.map_view import MapView
from gui.experiments.pair_view import PairView
from gui.experiments.shown import name_of, row_of
from gui.experiments.token_combo import TokenCombo
from gui.items.beside import Beside
from gui.items.numbers import significant
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class VectorsExperiment(Experiment):
    """The first token is the selected one; the second is chosen here, at first its strongest key."""

    name = "vectors"
    carried = ("_tokens", "_second_row")
    uses = frozenset({"trace", "head", "anchor", "lang", "colours", "ranking"})

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self._tokens: tuple[str, ...] = ()
        self._second_row: int | None = None
        self._first, self._second = TokenCombo("vectorsFirst", self), TokenCombo("vectorsSecond", self)
        self._first.activated.connect(self._select)
        self._second.activated.connect(self._compare_with)
        self._pairs = {
            kind: PairView(kind, theme, self.label(f"vectors{kind.capitalize()}Worked")) for kind in KINDS
        }
        self._map = MapView(theme, self.label("vectorsMapCaption"))
        self._importance = ImportanceView(theme)
        self._importance.chosen.connect(self._select)
        self._fill(theme)

    def _fill(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(0.4))
        for part in (QLabel("a =", self), self._first, QLabel("b =", self), self._second):
            row.addWidget(part)
        row.addStretch(1)
        self.content.addLayout(row)
        pairs = Beside(*self._pairs.values(), least=theme.px(24), gap=theme.px(1))
        for part in (pairs, self._map, self._importance):
            self.content.addWidget(part)

    def draw(self, scene: Scene) -> None:
        """Show the map and the weights of the words, and ask for the two vectors."""
        words, trace, first = scene.words, scene.trace, row_of(scene)
        if trace.tokens != self._tokens:
            self._tokens, self._second_row = trace.tokens, None
        second = self._second_row
        if second is None:
            second = strongest_other(trace.matrix("A", scene.head), first)
        self._first.show_tokens(trace.tokens, first, words("experiment.vectors.a"))
        self._second.show_tokens(trace.tokens, second, words("experiment.vectors.b"))
        self._map.present(scene, (first, second))
        self._importance.show_importance(scene, importance_of(trace), first)
        # One-hot vectors are made in no time; dense ones may have to be composed.
        quick = trace.settings.vectors == "dense"
        self._shown = first, second
        self.ask((trace, first, second), lambda check: pairs_of(trace, first, second), quick)

    def show_answer(self, scene: Scene, answer: dict[str, Pair]) -> None:
        """Show both kinds of vectors of the two tokens."""
        names = tuple(name_of(scene.trace.tokens[row]) for row in self._shown)
        for kind, pair in answer.items():
            self._pairs[kind].show_pair(scene, pair, names)
        dense, onehot = about_dense(scene, answer["dense"], names), about_onehot(scene, answer["onehot"])
        self.finding.setText(joined(dense, onehot, about_lengths(scene)))

    def _select(self, row: int) -> None:
        trace = self._scene.trace
        self.store.select(trace.rows[row], trace.text)

    def _compare_with(self, row: int) -> None:
        self._second_row = row
        self.present(self._scene)


def about_dense(scene: Scene, pair: Pair, names: tuple[str, str]) -> str:
    """Say how two dense vectors stand to each other."""
    if pair.angle is None:
        return scene.words("experiment.vectors.pair_zero", a=names[0], b=names[1])
    figures = {"angle": f"{pair.angle:.1f}", "cosine": significant(pair.cosine)}
    return scene.words("experiment.vectors.pair", a=names[0], b=names[1], **figures)


def about_onehot(scene: Scene, pair: Pair) -> str:
    """Say what one-hot vectors make of the same two tokens."""
    if pair.dot == 0:
        return scene.words("experiment.vectors.onehot_right")
    if pair.distance == 0:
        return scene.words("experiment.vectors.onehot_same")
    return scene.words("experiment.vectors.onehot_other", angle=f"{pair.angle:.1f}")


def about_lengths(scene: Scene) -> str:
    """Say which word is longest, with idf and without."""
    plain, weighted = (name_of(scene.trace.tokens[row]) for row in importance_of(scene.trace).first)
    key = "experiment.vectors.longest" if plain == weighted else "experiment.vectors.longest_other"
    return scene.words(key, plain=plain, weighted=weighted)
