"""What a person has set and is looking at, as one frozen value, and the store that holds the newest."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.course.progress import Progress
from engine.lexicon import Lexicon, shipped_lexicon
from engine.options import Value
from engine.pipeline import Request
from engine.projections.edits import NO_EDITS, Place, WeightEdits
from engine.settings import Settings
from engine.tokens import Edits, Token, readable, shift
from engine.vectors.choice import SHIPPED, TableChoice
from engine.words import LANGUAGES

MOST_TABLES = 12  # of one's own that are remembered
# What a person works on: it is undone and redone, and makes a session unsaved. All else is the view.
WORK = (*(each.name for each in fields(Request)), "pin")
Work: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True)
class Spot:
    """What is pointed at: a stage of the data flow, a token (row), the key it looks at (col)."""

    stage: str | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True)
class Judged:
    """Cells (query, key) that answer a question about a text: tokens, numbered among all of the text."""

    text: str
    right: frozenset[tuple[int, int]] = frozenset()
    wrong: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class State:
    """Everything that decides what the window shows, besides the trace itself.

    Attributes
    ----------
    anchor
        Where in the text the selected token begins; None selects the top of the ranking.
    col
        The chosen column of the focused matrix; None chooses the most telling one.
    head
        The head in focus; None for all of them.
    theme, scale, talk_scale, motion
        How the window looks: which theme, the size of everything in percent, the same while
        presenting, whether things may move. See `gui.look`.
    presenting
        Whether the window is shown to a room: large, and without what only its owner needs.
    entry
        The chosen (row, column) of W where one of its matrices is in focus.
    weight_edits
        What was set in W by hand.
    experiment
        The experiment that the dock of experiments shows (a key of ``gui.experiments.EXPERIMENTS``).
    course
        Where in a course the person is, and what was theirs before.
    marked
        The parts of the window, by name, that are marked to be looked at.
    judged
        The cells that are marked as right and as wrong answers; None: none.
    table, tables
        Where dense vectors come from, and the tables of one's own that can be had again.
    pin
        What the present is compared with; None compares with nothing.
    view, share
        Attention weights as ``heatmap`` or as ``lines``, and how many per cent of it lines show.
    """

    text: str = ""
    settings: Settings = field(default_factory=Settings)
    edits: Edits = field(default_factory=Edits)
    lexicon: Lexicon = field(default_factory=shipped_lexicon)
    table: TableChoice = SHIPPED
    tables: tuple[TableChoice, ...] = ()
    weight_edits: WeightEdits = NO_EDITS
    pin: Request | None = None
    view: str = "heatmap"
    share: int = 80
    lang: str = "en"
    focus: str = "A"
    head: int | None = None
    anchor: int | None = None
    col: int | None = None
    entry: tuple[int, int] = (0, 0)
    ranking: str = "norm"
    colours: str = "peony"
    more: bool = False
    theme: str = "system"
    scale: int = 100
    talk_scale: int = 150
    motion: str = "system"
    presenting: bool = False
    experiment: str = "vectors"
    course: Progress = field(default_factory=Progress)
    marked: tuple[str, ...] = ()
    judged: Judged | None = None
    hover: Spot | None = None

    @property
    def request(self) -> Request:
        """The part of the state that the engine computes from."""
        return Request(self.text, self.settings, self.edits, self.lexicon, self.table, self.weight_edits)

    @property
    def wanted(self) -> tuple[Request, Request | None]:
        """What has to be computed: the present, and what it is compared with."""
        return self.request, self.pin

    @property
    def work(self) -> Work:
        """The part of the state that a person works on, in the order of `WORK`."""
        return tuple(getattr(self, name) for name in WORK)

    @property
    def cut(self) -> tuple[object, ...]:
        """The part of the state that decides which tokens are kept."""
        return self.text, self.edits, self.lexicon, self.settings.stopwords

    def with_text(self, text: str) -> State:
        """Return a copy with another sentence."""
        return replace(self, text=text)

    def with_work(self, work: Work) -> State:
        """Return a copy with other work; the selection moves along with what it is about."""
        changed = replace(self, **dict(zip(WORK, work, strict=True)))
        anchor = None if self.anchor is None else shift(self.anchor, self.text, changed.text)
        col = self.col if changed.cut == self.cut else None
        return replace(changed, anchor=anchor, col=col).with_table(changed.table)

    def with_table(self, table: TableChoice) -> State:
        """Return a copy with another table, which is remembered."""
        known = tuple(each for each in self.tables if each.file != table.file)
        tables = self.tables if table == SHIPPED else (*known, table)[-MOST_TABLES:]
        return replace(self, table=table, tables=tables)

    def with_settings(self, changes: Mapping[str, Value]) -> State:
        """Return a copy with some options changed."""
        return replace(self, settings=self.settings.with_(**changes))


class Store(QObject):
    """The newest `State`. Panels send changes here; nobody else keeps a copy.

    Attributes
    ----------
    changed
        The old and the new state, after every change.
    gaveBack
        The same, and before, where the change takes back what could not be computed.
    held
        Whether something is being dragged, so that all its changes are one.
    """

    changed = Signal(object, object)
    gaveBack = Signal(object, object)
    held = Signal(bool)

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = state

    def update(self, **changes: Any) -> None:
        """Replace some fields and say so; also where nothing differs, so that every input is answered."""
        old, new = self.state, replace(self.state, **changes)
        if new.cut != old.cut and "col" not in changes:
            new = replace(new, col=None)  # a column's number may be another token's now
        self.state = new
        self.changed.emit(old, new)

    def put(self, state: State) -> None:
        """Replace the whole state."""
        self.update(**vars(state))

    def set_option(self, name: str, value: object) -> None:
        """Change one option of the settings."""
        self.update(settings=self.state.settings.with_(**{name: value}))  # type: ignore[arg-type]

    def reset_settings(self) -> None:
        """Give every option its default."""
        self.update(settings=Settings())

    def next_language(self) -> None:
        """Speak the next language."""
        place = LANGUAGES.index(self.state.lang)
        self.update(lang=LANGUAGES[(place + 1) % len(LANGUAGES)])

    def choose_table(self, table: TableChoice) -> None:
        """Take dense vectors from a table, and remember it."""
        chosen = self.state.with_table(table)
        self.update(table=chosen.table, tables=chosen.tables)

    def toggle_pin(self) -> None:
        """Keep the present for comparison, or let go of what was kept."""
        self.update(pin=None if self.state.pin else self.state.request)

    def set_weight(self, matrix: str, head: int, entry: tuple[int, int], value: float) -> None:
        """Set one entry of W by hand."""
        place = Place(self.state.request.weights_name, matrix, head, *entry)
        self.update(weight_edits=self.state.weight_edits.set(place, value))

    def reset_weights(self, places: Collection[Place]) -> None:
        """Give entries of W the values of their source again."""
        self.update(weight_edits=self.state.weight_edits.reset(places))

    def give_back(self, settings: Settings, table: TableChoice, pin: Request | None) -> None:
        """Return to options, a table and a pin that are good; a table that is not is forgotten."""
        left = self.state.table
        tables = tuple(each for each in self.state.tables if left in (table, SHIPPED) or each != left)
        new = replace(self.state, settings=settings, tables=tables, pin=pin).with_table(table)
        self.gaveBack.emit(self.state, new)
        self.put(new)

    def set_text(self, text: str) -> None:
        """Take a new sentence; edits and the selection move along with what they are about."""
        old = self.state
        anchor = None if old.anchor is None else shift(old.anchor, old.text, text)
        self.update(text=text, edits=old.edits.moved(old.text, text), anchor=anchor, col=None)

    def toggle(self, token: Token, text: str) -> None:
        """Keep a token of `text` that was dropped, or drop one that was kept."""
        if placed := self.placed(token, text):
            self.update(edits=self.state.edits.toggled(placed))

    def split(self, token: Token, cut: int, text: str) -> None:
        """Let a token begin `cut` characters into a token of `text`."""
        if placed := self.placed(token, text):
            self.update(edits=self.state.edits.split(placed.start + cut))

    def merge(self, first: Token, second: Token, text: str) -> None:
        """Make one token of two neighbours in `text`."""
        placed = self.placed(first, text), self.placed(second, text)
        if placed[0] and placed[1]:
            self.update(edits=self.state.edits.merged(placed[0], placed[1]))

    def select(self, token: Token, text: str, **more: Any) -> None:
        """Select a token of `text`; what else changes with it comes as fields.

        A column is the number of a token or a dimension of what is shown, and so it counts only while
        that is of the newest text.
        """
        if placed := self.placed(token, text):
            col = more.get("col") if text == readable(self.state.text) else None
            self.update(**{**more, "anchor": placed.start, "col": col})

    def placed(self, token: Token, text: str) -> Token | None:
        """Return a token of `text` where it lies in the newest text; None where it was typed over.

        What is on the screen may be older than what was typed last, while that is being computed.
        """
        start = shift(token.start, text, self.state.text)
        end = shift(token.end, text, self.state.text, typed_before=False)
        if start is None or end is None or end - start != token.end - token.start:
            return None
        return replace(token, start=start, end=end)

    def new_text(self, text: str) -> None:
        """Take another sentence, with nothing of the old one's edits."""
        self.update(text=text, edits=Edits(), anchor=None, col=None)

    def point(self, spot: Spot | None) -> None:
        """Say what is pointed at; saying the same again is dropped, for pointers never rest."""
        if spot != self.state.hover:
            self.update(hover=spot)


def changes(old: State, new: State) -> frozenset[str]:
    """Return the names of the fields that differ."""
    names = (each.name for each in fields(State))
    return frozenset(name for name in names if getattr(old, name) != getattr(new, name))
