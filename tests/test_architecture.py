"""What the sources must look like: who may import whom, how long a file may be, what may be used at all."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from engine.settings import OPTIONS
from engine.trace import Trace
from engine.words import load_words
from gui.app import application
from gui.controls import KINDS, object_name
from gui.panels.options import OptionsPanel
from gui.panels.switches import SwitchesPanel
from gui.scene import Scene
from gui.state import State, Store
from gui.theme import make_theme

ROOT = Path(__file__).parents[1]
OURS = ("engine", "gui", "resources", "tests")
SHIPPED = [ROOT / "main.py", *(file for name in OURS[:3] for file in sorted((ROOT / name).rglob("*.py")))]
EVERY = [*SHIPPED, *sorted((ROOT / "tests").rglob("*.py"))]
# Nothing that runs foreign code or speaks to a network: a sentence and a file never leave the machine.
FORBIDDEN = {
    "pickle", "_pickle", "cPickle", "dill", "joblib", "shelve", "marshal", "socket", "ssl", "urllib",
    "urllib3", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "xmlrpc", "socketserver",
    "webbrowser",
}  # fmt: skip
FILE_LINES, FUNCTION_LINES = 300, 40


def name_of(file: Path) -> str:
    """Return the dotted name of a module."""
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(file: Path) -> set[str]:
    """Return the full names that a file imports: modules, and what is taken from them."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name_of(file) if file.name == "__init__.py" else name_of(file).rpartition(".")[0]
                base = f"{package}.{base}".rstrip(".")
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def within(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def in_folder(folder: str) -> Iterator[Path]:
    return (file for file in SHIPPED if within(name_of(file), folder))


def parametrized(files: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("file", files, ids=lambda file: str(file.relative_to(ROOT)))


def test_there_are_sources_to_look_at() -> None:
    names = {name_of(file) for file in SHIPPED}
    assert {
        "main",
        "engine.attention",
        "engine.projections",
        "gui.panels.panel",
        "gui.items.heatmap",
    } <= names
    assert "numpy.typing.NDArray" in imports(ROOT / "engine" / "attention.py")


@parametrized(list(in_folder("engine")))
def test_the_engine_needs_only_numpy_jieba_platformdirs_and_the_standard_library(file: Path) -> None:
    tops = {name.split(".")[0] for name in imports(file)}
    allowed = {*sys.stdlib_module_names, "__future__", "numpy", "jieba", "platformdirs", "engine"}
    assert tops - allowed == set()


@parametrized(SHIPPED)
def test_nothing_unpickles_or_speaks_to_a_network(file: Path) -> None:
    assert {name for name in imports(file) if name.split(".")[0] in FORBIDDEN} == set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle":
            assert isinstance(node.value, ast.Constant)
            assert node.value.value is False
        if isinstance(node, ast.Call):
            assert getattr(node.func, "id", "") not in ("eval", "exec", "__import__")


@parametrized(list(in_folder("engine")) + list(in_folder("gui")))
def test_only_main_is_above_engine_and_gui(file: Path) -> None:
    top = name_of(file).split(".")[0]
    below = {"engine": ("gui", "main", "tests"), "gui": ("main", "tests")}[top]
    assert {name for name in imports(file) if within(name, *below)} == set()


def defines_a_placed_panel(file: Path) -> bool:
    """Whether the window takes a panel from this file: those are what must not know each other."""
    placed = imports(ROOT / "gui" / "desk.py") | imports(ROOT / "gui" / "window.py")
    return name_of(file) in placed and file.stem != "panel"


@parametrized(list(in_folder("gui.panels")))
def test_no_panel_knows_another(file: Path) -> None:
    """Modules of `gui.panels` that neither the window nor its desk imports are helpers (a base, a menu).

    `gui.panels.panel` is the base of all. Anything else that two panels share belongs into a helper.
    """
    panels = {name_of(other) for other in in_folder("gui.panels") if defines_a_placed_panel(other)}
    assert len(panels) >= 10
    known = {panel for panel in panels - {name_of(file)} if any(within(n, panel) for n in imports(file))}
    assert known == set()


def test_no_experiment_knows_another_or_a_panel() -> None:
    """Modules of `gui.experiments` that its table does not name (the base, helpers) may be shared."""
    table = ROOT / "gui" / "experiments" / "__init__.py"
    named = {name for name in imports(table) if within(name, "gui.experiments")}
    experiments = {name_of(f) for f in in_folder("gui.experiments") if name_of(f) in named}
    experiments -= {"gui.experiments", "gui.experiments.experiment"}
    assert experiments
    for file in in_folder("gui.experiments"):
        if file != table:
            others = {name for name in imports(file) if within(name, *experiments - {name_of(file)})}
            panels = {name for name in imports(file) if within(name, "gui.panels")}
            assert others == set(), file
            assert {name for name in panels if not within(name, "gui.panels.panel")} == set(), file


@parametrized(list(in_folder("gui.items")))
def test_items_draw_what_they_are_given_and_know_no_panel_state_or_pipeline(file: Path) -> None:
    above = ("gui.panels", "gui.state", "gui.scene", "gui.window", "gui.app", "gui.runner", "engine.pipeline")
    assert {name for name in imports(file) if within(name, *above)} == set()


@parametrized(EVERY)
def test_no_file_is_too_long(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= FILE_LINES


@parametrized(EVERY)
def test_no_function_is_too_long(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: node.end_lineno - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


CONTROLS = {
    "scaleCheck", "temperatureSlider", "similarityCombo", "positionCombo", "maskCombo", "tfidfCheck",
    "headsSpin", "headDimSpin", "seedSpin", "weightsCombo", "reluRescaleCombo",
}  # fmt: skip


def test_controls_are_called_as_the_contract_says() -> None:
    assert CONTROLS <= {object_name(option) for option in OPTIONS}


def test_every_option_has_a_control_or_is_a_switch(qapp, analyse) -> None:
    theme = make_theme(application().font())
    state = State()
    trace: Trace = analyse()
    for option in OPTIONS:
        assert option.kind in KINDS
    made = [cls(Store(state), theme) for cls in (OptionsPanel, SwitchesPanel)]
    for panel in made:
        panel.present(Scene(state, trace, load_words("en"), theme))
    names = {widget.objectName() for panel in made for widget in panel.findChildren(QWidget)}
    for option in OPTIONS:
        switch = {f"{option.name}Toggle", *(f"{option.name}.{choice}" for choice in option.choices)}
        assert object_name(option) in names or switch <= names
    for panel in made:
        panel.deleteLater()
