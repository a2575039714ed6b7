"""The parts of the course's panel, and where they lie."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gui.course.question import QuestionCard
from gui.items.dots import Dots
from gui.items.prose_view import ProseView
from gui.items.scroll import Scroll
from gui.theme import Theme
from gui.typesetter import Typesetter

SAMPLE = 15  # ems of a sample that its button shows
SETTLES = 150  # milliseconds in which a page finds its height


class CourseFrame(QWidget):
    """Head with progress, the page in the middle, the way on at the foot."""

    def __init__(self, theme: Theme, typesetter: Typesetter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.step, self.title, self.problems = (
            label("courseStep"),
            label("courseTitle"),
            label("courseProblems"),
        )
        self.steps, self.dots = button("courseSteps", flat=True), Dots(theme)
        self.steps.setMenu(QMenu(self.steps))
        self.dots.setObjectName("courseDots")
        self.text, self.found = (ProseView(theme, typesetter) for _ in range(2))
        self.text.setObjectName("courseText")
        self.found.setObjectName("courseFound")
        self.look = label("courseLook")
        self.question = QuestionCard(theme, typesetter)
        self.switch, self.throw = label("courseSwitch"), button("courseThrow", strong=True)
        self.verdict, self.fails = label("courseVerdict"), label("courseFails")
        self.sample, self.experiment = button("courseSample"), button("courseExperiment")
        self.flip, self.again = button("courseFlip"), button("courseAgain", flat=True)
        self.first, self.aside, self.resume = (
            label("courseFirst"),
            label("courseAside"),
            button("courseResume"),
        )
        self.own = button("courseOwn", flat=True)
        self.back, self.next = button("courseBack"), button("courseNext", strong=True)
        self._settling = QTimer(self, singleShot=True, interval=SETTLES)
        self._shows: Callable[[], None] = self._show_beginning
        self._dress()
        self._lay_out()
        self.scroll.verticalScrollBar().rangeChanged.connect(self._follow)

    def _dress(self) -> None:
        theme = self._theme
        self.title.setFont(theme.type(1.3, bold=True))
        self.verdict.setFont(theme.type(bold=True))
        self.fails.setFont(theme.type(bold=True))
        for quiet in (self.step, self.look, self.switch, self.aside):
            quiet.setProperty("quiet", True)
        for wide in (self.sample, self.throw, self.experiment, self.resume, self.own):
            wide.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _lay_out(self) -> None:
        theme = self._theme
        self.asking = card("courseAsking", self.question, self.switch, theme=theme)
        self.result = card(
            "courseResult", self.verdict, self.fails, self.found, self.sample, self.experiment,
            row(self.flip, self.again), theme=theme,
        )  # fmt: skip
        page = QWidget()
        # The answers before what is marked: in a small window they would be below the fold.
        self._page = column(page, self.text, self.asking, self.look, self.result, gap=theme.px(0.9))
        self._page.addStretch(1)
        self._page.setContentsMargins(theme.px(0.9), theme.px(0.2), theme.px(0.7), theme.px(0.6))
        self.scroll = Scroll(page, self)
        self.scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        head, foot = QWidget(), QWidget()
        column(head, row(self.step, self.steps), self.dots, self.title, self.problems, gap=theme.px(0.35))
        head.layout().setContentsMargins(theme.px(0.9), theme.px(0.3), theme.px(0.7), 0)
        # The switch is thrown from here: it is in sight wherever the page is scrolled to.
        way_on = row(self.back, self.next)
        column(foot, self.aside, self.resume, self.own, self.first, self.throw, way_on, gap=theme.px(0.35))
        foot.layout().setContentsMargins(theme.px(0.9), theme.px(0.3), theme.px(0.7), theme.px(0.6))
        whole = column(self, head, self.scroll, foot, gap=theme.px(0.5))
        whole.setStretch(1, 1)

    def set_asked(self, asked: bool) -> None:
        """Have one strong button: what throws the switch, or once it is thrown what goes on."""
        self.throw.setVisible(asked)
        if self.next.property("strong") == asked:
            self.next.setProperty("strong", not asked)
            self.next.style().polish(self.next)

    def show_sample(self, text: str, sample: str) -> None:
        """Offer a sample, as much of it as a dock of the usual width has room for."""
        metrics, room = self.sample.fontMetrics(), self._theme.px(SAMPLE)
        self.sample.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        self.sample.setToolTip(sample)

    def paint_result(self, holds: bool, wrong: bool) -> None:
        """Let the result's card say by its colour, too, whether the claim held and the answer was wrong."""
        said = {"fails": not holds, "wrong": wrong and holds}
        if any(self.result.property(name) != value for name, value in said.items()):
            for name, value in said.items():
                self.result.setProperty(name, value)
            self.result.style().polish(self.result)

    def show_top(self) -> None:
        """Scroll to the beginning of the page."""
        self._show(self._show_beginning)

    def show_result(self) -> None:
        """Scroll to what was found."""
        self._show(self._show_found)

    def _show(self, how: Callable[[], None]) -> None:
        # Now, and again while parts of the page still find their heights.
        self._shows = how
        self._settling.start()
        how()

    def _follow(self) -> None:
        if self._settling.isActive():
            self._shows()

    def _show_beginning(self) -> None:
        self.scroll.verticalScrollBar().setValue(0)

    def _show_found(self) -> None:
        # The end first: where not all of it can be seen, the beginning is what counts.
        for point in (self.result.geometry().bottomLeft(), self.result.geometry().topLeft()):
            self.scroll.ensureVisible(point.x(), point.y(), 0, self._theme.px(0.6))


def label(name: str) -> QLabel:
    """Return a label of plain text: what it says may come from anybody's page."""
    made = QLabel()
    made.setObjectName(name)
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def button(name: str, flat: bool = False, strong: bool = False) -> QPushButton:
    """Return a button."""
    made = QPushButton()
    made.setObjectName(name)
    made.setProperty("flat", flat)
    made.setProperty("strong", strong)
    return made


def card(name: str, *widgets: QWidget, theme: Theme) -> QFrame:
    """Return a frame around widgets, one below the other."""
    made = QFrame()
    made.setObjectName(name)
    column(made, *widgets, gap=theme.px(0.55))
    edge = theme.px(0.8)
    made.layout().setContentsMargins(edge, edge, edge, edge)
    return made


def column(holder: QWidget, *widgets: QWidget, gap: int) -> QVBoxLayout:
    """Lay widgets one below the other."""
    made = QVBoxLayout(holder)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for widget in widgets:
        made.addWidget(widget)
    return made


def row(*widgets: QWidget) -> QWidget:
    """Return widgets beside each other, the first of them as wide as there is room."""
    holder = QWidget()
    made = QHBoxLayout(holder)
    made.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        made.addWidget(widget, 1 if widget is widgets[0] or isinstance(widgets[0], QPushButton) else 0)
    return holder
