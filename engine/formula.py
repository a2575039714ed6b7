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
    h = "_h" if heads > 1 else ""
    value = Part("X", "X", "V") if raw else Part(f"X W^V{h}", f"X W^V{h}", "V")
    return (
        *_vectors(settings),
        Part("Z", "Z", "Z"),
        Part("=", "="),
        *_heads(heads),
        *_activation(settings, _scores(settings, n if raw else d_k, raw, h)),
        value,
    )


def _vectors(settings: Settings) -> tuple[Part, ...]:
    """``X = idf ⊙ E + rms · PE,`` where anything but the looked-up vectors is in X."""
    weighted = (Part(r"\mathrm{idf} \odot E", "idf ⊙ E", "X"),)
    plain = weighted if settings.tfidf else (Part("E", "E", "X"),)
    added = (Part("+", "+"), Part(r"\mathrm{rms} \cdot PE", "rms·PE", "X"))
    if not settings.tfidf and settings.position == "none":
        return ()
    position = added if settings.position != "none" else ()
    return (Part("X", "X", "X"), Part("=", "="), *plain, *position, Part(";", ";"))


def _heads(heads: int) -> tuple[Part, ...]:
    if heads == 1:
        return ()
    return (Part(rf"\Vert_{{h=1}}^{{{heads}}}", f"‖ h=1…{heads}", "A"),)


def _scores(settings: Settings, d_k: int, raw: bool, h: str) -> tuple[Part, ...]:
    query, key = ("X", "X") if raw else (f"X W^Q{h}", f"X W^K{h}")
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
            turned = ("X^{T}", "Xᵀ") if raw else (f"({key})^{{T}}", f"({key})ᵀ")
            parts = [Part(query, query, "Q"), Part(*turned, "K")]
            if settings.scale:
                parts += [Part("/", "/"), Part(rf"\sqrt{{{d_k}}}", f"√{d_k}", "S")]
    # Without softmax or ReLU a masked score must be taken out, for -∞ would stay.
    masked = Part(r"\odot", "⊙") if settings.activation == "none" else Part("+", "+")
    mask = () if settings.mask == "none" else (masked, Part("M", "M", "S"))
    return (*parts, *mask)


def _activation(settings: Settings, inner: tuple[Part, ...]) -> tuple[Part, ...]:
    opening, closing = Part("(", "("), Part(")", ")")
    match settings.activation:
        case "softmax":
            name = Part(r"\mathrm{softmax}", "softmax", "A")
            return (name, opening, *_cooled(inner, settings.temperature), closing)
        case "relu":
            name = Part(r"\mathrm{ReLU}", "ReLU", "A")
            return (name, opening, *inner, closing, *_RESCALED[settings.relu_rescale])
        case _:
            return (opening, *inner, closing)


def in_full(value: float) -> str:
    """Write a number that was set, such as a temperature, exactly as it counts."""
    return repr(float(value)).removesuffix(".0")


def _cooled(inner: tuple[Part, ...], temperature: float) -> tuple[Part, ...]:
    """Divide the whole score by the temperature, in brackets of its own."""
    if temperature == 1:
        return inner
    tau = in_full(temperature)
    return (Part("(", "("), *inner, Part(")", ")"), Part("/", "/"), Part(tau, tau, "A"))


_RESCALED = {
    "none": (),
    "length": (Part("/", "/"), Part("m", "m", "A")),
    "row": (Part("/", "/"), Part(r"\Sigma_j", "Σⱼ", "A")),
}
