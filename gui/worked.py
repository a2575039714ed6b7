"""Typesets a worked example as rich text: formulas as lines of figures, operands as links."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import numpy as np

from engine.explain import Explanation, Ref, Step
from engine.formula import in_full
from gui.items.names import short, visible
from gui.items.numbers import MINUS, fixed, significant
from gui.naming import vectors_name
from gui.scene import Scene

ROOT = '<span style="font-family:serif">√</span>'  # Chinese type has one as wide as a character, with a roof
TERMS = 4  # terms of a long sum that are written out: the largest
JOINER, GAP = "\u2060", "\u00a0"  # nothing and a blank; no line ends at either
WIDER = 2 * GAP  # before a blank: a line that goes on after it begins with no blank
PLUS = f" +{GAP}"  # a line that goes on with a sum says so
_PIECES = re.compile("[\u2e80-\ud7ff]|[^\u2e80-\ud7ff]+")  # what lines end after: each Chinese character


def worked(scene: Scene, explanation: Explanation) -> str:
    """Return the worked example of a cell as rich text, one step a line."""
    title = scene.words("why.title", value=fixed(explanation.value))
    first, *others = (_STEPS[step.does](scene, step, explanation) for step in explanation.steps)
    return "<br>".join([f"<b>{title}</b> {_what(scene, explanation)}{WIDER} {first}", *others])


def _what(scene: Scene, explanation: Explanation) -> str:
    """Say which cell it is: who looks at whom, or which dimension of which token."""
    words, names, head = scene.words, scene.trace.tokens, explanation.head
    if scene.of_weights:
        head, col = _dimension(scene, explanation)
        what = words(
            "why.weight_entry", matrix=_letter_of_W(explanation.matrix), row=explanation.row + 1, col=col + 1
        )
        return what + (words("why.head", number=head + 1) if scene.trace.heads > 1 else "")
    row = _name(names[explanation.row])
    if scene.by_token:
        key = "why.weight" if explanation.matrix == "A" else "why.score"
        what = words(key, query=row, key=_name(names[explanation.col]))
    else:
        head, dimension = _dimension(scene, explanation)
        what = words("why.entry", token=row, matrix=explanation.matrix, col=dimension + 1)
    several = head is not None and scene.trace.heads > 1
    return what + (words("why.head", number=head + 1) if several else "")


def _dimension(scene: Scene, explanation: Explanation) -> tuple[int | None, int]:
    """Return the head and its dimension where heads lie side by side."""
    if explanation.matrix == "X":  # before there are heads
        return None, explanation.col
    if explanation.head is not None and explanation.matrix != "Z":
        return explanation.head, explanation.col
    return divmod(explanation.col, scene.trace.head_dim)


def parse_ref(link: str) -> tuple[str, int | None, int | None, int | None]:
    """Return (matrix, head, row, col) of a link in a worked example."""
    matrix, *numbers = link.split("/")
    head, row, col = (int(number) if number else None for number in numbers)
    return matrix, head, row, col


def unlinked(example: str) -> str:
    """Return a worked example without its links, for where there is nothing to open."""
    return re.sub(rf"</?a\b[^>]*>|{JOINER}", "", example)


def _name(token: str) -> str:
    return html.escape(visible(short(token)))


def _sub(token: str | None, *numbers: str) -> str:
    """Lower the name of a token, and numbers after it: one word, in which no line ends."""
    names = () if token is None else (_whole(visible(short(token))),)
    return f"{JOINER}<sub>{html.escape(','.join((*names, *numbers)))}</sub>"


def _whole(text: str) -> str:
    """Hold a text together: no line ends in it."""
    return JOINER.join(_PIECES.findall(text)).replace(" ", GAP)


def _comes_to(value: str) -> str:
    """Write the result; a line that began with it would be an equation of its own."""
    return f"{GAP}={GAP}<b>{value}</b>"


def _ref(scene: Scene, ref: Ref) -> str:
    """Write an operand as its letter with its token or column, linked where it can be opened."""
    names = scene.trace.tokens
    letter = {"A": "δ", "S": "s"}.get(ref.matrix, ref.matrix[0].lower())
    if ref.matrix.startswith("W_"):
        return _link(scene, ref, f"{_letter_of_W(ref.matrix)}<sub>·{ref.col + 1}</sub>")
    number = () if ref.col is None else (str(ref.col + 1),)
    sub = _sub(None, f"·{ref.col + 1}") if ref.row is None else _sub(names[ref.row], *number)
    return _link(scene, ref, f"<i>{letter}</i>{sub}")


def _letter_of_W(matrix: str) -> str:
    return f"<i>W</i><sup>{matrix[-1]}</sup>"


def _link(scene: Scene, ref: Ref, text: str) -> str:
    numbers = (ref.head, ref.row, ref.col)
    link = "/".join([ref.matrix, *("" if number is None else str(number) for number in numbers)])
    return f'<a href="{link}" style="color:{scene.theme.peony}; text-decoration:none">{text}</a>'


def _signed(value: float, digits: int = 4) -> str:
    text = significant(value, digits)
    return f"({text})" if text.startswith(MINUS) else text


def _product(scene: Scene, step: Step, explanation: Explanation) -> str:
    """Write a sum of products: its largest terms, and what the others come to."""
    terms = step.left * step.right
    alive = np.flatnonzero(terms)
    operands = f"{_ref(scene, step.left_ref)}{JOINER}·{JOINER}{_ref(scene, step.right_ref)}"
    if not len(alive):
        return f"{operands}{_comes_to('0')}{scene.words('why.all_zero', count=len(terms))}"
    most = 2 * TERMS if len(alive) <= 2 * TERMS else TERMS
    largest = np.sort(alive[np.argsort(-np.abs(terms[alive]), kind="stable")[:most]])
    names = scene.trace.tokens if explanation.matrix == "Z" else ()
    shown = PLUS.join(_term(step, int(k), names) for k in largest)
    left = len(alive) - len(largest)
    if left:
        rest = float(step.value - terms[largest].sum())
        shown += PLUS + _whole(scene.words("why.rest", count=left, value=_signed(rest)))
    written = f"{operands} ={GAP}{shown}{_comes_to(significant(step.value))}"
    return written.replace(f"）{GAP}", f"）{JOINER}")  # a Chinese bracket is its own blank


def _term(step: Step, k: int, names: tuple[str, ...]) -> str:
    """Write one product; in an output row, with the token whose value it is."""
    token = _sub(names[k]) if names else ""
    return f"{_signed(step.left[k], 3)}×{_signed(step.right[k], 3)}{token}"


def _norms(scene: Scene, step: Step, _: Explanation) -> str:
    lengths = " ".join(f"|{_ref(scene, ref)}|" for ref in (step.left_ref, step.right_ref))
    if step.by == 0:
        return f"{lengths} = 0 → cos{_comes_to('0')}"
    sizes = "×".join(significant(float(np.linalg.norm(each))) for each in (step.left, step.right))
    before = significant(float(step.left @ step.right))
    divided = f"{before} ÷ {significant(step.by)}{_comes_to(significant(step.value))}"
    return f"{before} ÷ ({lengths} = {sizes}) ={GAP}{divided}"


def _distance(scene: Scene, step: Step, _: Explanation) -> str:
    apart = f"({_ref(scene, step.left_ref)} {MINUS} {_ref(scene, step.right_ref)})²"
    squares = significant(float(((step.left - step.right) ** 2).sum()))
    return f"Σ{apart} = {squares};{WIDER} {MINUS}{ROOT}{squares}{_comes_to(significant(step.value))}"


def _scale(scene: Scene, step: Step, _: Explanation) -> str:
    before = significant(step.value * step.by)
    divided = f"{before} ÷ {significant(step.by)}{_comes_to(significant(step.value))}"
    return f"{before} ÷ {ROOT}{round(step.by**2)} ={GAP}{divided}"


def _mask(scene: Scene, step: Step, explanation: Explanation) -> str:
    key = "why.masked_weight" if explanation.matrix == "A" else "why.masked"
    return scene.words(key, mask=scene.words(f"option.mask.{scene.trace.settings.mask}"))


def _softmax(scene: Scene, step: Step, explanation: Explanation) -> str:
    """e^s over the sum of the row's; the row maximum is taken out where e^s would be unreadable."""
    s = step.left / step.by
    powers = np.exp(np.minimum(s, 50))  # only asked whether it is readable
    out = float(s[np.isfinite(s)].max()) if not 1e-2 < powers.sum() < 1e4 else 0.0
    powers = np.exp(s - out)
    cooled = "" if step.by == 1 else f"/{in_full(step.by)}"

    def power(j: int) -> str:
        # Long exponents would be too small to read.
        if out:
            return f"exp({fixed(float(s[j] - out))})"
        return f"e<sup>{fixed(float(step.left[j]))}{cooled}</sup>"

    others = (j for j in range(min(len(s), 2 * TERMS)) if j != explanation.col)
    written = sorted([explanation.col, *others][: 2 * TERMS])
    total = PLUS.join(map(power, written))
    if len(s) > len(written):
        total += PLUS + scene.words("why.more", count=len(s) - len(written))
    share, whole = (significant(float(value)) for value in (powers[explanation.col], powers.sum()))
    why = scene.words("why.taken_out") if out else ""
    row = f"softmax({_ref(scene, step.left_ref)})"
    value = significant(step.value)
    return (
        f"{row}: {power(explanation.col)} / ({total}) ={GAP}{share}{GAP}/{GAP}{whole}{_comes_to(value)}{why}"
    )


