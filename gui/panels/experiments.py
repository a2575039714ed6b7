"""The experiments: a chooser, and under it the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.experiments import EXPERIMENTS
from gui.experiments.experiment import Experiment, Memento
from gui.items.scroll import Scroll
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme


class ExperimentsPanel(Panel):
    """Makes an experiment when it is first chosen, and presents only the chosen one."""

    pictureWanted = Signal(QWidget)

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName("experimentsPanel")
        self._lang = ""
        self._chooser = QComboBox(self)
        self._chooser.setObjectName("experimentCombo")
        for name in EXPERIMENTS:
            self._chooser.addItem(name, name)
        self._chooser.activated.connect(lambda: store.update(experiment=self._chooser.currentData()))
        self.setFocusProxy(self._chooser)  # where the keyboard comes to
        self._button = QPushButton(self)
        self._button.setObjectName("experimentPicture")
        self._button.clicked.connect(lambda: self.pictureWanted.emit(self.chosen))
        self._made: dict[str, Experiment] = {}
        self._left: dict[str, Memento] = {}
        self._pages = QStackedWidget(self)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, row, column = self.theme, QHBoxLayout(), QVBoxLayout(self)
        row.setContentsMargins(theme.px(1), theme.px(0.6), theme.px(0.9), theme.px(0.2))
        row.addWidget(self._chooser, 1)
        row.addWidget(self._button)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(row)
        column.addWidget(self._pages, 1)

    def sizeHint(self) -> QSize:
        """Wide enough to read, narrow enough to stand beside the work."""
        return QSize(self.theme.px(28), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the chosen experiment beside its scroll bar, whatever the others need."""
        page = self._pages.currentWidget()
        needed = page.minimumSizeHint().width() + self.theme.px(0.8) if page else 0
        return QSize(max(needed, self.theme.px(20)), super().minimumSizeHint().height())

    @property
    def uses(self) -> frozenset[str]:  # type: ignore[override]
        """What the chosen experiment uses, and which one that is."""
        used = self.chosen.uses if self._made else frozenset()
        return used | {"experiment", "lang", "trace"}

    @property
    def chosen(self) -> Experiment:
        """The chosen experiment, made now if need be."""
        name = self.store.state.experiment
        if name not in EXPERIMENTS:
            name = next(iter(EXPERIMENTS))
        if name not in self._made:
            made = EXPERIMENTS[name](self.store, self.theme)
            self._made[name] = made
            self._pages.addWidget(self._page(made))
        return self._made[name]

    def _page(self, experiment: Experiment) -> Scroll:
        page = Scroll(experiment, self)
        page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return page

    def present(self, scene: Scene) -> None:
        """Show the chosen experiment on a scene."""
        chosen = self.chosen
        self._pages.setCurrentIndex(list(self._made).index(chosen.name))
        self.updateGeometry()
        if scene.state.lang != self._lang:
            self._lang = scene.state.lang
            self._translate(scene)
        self._chooser.setCurrentIndex(self._chooser.findData(chosen.name))
        chosen.present(scene)
        self._resume_chosen()

    def memento(self) -> object:
        """Return what each experiment was about, also those that nobody has looked at since."""
        return self._left | {name: made.memento() for name, made in self._made.items()}

    def resume(self, left: dict[str, Memento]) -> None:
        """Go on with the chosen experiment now, with each other one when it is chosen."""
        self._left = left
        self._resume_chosen()

    def _resume_chosen(self) -> None:
        name = self.store.state.experiment
        if name in self._made and name in self._left:
            self._made[name].resume(self._left.pop(name))

    def _translate(self, scene: Scene) -> None:
        words = scene.words
        self._chooser.setAccessibleName(words("experiment.chooser"))
        for place, name in enumerate(EXPERIMENTS):
            self._chooser.setItemText(place, words(f"experiment.{name}.title"))
        self._button.setText(words("experiment.picture_short"))
        self._button.setToolTip(words("experiment.picture"))
        self._button.setAccessibleName(words("experiment.picture"))

    def rest(self) -> None:
        """Let the experiments stop what goes on in them."""
        for experiment in self._made.values():
            experiment.rest()

    def close_workers(self) -> None:
        """Stop whatever the experiments have running."""
        for experiment in self._made.values():
            experiment.close_workers()
