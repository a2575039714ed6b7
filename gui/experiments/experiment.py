"""What every experiment is: a panel of one question, asked of the present sentence."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.errors import PeonyError
from gui.background import Check, Latest
from gui.controls.values import Value, set_values, values_of
from gui.drawings.drawing import Drawing, column
from gui.drawings.text import plain, text
from gui.items.names import short
from gui.items.steady_label import SteadyLabel
from gui.panels.panel import Panel
from gui.scene import Scene
from gui.state import Store
from gui.theme import Theme

QUICK = 64  # tokens, of which whatever costs no more than m³ is computed without a wait
Memento = tuple[dict[str, Any], dict[str, Value]]
SENTENCE = 120  # characters of it over a picture
PATIENCE = 150  # milliseconds, after which a wait is spoken of


class Experiment(Panel):
    """A panel in the dock of experiments. It knows no other experiment.

    Its texts are ``experiment.<name>.title`` and ``experiment.<name>.about``, one line that says what it
    shows. It is made when it is first chosen, and presented only while it is the one that is seen.

    Attributes
    ----------
    name
        Its key in ``gui.experiments.EXPERIMENTS``.
    content
        The column under the first line, where a subclass puts its parts.
    carried
        Attributes, dotted where they are parts' own, that another one goes on with in another theme.
    finding
        One or two sentences, between the first line and the parts, that say what the figures say.
    """

    name: ClassVar[str]
    carried: ClassVar[tuple[str, ...]] = ()

    def __init__(self, store: Store, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(store, theme, parent)
        self.setObjectName(f"{self.name}Experiment")
        self._asked: object = None
        self._answer: Any = None
        self._scene: Scene | None = None
        self._wait = QTimer(self, singleShot=True, interval=PATIENCE)
        self._wait.timeout.connect(lambda: self.finding.setText(self._scene.words("experiment.busy")))
        self._latest = Latest(self.name, self)
        self._latest.done.connect(self._take)
        self._latest.failed.connect(self._take)
        self._lay_out()

    def _lay_out(self) -> None:
        theme, column = self.theme, QVBoxLayout(self)
        self._about, self._refusal = (self.label(f"{self.name}{part}") for part in ("About", "Refusal"))
        self.finding = self.label(f"{self.name}Finding")
        self._about.setProperty("quiet", True)
        self._parts = QWidget(self)
        self.content = QVBoxLayout(self._parts)
        self.content.setContentsMargins(0, 0, 0, 0)
        self.content.setSpacing(theme.px(0.6))
        column.setContentsMargins(theme.px(1), theme.px(0.4), theme.px(0.9), theme.px(0.6))
        column.setSpacing(theme.px(0.6))
        for part in (self._about, self._refusal, self.finding, self._parts):
            column.addWidget(part, 1 if part is self._parts else 0)

    def label(self, name: str) -> SteadyLabel:
        """Return a label for sentences."""
        label = SteadyLabel(self)
        label.setObjectName(name)
        return label

    def present(self, scene: Scene) -> None:
        """Say what the experiment is, and try it on the scene's sentence if there is one."""
        self._scene = scene
        self._about.setText(scene.words(f"experiment.{self.name}.about"))
        if scene.trace.tokens:
            self.refuse("")
            self.draw(scene)
        else:
            self._asked = self._answer = None
            self._latest.cancel()
            self.rest()
            self.refuse(scene.words("experiment.empty"))

    def drawing(self, scene: Scene) -> Drawing:
        """Return the experiment as it stands, under the sentence that it was made with."""
        sentence = plain(short(scene.trace.text.strip(), SENTENCE))
        title = plain(scene.words(f"experiment.{self.name}.title"))
        theme, wide = scene.theme, self.width()
        head = text(f"<b>{sentence}</b> &nbsp; {title}", theme.type(1.2), theme.ink, wide)
        return column(head, super().drawing(scene), gap=0.6 * theme.em)

    def draw(self, scene: Scene) -> None:
        """Draw a scene that has tokens; what takes computing is asked for with `ask`."""
        raise NotImplementedError

    def show_answer(self, scene: Scene, answer: Any) -> None:
        """Draw what was asked for; called again when the scene changes and the answer does not."""
        raise NotImplementedError

    def show_error(self, scene: Scene, error: PeonyError) -> None:
        """Show what kept the answer away, instead of the parts."""
        self.refuse(scene.words.error(error))

    def hideEvent(self, event: QEvent) -> None:
        """Do nothing while hidden."""
        self.rest()

    def ask(self, key: object, work: Callable[[Check], object], quick: bool) -> None:
        """Have `work` done once for each `key`, then `show_answer`.

        It is done at once where it is `quick`, else off the GUI thread, given a function that raises
        `Cancelled` once its answer is no longer wanted. What it raises as `PeonyError` goes to `show_error`.
        """
        if key == self._asked:
            self._tell()
            return
        self._asked, self._answer = key, None
        self._latest.cancel()
        if not quick:
            self._wait.start()
            self._latest.ask(work)
            return
        try:
            self._take(work(lambda: None))
        except PeonyError as error:
            self._take(error)

    def _take(self, answer: object) -> None:
        self._wait.stop()
        self._answer = answer
        self._tell()

    def _tell(self) -> None:
        if isinstance(self._answer, PeonyError):
            self.show_error(self._scene, self._answer)
        elif self._answer is not None:
            self.refuse("")
            self.show_answer(self._scene, self._answer)

    def refuse(self, why: str) -> None:
        """Show a sentence instead of the parts; an empty one shows the parts."""
        self._refusal.setText(why)
        self._refusal.setVisible(bool(why))
        self._parts.setVisible(not why)
        self.finding.setVisible(not why)

    def memento(self) -> Memento:
        """Return what it is about and what it found; what it still waits for has to be asked for anew."""
        asked = None if self._answer is None else self._asked
        held = {name: attrgetter(name)(self) for name in self.carried}
        return {"_asked": asked, "_answer": self._answer, **held}, values_of(self)

    def resume(self, left: Memento) -> None:
        """Go on as if this were the one that left, which meets the present scene only now."""
        attributes, values = left
        self._wait.stop()
        self._latest.cancel()
        for name, value in attributes.items():
            part, _, own = name.rpartition(".")
            setattr(attrgetter(part)(self) if part else self, own, value)
        # First what was set, then the scene: it may have changed since, and ranges with it.
        set_values(self, values)
        if self._scene is not None:
            self.present(self._scene)

    def close_workers(self) -> None:
        """Stop what is being computed."""
        self._wait.stop()
        super().close_workers()


def joined(*sentences: str) -> str:
    """Return sentences one after the other; only those of letters are parted by a space."""
    return "".join(each if each.endswith("。") else f"{each} " for each in sentences).rstrip()