def _relu(scene: Scene, step: Step, explanation: Explanation) -> str:
    before = float(scene.trace.S[explanation.head or 0, explanation.row, explanation.col])
    return f"max({significant(before)}, 0){_comes_to(significant(step.value))}"


def _rescaled(scene: Scene, step: Step, explanation: Explanation) -> str:
    before = significant(max(float(step.left[explanation.col]), 0.0))
    by = "m" if step.does == "length" else "Σ<sub>j</sub> max(s<sub>j</sub>, 0)"
    return f"{before} ÷ {by} ={GAP}{before} ÷ {significant(step.by)}{_comes_to(significant(step.value))}"


def _none(scene: Scene, step: Step, _: Explanation) -> str:
    return f"{scene.words('why.none')} <b>{significant(step.value)}</b>"


def _mean(scene: Scene, step: Step, _: Explanation) -> str:
    shown = PLUS.join(_signed(float(value)) for value in step.left)
    return f"({shown}) / {len(step.left)}{_comes_to(significant(step.value))} {scene.words('why.mean')}"


def _look_up(scene: Scene, step: Step, explanation: Explanation) -> str:
    origin = step.origin
    key = {"table": "why.table", "composed": "why.composed", "unknown": "why.unknown"}[origin.kind]
    text = scene.words(
        key,
        table=html.escape(vectors_name(scene, "vectors.shipped")),
        token=_name(scene.trace.tokens[explanation.row]),
        parts=html.escape(" + ".join(origin.parts)),
    )
    return f"{text} <b>{significant(step.value)}</b>"


