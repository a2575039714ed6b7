"""The formula of exactly what the settings compute, in parts that each name their stage."""

from __future__ import annotations

from dataclasses import dataclass

from engine.settings import Settings


@dataclass(frozen=True)
class Part:
    """A piece of the formula: how it is typeset, how it reads in plain text, which matrix it makes."""

    latex: str
    plain: str
    stage: str | None = None


def formula(settings: Settings, n: int, d_k: int, heads: int) -> tuple[Part, ...]:
    """Return the parts of ``Z = …`` from left to right.

    Parameters
    ----------
    settings
        What is computed.
    n, d_k, heads
        Width of X, width of a query, number of heads, as they are in the trace.
    """
    raw = settings.attention == "raw"
    value = Part("X" if raw else "X W^V", "X" if raw else "X W^V", "V")
    return (
        *_vectors(settings),
        Part(r"\mathbf{Z}", "Z", "Z"),
        Part("=", "="),
        *_heads(heads),
        *_activation(settings, _scores(settings, n if raw else d_k, raw)),
        value,
    )


def _vectors(settings: Settings) -> tuple[Part, ...]:
    """``X = idf ⊙ E + rms · PE,`` where anything but the looked-up vectors is in X."""
    weighted = (Part(r"\mathrm{idf} \odot E", "idf ⊙ E", "X"),)
    plain = weighted if settings.tfidf else (Part("E", "E", "X"),)
    added = (Part(r"+ \mathrm{rms} \cdot PE", "+ rms·PE", "X"),)
    if not settings.tfidf and settings.position == "none":
        return ()
    position = added if settings.position != "none" else ()
    return (Part("X", "X", "X"), Part("=", "="), *plain, *position, Part(";", ";"))


def _heads(heads: int) -> tuple[Part, ...]:
    if heads == 1:
        return ()
    return (Part(rf"\Vert_{{h=1}}^{{{heads}}}", f"‖ h=1…{heads}", "A"),)


def _scores(settings: Settings, d_k: int, raw: bool) -> tuple[Part, ...]:
    query, key = ("X", "X") if raw else ("X W^Q", "X W^K")
    match settings.similarity:
        case "cosine":
            parts = [
                Part(r"\cos(", "cos(", "S"), Part(query, query, "Q"), Part(",", ","),
                Part(key, key, "K"), Part(")", ")", "S"),
            ]  # fmt: skip
        case "distance":
            parts = [
                Part(r"-\Vert", "−‖", "S"), Part(rf"({query})_i", f"({query})ᵢ", "Q"), Part("-", "−"),
                Part(rf"({key})_j", f"({key})ⱼ", "K"), Part(r"\Vert", "‖", "S"),
            ]  # fmt: skip
        case _:
            turned = ("X^{T}", "Xᵀ") if raw else (r"(X W^K)^{T}", "(X W^K)ᵀ")
            parts = [Part(query, query, "Q"), Part(*turned, "K")]
            if settings.scale:
                parts += [Part("/", "/"), Part(rf"\sqrt{{{d_k}}}", f"√{d_k}", "S")]
    mask = () if settings.mask == "none" else (Part("+ M", "+ M", "S"),)
    return (*parts, *mask)


def _activation(settings: Settings, inner: tuple[Part, ...]) -> tuple[Part, ...]:
    opening, closing = Part("(", "("), Part(")", ")")
    match settings.activation:
        case "softmax":
            name = Part(r"\mathrm{softmax}", "softmax", "A")
            tau = settings.temperature
            cooled = () if tau == 1 else (Part("/", "/"), Part(f"{tau:.2f}", f"{tau:.2f}", "A"))
            return (name, opening, *inner, *cooled, closing)
        case "relu":
            name = Part(r"\mathrm{ReLU}", "ReLU", "A")
            return (name, opening, *inner, closing, *_RESCALED[settings.relu_rescale])
        case _:
            return (opening, *inner, closing)


_RESCALED = {
    "none": (),
    "length": (Part("/ m", "/ m", "A"),),
    "row": (Part(r"/ \Sigma_j", "/ Σⱼ", "A"),),
}
