"""Typesets a worked example as rich text: formulas as lines of figures, operands as links."""

from __future__ import annotations

import html
from collections.abc import Callable

import numpy as np

from engine.explain import Explanation, Ref, Step
from engine.trace import MATRICES
from gui.items.numbers import MINUS, fixed
from gui.scene import Scene

TERMS = 4  # terms of a long sum that are written out, the largest first


def worked(scene: Scene, explanation: Explanation) -> str:
    """Return the worked example of a cell as rich text."""
    words = scene.words
    value = f"<b>{fixed(explanation.value)}</b>"
    names = scene.trace.tokens
    row = _name(names[explanation.row])
    if scene.by_token:
        key = "why.weight" if explanation.matrix == "A" else "why.score"
        what = words(key, query=row, key=_name(names[explanation.col]))
    else:
        what = words("why.entry", token=row, matrix=explanation.matrix, col=explanation.col)
    head = words("why.head", number=explanation.head + 1) if explanation.head is not None else ""
    title = f"<b>{words('why.title', value=fixed(explanation.value))}</b> {what}{head}"
    lines = "; &nbsp;".join(_STEPS[step.does](scene, step, explanation) for step in explanation.steps)
    return f"{title} &nbsp; {lines or value}"


def parse_ref(link: str) -> tuple[str, int | None, int | None, int | None]:
    """Return (matrix, head, row, col) of a link in a worked example."""
    matrix, *numbers = link.split("/")
    head, row, col = (int(number) if number else None for number in numbers)
    return matrix, head, row, col


def _name(token: str) -> str:
    return html.escape(token if len(token) <= 12 else token[:11] + "…")


def _ref(scene: Scene, ref: Ref) -> str:
    """Write an operand as its letter with its token or column, linked where it can be opened."""
    names = scene.trace.tokens
    letter = {"A": "δ", "S": "s"}.get(ref.matrix, ref.matrix[0].lower())
    if ref.matrix.startswith("W_"):
        return f"<i>W</i><sup>{ref.matrix[-1]}</sup><sub>·{ref.col}</sub>"
    sub = _name(names[ref.row]) if ref.row is not None else f"·{ref.col}"
    if ref.row is not None and ref.col is not None:
        sub += f",{ref.col}"
    text = f"<i>{letter}</i><sub>{sub}</sub>"
    if ref.matrix not in MATRICES:
        return text
    numbers = (ref.head, ref.row, ref.col)
    link = "/".join([ref.matrix, *("" if number is None else str(number) for number in numbers)])
    return f'<a href="{link}" style="color:{scene.theme.peony}; text-decoration:none">{text}</a>'


def _signed(value: float) -> str:
    text = fixed(value)
    return f"({text})" if text.startswith(MINUS) else text


def _product(scene: Scene, step: Step, _: Explanation) -> str:
    terms = step.left * step.right
    largest = np.sort(np.argsort(-np.abs(terms), kind="stable")[:TERMS])
    shown = " + ".join(f"{_signed(step.left[k])}×{_signed(step.right[k])}" for k in largest)
    left = len(terms) - len(largest)
    if left > 0:
        rest = float(step.value - terms[largest].sum())
        shown += " + " + scene.words("why.rest", count=left, value=_signed(rest))
    operands = f"{_ref(scene, step.left_ref)}·{_ref(scene, step.right_ref)}"
    return f"{operands} = {shown} = <b>{fixed(step.value)}</b>"


def _norms(scene: Scene, step: Step, _: Explanation) -> str:
    lengths = [f"|{_ref(scene, ref)}|" for ref in (step.left_ref, step.right_ref)]
    sizes = [fixed(float(np.linalg.norm(each))) for each in (step.left, step.right)]
    if step.by == 0:
        return f"{' '.join(lengths)} = 0 → cos = <b>0</b>"
    return f"÷ ({' '.join(lengths)} = {'×'.join(sizes)} = {fixed(step.by)}) = <b>{fixed(step.value)}</b>"


def _distance(scene: Scene, step: Step, _: Explanation) -> str:
    squares = fixed(float(((step.left - step.right) ** 2).sum()))
    operands = f"|{_ref(scene, step.left_ref)} {MINUS} {_ref(scene, step.right_ref)}|"
    return f"{MINUS}{operands} = {MINUS}√{squares} = <b>{fixed(step.value)}</b>"