def _one_hot(scene: Scene, step: Step, explanation: Explanation) -> str:
    number = round(step.by)
    key = "why.one" if explanation.col == number else "why.zero"
    return scene.words(key, number=number + 1, col=explanation.col + 1)


def _idf(scene: Scene, step: Step, _: Explanation) -> str:
    return f"× idf {significant(step.by)}{_comes_to(significant(step.value))}"


def _position(scene: Scene, step: Step, _: Explanation) -> str:
    return f"+ rms·PE {_signed(step.by)}{_comes_to(significant(step.value))}"


def _same(scene: Scene, step: Step, _: Explanation) -> str:
    return scene.words("why.same", entry=_ref(scene, step.left_ref), value=significant(step.value))


def _weight(scene: Scene, step: Step, _: Explanation) -> str:
    made = scene.trace.projections
    source = scene.words(f"why.given.{made.source}", seed=scene.trace.settings.seed)
    return f"{source} <b>{significant(step.value)}</b>"


def _edited(scene: Scene, step: Step, _: Explanation) -> str:
    return scene.words("why.edited", before=significant(step.by), value=significant(step.value))


_STEPS: dict[str, Callable[[Scene, Step, Explanation], str]] = {
    "product": _product,
    "norms": _norms,
    "distance": _distance,
    "scale": _scale,
    "mask": _mask,
    "softmax": _softmax,
    "relu": _relu,
    "length": _rescaled,
    "row": _rescaled,
    "none": _none,
    "mean": _mean,
    "look_up": _look_up,
    "one_hot": _one_hot,
    "idf": _idf,
    "position": _position,
    "same": _same,
    "weight": _weight,
    "edited": _edited,
}
