"""What the window costs: from a click, or a move of the pointer, to painted pixels."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from gui.app import create_window
from gui.state import Spot
from gui.window import MainWindow

WORDS = (
    "原野 牡丹 美丽 花卉 春天 花园 蜜蜂 孩子 草地 老人 长椅 微风 湖面 远处 山峰 薄雾 "
    "鸟儿 树枝 歌唱 宁静 城市 工作 医生 医院 病人 老师 学校 学生 上课 公园 足球 手机"
).split()
# BROWSER: what a browser's attention view took on the same sentences, measured once elsewhere.
AIMS = {10: 16, 64: 16, 256: 60, 1024: 400}
BROWSER = {10: 200, 64: 400, 256: 2200, 1024: 24000}

Figures = tuple[str, float, str, float | None, str]


def window_rows(sizes: tuple[int, ...]) -> Iterator[Figures]:
    """Switch-to-painted for every size with one and eight heads; hover-to-painted at 64."""
    window = create_window(sentence(10))
    window.show()
    until(lambda: window.trace() is not None and window.store is not None, window)
    until(lambda: window.is_warm(), window)
    for heads in (1, 8):
        window.store.set_option("heads", heads)
        for m in sizes:
            window.store.new_text(sentence(m))
            until(lambda m=m, heads=heads: _shows(window, m, heads), window)
            switch = statistics.median(switches(window, 4 if m > 256 else 10))
            on = f"{m} tokens, {heads} head{'s' * (heads > 1)}"
            browser = BROWSER[m] / 1000
            aim = f"under {AIMS[m]} ms"
            yield f"switch to painted, {on}", switch, "a browser view (quoted)", browser, aim
            if m == 64:
                hover = statistics.median(hovers(window))
                yield f"hover to painted, {on}", hover, "the switch above", switch, "under 8 ms"
    window.close()


def sentence(m: int) -> str:
    """Return a text that is cut into `m` kept tokens."""
    return " ".join(WORDS[number % len(WORDS)] for number in range(m))


def _shows(window: MainWindow, m: int, heads: int) -> bool:
    trace = window.trace()
    return trace is not None and len(trace.tokens) == m and trace.heads == heads


def until(reached: Callable[[], bool], window: MainWindow) -> None:
    """Run the event loop until something holds."""
    while not reached():
        loop = QEventLoop()
        QTimer.singleShot(20, loop.quit)
        loop.exec()


def painted(window: MainWindow, act: Callable[[], object]) -> float:
    """Return the seconds from an act until the window has settled and painted."""
    loop = QEventLoop()
    window.settled.connect(loop.quit)
    start = time.perf_counter()
    act()
    loop.exec()
    QApplication.processEvents()
    taken = time.perf_counter() - start
    window.settled.disconnect(loop.quit)
    return taken


def switches(window: MainWindow, rounds: int) -> list[float]:
    """Throw the activation switch to and fro."""
    buttons = [window.findChild(QPushButton, f"activation.{name}") for name in ("relu", "softmax")]
    return [painted(window, button.click) for _ in range(rounds) for button in buttons]


def hovers(window: MainWindow) -> list[float]:
    """Move the pointer over the matrix."""
    spots = [Spot("A", number % 60, number * 7 % 60) for number in range(40)]
    return [painted(window, lambda spot=spot: window.store.point(spot)) for spot in spots]