def _scale(scene: Scene, step: Step, _: Explanation) -> str:
    return f"÷ √{round(step.by**2)} = {fixed(step.by)} → <b>{fixed(step.value)}</b>"


def _mask(scene: Scene, step: Step, explanation: Explanation) -> str:
    key = "why.masked_weight" if explanation.matrix == "A" else "why.masked"
    return scene.words(key, mask=scene.words(f"option.mask.{scene.trace.settings.mask}"))


def _softmax(scene: Scene, step: Step, explanation: Explanation) -> str:
    """e^s over the sum of the row's; the row maximum is taken out where e^s would be unreadable."""
    s = step.left / step.by
    top = float(s[np.isfinite(s)].max())
    out = top if abs(top) > 12 else 0.0
    powers = np.exp(s - out)
    cooled = "" if step.by == 1 else f"/{step.by:.2f}"
    taken = f" {MINUS} {fixed(out, 2)}" if out else ""
    exponents = [f"e<sup>{fixed(float(each), 2)}{cooled}{taken}</sup>" for each in step.left]
    order = [explanation.col, *(j for j in range(len(s)) if j != explanation.col)]
    written = sorted(order[: 2 * TERMS])
    total = " + ".join(exponents[j] for j in written)
    left = len(s) - len(written)
    if left:
        total += " + " + scene.words("why.more", count=left)
    figures = f"{fixed(float(powers[explanation.col]))} / {fixed(float(powers.sum()))}"
    row = _ref(scene, step.left_ref)
    return (
        f"softmax({row}): {exponents[explanation.col]} / ({total}) = {figures} = <b>{fixed(step.value)}</b>"
    )


def _relu(scene: Scene, step: Step, _: Explanation) -> str:
    return f"max(s, 0) = <b>{fixed(step.value)}</b>"


def _length(scene: Scene, step: Step, _: Explanation) -> str:
    return f"÷ m = {fixed(step.by, 0)} → <b>{fixed(step.value)}</b>"


def _row(scene: Scene, step: Step, _: Explanation) -> str:
    return f"÷ Σ<sub>j</sub> max(s<sub>j</sub>, 0) = {fixed(step.by)} → <b>{fixed(step.value)}</b>"


def _none(scene: Scene, step: Step, _: Explanation) -> str:
    return f"{scene.words('why.none')} <b>{fixed(step.value)}</b>"


def _mean(scene: Scene, step: Step, _: Explanation) -> str:
    shown = " + ".join(_signed(float(value)) for value in step.left)
    return f"({shown}) / {len(step.left)} = <b>{fixed(step.value)}</b> {scene.words('why.mean')}"


def _look_up(scene: Scene, step: Step, explanation: Explanation) -> str:
    origin = step.origin
    key = {"table": "why.table", "composed": "why.composed", "unknown": "why.unknown"}[origin.kind]
    text = scene.words(
        key,
        table=html.escape(scene.trace.table.name),
        token=_name(scene.trace.tokens[explanation.row]),
        parts=html.escape(" + ".join(origin.parts)),
    )
    return f"{text} <b>{fixed(step.value)}</b>"


def _one_hot(scene: Scene, step: Step, explanation: Explanation) -> str:
    number = round(step.by)
    key = "why.one" if explanation.col == number else "why.zero"
    return scene.words(key, number=number, col=explanation.col)


def _idf(scene: Scene, step: Step, _: Explanation) -> str:
    return f"× idf {fixed(step.by)} = <b>{fixed(step.value)}</b>"


def _position(scene: Scene, step: Step, _: Explanation) -> str:
    return f"+ rms·PE {_signed(step.by)} = <b>{fixed(step.value)}</b>"


def _same(scene: Scene, step: Step, _: Explanation) -> str:
    return scene.words("why.same", entry=_ref(scene, step.left_ref), value=fixed(step.value))


_STEPS: dict[str, Callable[[Scene, Step, Explanation], str]] = {
    "product": _product,
    "norms": _norms,
    "distance": _distance,
    "scale": _scale,
    "mask": _mask,
    "softmax": _softmax,
    "relu": _relu,
    "length": _length,
    "row": _row,
    "none": _none,
    "mean": _mean,
    "look_up": _look_up,
    "one_hot": _one_hot,
    "idf": _idf,
    "position": _position,
    "same": _same,
}
