"""What every test shares: folders of its own, no display, one set of resources, one way to compute."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

# Before Qt or platformdirs is imported: no display is needed, and nobody's own folders are touched.
SCRATCH = Path(tempfile.mkdtemp(prefix="peony-tests-"))
atexit.register(shutil.rmtree, SCRATCH, ignore_errors=True)
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["HOME"] = os.environ["USERPROFILE"] = str(SCRATCH)
for _name in ("CACHE_HOME", "CONFIG_HOME", "DATA_HOME", "STATE_HOME", "RUNTIME_DIR"):
    _folder = SCRATCH / _name.lower()
    _folder.mkdir(mode=0o700)
    os.environ[f"XDG_{_name}"] = str(_folder)
for _name in ("LOCALAPPDATA", "APPDATA"):
    os.environ[_name] = str(SCRATCH)

import pytest  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from engine.lexicon import Lexicon, shipped_lexicon  # noqa: E402
from engine.pipeline import Analyser, Request, Resources  # noqa: E402
from engine.settings import Settings  # noqa: E402
from engine.tokens import Edits  # noqa: E402
from engine.trace import Trace  # noqa: E402

REFERENCE_CASE = "原野中,牡丹是最美丽的花卉。"

# Fixtures here are either immutable or memoise by value, so one serves all examples of a test.
_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
hypothesis_settings.register_profile("peony", deadline=None, suppress_health_check=_CHECKS, max_examples=50)
hypothesis_settings.register_profile("ci", hypothesis_settings.get_profile("peony"), derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "peony")

Analyse = Callable[..., Trace]


@pytest.fixture(scope="session")
def resources(tmp_path_factory: pytest.TempPathFactory) -> Resources:
    """The tokenizer and the shipped table, loaded once, with a cache folder of the tests' own."""
    made = Resources(tmp_path_factory.mktemp("cache"))
    made.warm()
    return made


@pytest.fixture
def analyser(resources: Resources) -> Analyser:
    """An analyser that remembers nothing yet."""
    return Analyser(resources)


@pytest.fixture(scope="session")
def analyse(resources: Resources) -> Analyse:
    """``analyse(text, **settings)``: a trace, computed afresh; `edits` and `lexicon` may be given."""

    def compute(
        text: str = REFERENCE_CASE,
        *,
        edits: Edits = Edits(),
        lexicon: Lexicon | None = None,
        **settings: object,
    ) -> Trace:
        request = Request(text, Settings(**settings), edits, lexicon or shipped_lexicon())
        return Analyser(resources).analyse(request)

    return compute


@pytest.fixture(scope="session")
def torch() -> ModuleType:
    """PyTorch, for tests marked ``reference``; they are skipped where it is not installed."""
    module = pytest.importorskip("torch", reason="PyTorch is missing: `make reference` installs it")
    module.set_num_threads(1)
    return module
