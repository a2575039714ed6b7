"""Set Peony up from a bare machine: system libraries, a Chinese font, ``.venv``.

Needs nothing but Python's own standard library, and works the same on Linux,
macOS and Windows. ``make`` calls it; where there is no make::

    python .ci/bootstrap.py            what `make setup` does
    python .ci/bootstrap.py test       the same, with what the tests need
    python .ci/bootstrap.py reference  the same, with what results are compared with
    python .ci/bootstrap.py lock       write the lock files anew

Whatever is there already is left alone, so a second call costs next to nothing.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "peony-setup.json"

PYPROJECT = ROOT / "pyproject.toml"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
BUILD_LOCK = ROOT / ".ci" / "build.lock"

OLDEST, NEWEST = (3, 11), (3, 13)

# Shared objects that Qt's core, gui, xcb and offscreen plugins ask the system for, and the
# Debian package of each. Whatever these need in turn comes along with the package.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# Only where the desktop is a Wayland one; Qt can do without, through X.
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONT_PACKAGE = "fonts-noto-cjk"


class SetupError(Exception):
    """Something a person has to do first; the text says what."""


def say(text: str) -> None:
    """Print one line at once, before what a child process prints."""
    print(text, flush=True)


def environment() -> dict[str, str]:
    """Return the environment for child processes: no questions, no notices."""
    return os.environ | {
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_NO_INPUT": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "PYTHONNOUSERSITE": "1",
    }


def run(*command: str | Path, tries: int = 1, hushed: bool = False) -> None:
    """Run a command, again if it fails and may: a network has bad moments.

    A hushed command's output is shown only if it fails.
    """
    line = [str(part) for part in command]
    for attempt in range(1, tries + 1):
        answer = subprocess.run(
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if hushed else None,
            stderr=subprocess.STDOUT if hushed else None,
            env=environment(),
            cwd=ROOT,
            check=False,
        )
        if answer.returncode == 0:
            return
        if hushed:
            say(answer.stdout.decode(errors="replace"))
        if attempt < tries:
            say(f"Failed ({answer.returncode}); trying again in {5 * attempt} s ...")
            time.sleep(5 * attempt)
    raise SetupError(f"This command failed ({answer.returncode}): {shlex.join(line)}")


# --- the system: libraries and a font (Linux only) ------------------------------------------


def missing_libraries(libraries: dict[str, str]) -> list[str]:
    """Return those of these shared objects that this system cannot load."""
    missing = []
    for name in libraries:
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(name)
    return missing


def has_chinese_font(family: str | None = None) -> bool:
    """Ask fontconfig, as Qt does, for a font that covers Chinese (of that family)."""
    try:
        fontconfig = ctypes.CDLL("libfontconfig.so.1")
    except OSError:
        return False
    pointer = ctypes.c_void_p
    fontconfig.FcNameParse.restype = pointer
    fontconfig.FcNameParse.argtypes = [ctypes.c_char_p]
    fontconfig.FcObjectSetCreate.restype = pointer
    fontconfig.FcFontList.restype = pointer
    fontconfig.FcFontList.argtypes = [pointer, pointer, pointer]
    query = f"{family or ''}:lang=zh-cn".encode()
    fontconfig.FcInitReinitialize()  # a font may have come since the last time
    fonts = fontconfig.FcFontList(None, fontconfig.FcNameParse(query), fontconfig.FcObjectSetCreate())
    # FcFontSet begins with the number of fonts in it.
    return bool(fonts) and ctypes.cast(fonts, ctypes.POINTER(ctypes.c_int))[0] > 0


def missing_packages(*, need_ensurepip: bool, font_family: str | None) -> dict[str, str]:
    """Return Debian package -> what for, of everything this system lacks."""
    missing: dict[str, str] = {}
    if need_ensurepip and importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        missing[f"python{version}-venv"] = "Python's venv module"
    libraries = QT_LIBRARIES | (WAYLAND_LIBRARIES if os.environ.get("WAYLAND_DISPLAY") else {})
    for name in missing_libraries(libraries):
        missing[libraries[name]] = "libraries that Qt needs"
    if not has_chinese_font(font_family):
        missing[FONT_PACKAGE] = "a Chinese font" if font_family is None else font_family
    return missing


def administrator() -> list[str] | None:
    """Return the prefix that runs a command as root without a question, None if none does."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        answer = subprocess.run(
            ["sudo", "-n", "true"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        if answer.returncode == 0:
            return ["sudo", "-n"]
    return None


def apt_install(prefix: list[str], packages: list[str]) -> None:
    """Install Debian packages without a question; quiet unless it fails."""
    say(f"Installing what this system lacks: {' '.join(packages)} ...")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"]
    apt += ["-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]
    run(*apt, "update", tries=2, hushed=True)
    run(*apt, "install", "-y", "--no-install-recommends", *packages, tries=3, hushed=True)
    importlib.invalidate_caches()


def what_to_do(missing: dict[str, str], *, has_apt: bool) -> str:
    """Return the text that tells a person what to install, and how."""
    packages = " ".join(sorted(missing))
    lacks = f"This system lacks: {', '.join(sorted(set(missing.values())))}.\n"
    if not has_apt:
        return (
            f"{lacks}Please install that with the system's package manager, and then run the same "
            f"command again.\n(Debian calls the packages: {packages})"
        )
    sudo = "sudo " if shutil.which("sudo") else ""
    how = "and sudo would ask for a password. Please run" if sudo else "so as root please run"
    return (
        f"{lacks}Installing that needs root, {how}:\n\n"
        f"    {sudo}apt-get update && "
        f"{sudo}apt-get install -y --no-install-recommends {packages}\n\n"
        "and then the same command again."
    )


def prepare_system(*, for_tests: bool) -> None:
    """Install what Qt needs of a Linux system, or say exactly what to type."""
    if not sys.platform.startswith("linux"):
        return

    def look() -> dict[str, str]:
        # The approved pictures are drawn in one font; people may have any that covers Chinese.
        return missing_packages(
            need_ensurepip=not VENV_PYTHON.exists(),
            font_family="Noto Sans CJK SC" if for_tests else None,
        )

    missing = look()
    if not missing:
        return
    has_apt = shutil.which("apt-get") is not None
    prefix = administrator() if has_apt else None
    if prefix is None:
        problem = what_to_do(missing, has_apt=has_apt)
    else:
        problem = ""
        try:
            apt_install(prefix, sorted(missing))
        except SetupError as error:
            problem = str(error)
        missing = look()
        if missing and not problem:
            problem = f"Installed, and yet missing: {', '.join(sorted(set(missing.values())))}"
    if not missing:
        return
    if set(missing) <= {FONT_PACKAGE, *WAYLAND_LIBRARIES.values()}:
        # Everything runs without these, if less well; that is the person's to decide.
        print(f"Warning: {problem}", file=sys.stderr, flush=True)
        return
    raise SetupError(problem)


# --- the virtual environment ----------------------------------------------------------------


def project() -> dict[str, Any]:
    """Return what pyproject.toml says of the project."""
    table: dict[str, Any] = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    return table


def digest(*files: Path) -> str:
    """Return what a set-up depends on, as one short text."""
    table = project()
    asked = [table["dependencies"], table["optional-dependencies"]["test"]]
    total = hashlib.sha256(json.dumps(asked).encode())
    for file in (BUILD_LOCK, Path(__file__).resolve(), *files):
        total.update(file.read_bytes())
    return total.hexdigest()


def pins(lock: Path) -> list[str]:
    """Return the lines ``name==version ; marker`` of a lock file, without the hashes."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line.rstrip(" \\") for line in lines if re.match(r"[\w.-]+==", line)]


def check_locked(lock: Path, requirements: list[str]) -> None:
    """Refuse a lock file that was forgotten when a dependency was added."""

    def name(text: str) -> str:
        return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", text)[0]).lower()

    absent = {name(text) for text in requirements} - {name(text) for text in pins(lock)}
    if absent:
        raise SetupError(f"{lock.name} lacks {', '.join(sorted(absent))}: run `make lock`.")


def read_stamp() -> dict[str, str]:
    """Return what the present ``.venv`` was made from, empty when that is not known."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and VENV_PYTHON.exists() else {}


def write_stamp(stamp: dict[str, str]) -> None:
    """Record that the set-up is complete; written last, so a broken one starts again."""
    STAMP.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")


def works(*code: str) -> bool:
    """Tell whether the present ``.venv`` can do that."""
    answer = subprocess.run(
        [VENV_PYTHON, *code],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return answer.returncode == 0


def ensure_venv() -> None:
    """Make ``.venv``, or make it anew if it is broken or of another Python."""
    if VENV_PYTHON.exists():
        same = f"import sys; sys.exit(sys.version_info[:2] != {tuple(sys.version_info[:2])})"
        if works("-c", same) and works("-m", "pip", "--version"):
            return
        say("Making .venv anew: the present one is broken or of another Python.")
    say(f"Making .venv with Python {sys.version.split()[0]} ...")
    STAMP.unlink(missing_ok=True)
    venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(VENV)


def pip(command: str, *arguments: str | Path, tries: int = 3) -> None:
    """Run the environment's own pip; it shows its progress to a person only."""
    quiet = [] if sys.stdout.isatty() else ["-qq"]
    run(VENV_PYTHON, "-m", "pip", command, *quiet, *arguments, tries=tries)


def install_locked(lock: Path) -> None:
    """Install exactly the versions of a lock file, every download checked by its hash."""
    # jieba is published as source only. Build it with the locked setuptools rather than in
    # pip's isolated environment, which would fetch an unchecked one.
    pip("install", "--require-hashes", "--only-binary", ":all:", "-r", BUILD_LOCK)
    say(f"Installing {lock.name} ...")
    pip(
        "install",
        "--require-hashes",
        "--no-build-isolation",
        "--use-pep517",
        "--only-binary",
        ":all:",
        "--no-binary",
        "jieba",
        "-r",
        lock,
    )
    # Not needed any more; an older one that brings pkg_resources makes importing jieba slow.
    pip("uninstall", "-y", "setuptools", tries=1)


def setup(*, for_tests: bool) -> dict[str, str]:
    """Bring the whole machine to where Peony runs; return the stamp."""
    prepare_system(for_tests=for_tests)
    wanted = {"run": digest(RUN_LOCK)}
    if for_tests:
        wanted["test"] = digest(RUN_LOCK, TEST_LOCK)
    stamp = read_stamp()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    if stamp.get("python") == version and stamp.items() >= wanted.items():
        return stamp
    asked = project()["dependencies"]
    if for_tests:
        asked = asked + project()["optional-dependencies"]["test"]
    check_locked(TEST_LOCK if for_tests else RUN_LOCK, asked)
    ensure_venv()
    STAMP.unlink(missing_ok=True)
    install_locked(TEST_LOCK if for_tests else RUN_LOCK)
    stamp = {"python": version} | wanted
    write_stamp(stamp)
    say("Ready: .venv")
    return stamp


def setup_reference() -> None:
    """Add the `reference` extra, without moving anything that is locked."""
    stamp = setup(for_tests=True)
    extra = project()["optional-dependencies"]["reference"]
    wanted = hashlib.sha256(json.dumps([extra, stamp["test"]]).encode()).hexdigest()
    if stamp.get("reference") == wanted:
        return
    say(f"Installing the reference extra: {' '.join(extra)} ...")
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder) / "constraints.txt"
        constraints.write_text("\n".join(pins(TEST_LOCK)) + "\n", encoding="utf-8")
        pip("install", "--only-binary", ":all:", "-c", constraints, *extra)
    write_stamp(stamp | {"reference": wanted})


# --- the lock files -------------------------------------------------------------------------


def lock() -> None:
    """Resolve pyproject.toml again: every system, every Python, with the hash of every file."""
    with tempfile.TemporaryDirectory() as folder:
        tool = Path(folder) / "uv"
        venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(tool)
        bin_folder = tool / ("Scripts" if os.name == "nt" else "bin")
        run(bin_folder / "python", "-m", "pip", "install", "-qq", "uv", tries=3)
        for name in [name for name in os.environ if name.startswith("UV_")]:
            del os.environ[name]
        common = [
            "--quiet",
            "--upgrade",
            "--universal",
            "--fork-strategy=fewest",
            "--python-version=3.11",
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--custom-compile-command=make lock",
        ]
        locks = {
            BUILD_LOCK: [".ci/build.in"],
            RUN_LOCK: ["pyproject.toml"],
            TEST_LOCK: ["pyproject.toml", "--extra=test", "--constraint=requirements.lock"],
        }
        for file, source in locks.items():
            say(f"Writing {file.relative_to(ROOT)} ...")
            run(bin_folder / "uv", "pip", "compile", *common, *source, "-o", file)
            for line in file.read_text(encoding="utf-8").splitlines():
                if "://" in line or line.startswith("-") or " @ " in line:
                    raise SetupError(f"{file.name} names a place of this machine: {line}")


def main(arguments: list[str]) -> int:
    """Do what the one argument says."""
    jobs = {
        "run": lambda: setup(for_tests=False),
        "test": lambda: setup(for_tests=True),
        "reference": setup_reference,
        "lock": lock,
    }
    job = arguments[0] if arguments else "run"
    if len(arguments) > 1 or job not in jobs:
        print(f"usage: bootstrap.py [{'|'.join(jobs)}]", file=sys.stderr)
        return 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(f"Peony needs Python 3.11 to 3.13; this is {sys.version}", file=sys.stderr)
        return 1
    try:
        jobs[job]()
    except SetupError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
