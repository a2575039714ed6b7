"""What a page of the course is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.course.prose import Prose
from engine.settings import Settings

Kind: TypeAlias = Literal["token", "cell", "choice"]
KINDS: tuple[Kind, ...] = ("token", "cell", "choice")
RANKINGS = ("norm", "received")
# Parts of the window that a page may mark: their names are those of the window's widgets.
PARTS = (
    "sentenceEdit", "stopwordsToggle", "vectorsToggle", "attentionToggle", "activationToggle",
    "formulaView", "tokenStrip", "pipelineStrip", "focusHeatmap", "explanation", "weightBars",
    "rankingBars", "statusFigures",
)  # fmt: skip
EXPERIMENTS = ("fit", "rank", "saturation", "order", "neuron", "heads", "vectors", "sum")


@dataclass(frozen=True)
class View:
    """What the window shows: the matrix and the head in focus (None: all), and which ranking."""

    focus: str = "A"
    head: int | None = None
    ranking: str = "norm"


@dataclass(frozen=True)
class Side:
    """One side of a page's switch: what is computed, and what is shown of it."""

    settings: Settings
    view: View


@dataclass(frozen=True)
class Question:
    """What is asked before the switch is thrown.

    Attributes
    ----------
    kind
        Whether the answer is a token, a cell (query, key), or one of `choices`.
    answer
        The rule of `engine.course.answers` that finds the right ones.
    choices
        Each outcome of the rule with its label.
    none
        For a token: the label of "no token at all"; empty where that is no answer.
    """

    kind: Kind
    text: Prose
    answer: str
    choices: tuple[tuple[str, Prose], ...] = ()
    none: Prose = ()


@dataclass(frozen=True)
class Page:
    """One claim.

    Attributes
    ----------
    name
        The file's name without its suffix: the same in every language.
    before, after
        The two sides of the switch.
    sentence
        The sentence that the page needs; empty for the person's own.
    samples
        Sentences that may bear the claim out; the first that does is offered.
    token
        The rule of `engine.course.figures.TOKENS` that finds the token to select; empty: none.
    look
        The parts of the window to mark, some of `PARTS`.
    experiment
        One of `EXPERIMENTS`, or empty.
    least
        How many kept tokens a sentence needs.
    check
        The rule of `engine.course.checks` that says whether a sentence bears the claim out.
    text, found, otherwise
        What is read before the question, after the switch, and after it where the claim fails.
    """

    name: str
    claim: int
    title: str
    before: Side
    after: Side
    question: Question
    check: str
    samples: tuple[str, ...]
    text: Prose
    found: Prose
    otherwise: Prose
    sentence: str = ""
    token: str = ""
    look: tuple[str, ...] = ()
    experiment: str = ""
    least: int = 2

    def side(self, after: bool) -> Side:
        """Return the side after the switch, or the one before it."""
        return self.after if after else self.before
