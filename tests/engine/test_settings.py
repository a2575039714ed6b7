"""Every option: what it takes, what it refuses, how it is saved, and that it has its words."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import PeonyError
from engine.options import Option
from engine.settings import OPTIONS, Settings
from engine.words import LANGUAGES, load_words

BY_NAME = {option.name: option for option in OPTIONS}
CONTRACT = {
    "--stopwords": "remove", "--vectors": "dense", "--attention": "projected", "--activation": "softmax",
    "--relu-rescale": "none", "--similarity": "dot", "--scale": True, "--temperature": 1.0, "--mask": "none",
    "--position": "none", "--tfidf": False, "--weights": "trained", "--seed": 7,
}  # fmt: skip
CHOICES = {
    "stopwords": ("keep", "remove"), "vectors": ("onehot", "dense"), "attention": ("raw", "projected"),
    "activation": ("none", "softmax", "relu"), "relu_rescale": ("none", "length", "row"),
    "similarity": ("dot", "cosine", "distance"), "mask": ("none", "causal", "self"),
    "position": ("none", "sinusoidal"), "weights": ("identity", "random", "trained"),
}  # fmt: skip
NEVER = [None, [], {}, (), b"keep", 1j, object(), math.nan, math.inf, -math.inf, "", "KEEP", "keep ", "on\n"]


def good(option: Option) -> st.SearchStrategy:
    match option.kind:
        case "choice":
            return st.sampled_from(option.choices)
        case "source":
            return st.sampled_from(option.choices) | st.text(
                st.characters(exclude_characters="\0"), min_size=1
            )
        case "switch":
            return st.booleans()
        case "integer":
            return st.integers(int(option.low), int(option.high))
    return st.floats(option.low, option.high) | st.integers(math.ceil(option.low), int(option.high))


def bad(option: Option) -> list[object]:
    match option.kind:
        case "choice":
            return [*NEVER, "none of these", 0, True, option.choices[0] + "\0"]
        case "source":
            return [None, [], b"random", 0, True, 1.5, "", "a\0b"]
        case "switch":
            return [*NEVER, 0, 1, "on", "true"]
        case "integer":
            return [*NEVER, int(option.low) - 1, int(option.high) + 1, True, 1.0, "7", 10**30, -(10**30)]
    return [*NEVER, option.low / 2, option.high * 1.01, -1.0, True, "1.0", 10**30]


all_settings = st.builds(Settings, **{option.name: good(option) for option in OPTIONS})
parametrized = pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)


def test_flags_and_defaults_are_those_of_the_contract() -> None:
    assert {option.flag: option.default for option in OPTIONS if option.flag in CONTRACT} == CONTRACT
    assert {"--heads", "--head-dim"} <= {option.flag for option in OPTIONS}
    assert {name: BY_NAME[name].choices for name in CHOICES} == CHOICES


@parametrized
def test_the_default_is_a_good_value(option: Option) -> None:
    assert option.check(option.default) == getattr(Settings(), option.name) == option.default
    assert type(getattr(Settings(), option.name)) is type(option.default)


@parametrized
def test_every_bad_value_is_refused_with_the_flag_and_what_would_do(option: Option) -> None:
    for value in bad(option):
        with pytest.raises(PeonyError) as caught:
            Settings(**{option.name: value})
        assert caught.value.key == "error.option"
        for lang in LANGUAGES:
            said = load_words(lang).error(caught.value)
            assert option.flag in said
            assert option.expects() in said


@parametrized
def test_bounds_themselves_are_good(option: Option) -> None:
    if option.kind in ("integer", "real"):
        for value in (option.low, option.high):
            assert getattr(Settings(**{option.name: value}), option.name) == value


@parametrized
@given(data=st.data())
def test_what_is_written_is_read_back(option: Option, data: st.DataObject) -> None:
    value = data.draw(good(option))
    text = {True: "on", False: "off"}[value] if option.kind == "switch" else str(value)
    assert option.parse(text) == value


@parametrized
@pytest.mark.parametrize("text", ["", "nonsense", "0x10", "1e999", "nan", "-1", "1,5", "9" * 5000, "\0"])
def test_text_that_is_no_value_is_refused(option: Option, text: str) -> None:
    if option.kind == "source" and text not in ("", "\0"):
        assert option.parse(text) == text  # a file may be called anything
        return
    with pytest.raises(PeonyError):
        option.parse(text)


def test_a_refusal_stays_short_however_long_the_value() -> None:
    with pytest.raises(PeonyError) as caught:
        BY_NAME["seed"].parse("9" * 100_000)
    assert len(load_words("en").error(caught.value)) < 200


@given(all_settings)
def test_settings_survive_saving(made: Settings) -> None:
    saved = made.to_dict()
    assert list(saved) == [option.name for option in OPTIONS]
    assert Settings.from_dict(saved) == made
    assert hash(Settings.from_dict(saved)) == hash(made)
    assert Settings.from_dict(json.loads(json.dumps(saved))) == made


def test_what_was_not_saved_takes_its_default() -> None:
    assert Settings.from_dict({}) == Settings()
    assert Settings.from_dict({"heads": 3}) == Settings(heads=3)


@pytest.mark.parametrize(
    "saved", [{"head": 2}, {"": 1}, {"temperature": 1.0, "__class__": "x"}, {"Heads": 1}]
)
def test_an_unknown_option_is_refused_by_name(saved: dict) -> None:
    with pytest.raises(PeonyError) as caught:
        Settings.from_dict(saved)
    assert caught.value.key == "error.option_unknown"
    assert caught.value.fields["name"] in saved


@pytest.mark.parametrize("saved", [{"heads": "3"}, {"scale": 1}, {"temperature": None}, {"mask": ["none"]}])
def test_a_saved_value_of_the_wrong_type_is_refused(saved: dict) -> None:
    with pytest.raises(PeonyError):
        Settings.from_dict(saved)


@given(all_settings, all_settings)
def test_changing_an_option_changes_only_it(one: Settings, other: Settings) -> None:
    for option in OPTIONS:
        changed = one.with_(**{option.name: getattr(other, option.name)})
        assert changed.to_dict() == one.to_dict() | {option.name: getattr(other, option.name)}


def test_settings_cannot_be_changed_in_place() -> None:
    with pytest.raises(AttributeError):
        Settings().heads = 2  # type: ignore[misc]


def test_changing_to_a_bad_value_is_refused() -> None:
    with pytest.raises(PeonyError):
        Settings().with_(heads=0)


@parametrized
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_option_and_every_choice_has_its_words(option: Option, lang: str) -> None:
    sentences = load_words(lang).sentences
    extra = ("file",) if option.kind == "source" else ()
    wanted = {f"option.{option.name}.{word}" for word in ("label", "help", *option.choices, *extra)}
    assert wanted == {key for key in sentences if key.startswith(f"option.{option.name}.")}
    assert all(sentences[key].strip() for key in wanted)
    labels = [sentences[f"option.{option.name}.{choice}"] for choice in option.choices]
    assert len(set(labels)) == len(labels)
