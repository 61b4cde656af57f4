"""The way through the program that its pictures show: welcome, plan, rehearsal, result, every tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QDialog

from pipeline_browser.ui.diagram.tab import DiagramTab
from pipeline_browser.ui.metrics.tab import MetricsTab
from pipeline_browser.ui.migrations.plan_dialog import PlanDialog
from pipeline_browser.ui.migrations.rehearsing.dialog import RehearsalDialog
from pipeline_browser.ui.migrations.run_dialog import RunDialog
from pipeline_browser.ui.pipelines.tab import PipelinesTab
from pipeline_browser.ui.rendering import Pictures, Tour
from pipeline_browser.ui.sample import SampleGuide
from pipeline_browser.ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from pipeline_browser.ui.main_window import MainWindow
    from pipeline_browser.ui.rendering import Condition
    from pipeline_browser.ui.session import Refusal, Session
    from pipeline_browser.ui.theme import Theme

SIZE = (1180, 760)
Dialog = TypeVar("Dialog", bound=QDialog)


def draw_everything(window: MainWindow, session: Session, theme: Theme, folder: Path) -> list[Path]:
    """Walk through the program with a new sample; return the files, the sample first.

    Raises:
        PipelineBrowserError: the sample or a picture could not be written.
    """
    guide = SampleGuide(session)
    walk = _Walk(window, theme, guide, folder)
    tour = Tour(walk.steps())

    def refuse(refusal: Refusal) -> None:
        tour.give_up(refusal.error)

    guide.failed.connect(tour.give_up)
    session.refused.connect(refuse)
    tour.walk()
    sample = session.state.location.path if session.state else None
    return [sample, *walk.files] if sample else walk.files


class _Walk:
    """One tour; each step names what has to be there before the next one."""

    def __init__(self, window: MainWindow, theme: Theme, guide: SampleGuide, folder: Path) -> None:
        self._window = window
        self._theme = theme
        self._guide = guide
        self._folder = folder
        self._pictures = Pictures(folder)
        self._filled: list[object] = []
        guide.filled.connect(self._filled.append)

    @property
    def files(self) -> list[Path]:
        """What was written."""
        return self._pictures.files

    def steps(self) -> Iterator[Condition]:
        """Open a sample, migrate it, look at every tab."""
        self._window.resize(*SIZE)
        self._window.show()
        yield "the window", self._window.isVisible
        yield from self._take("welcome", self._window)
        self._guide.open_new(self._folder)
        yield "the plan", lambda: _open_dialog(self._window, PlanDialog) is not None
        plan = _open_dialog(self._window, PlanDialog)
        assert plan is not None  # noqa: S101 - waited for
        yield from self._take("plan", plan)
        plan.options.rehearse.click()
        yield "the rehearsal", self._is_rehearsed
        rehearsal = _open_dialog(self._window, RehearsalDialog)
        assert rehearsal is not None  # noqa: S101 - waited for
        yield from self._take("rehearsal", rehearsal)
        rehearsal.foot.apply.click()
        yield "the result", self._has_ended
        result = _open_dialog(self._window, RunDialog)
        assert result is not None  # noqa: S101 - waited for
        yield from self._take("result", result)
        result.close_button.click()
        yield "the sample's rows", lambda: bool(self._filled)
        for number in range(self._window.tabs.count()):
            self._window.tabs.setCurrentIndex(number)
            yield from self._take(self._window.tabs.tabText(number).lower(), self._window)
        yield from self._take_history()

    def _take_history(self) -> Iterator[Condition]:
        """Look at how the schema came about."""
        self._window.tabs.bring_forward("diagram")
        diagram = self._window.findChild(DiagramTab)
        assert diagram is not None  # noqa: S101 - a tab
        diagram.actions_by_name["show_history"].trigger()
        yield "the history", lambda: diagram.is_settled
        diagram.actions_by_name["first_version"].trigger()
        yield from self._take("history", self._window)

    def _take(self, name: str, widget: QWidget) -> Iterator[Condition]:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            self._theme.set_scheme(scheme)
            yield "a quiet moment", self._is_quiet
            self._pictures.take(widget, f"{name}-{scheme.value}")

    def _is_quiet(self) -> bool:
        diagram = self._window.findChild(DiagramTab)
        pipelines = self._window.findChild(PipelinesTab)
        metrics = self._window.findChild(MetricsTab)
        return (
            not self._window.session.worker.busy
            and (diagram is None or diagram.is_settled)
            and (pipelines is None or not pipelines.isVisible() or pipelines.is_settled)
            and (metrics is None or not metrics.isVisible() or metrics.is_settled)
        )

    def _is_rehearsed(self) -> bool:
        dialog = _open_dialog(self._window, RehearsalDialog)
        return dialog is not None and not dialog.is_running and dialog.foot.apply.isEnabled()

    def _has_ended(self) -> bool:
        dialog = _open_dialog(self._window, RunDialog)
        return dialog is not None and dialog.outcome is not None


def _open_dialog(window: MainWindow, kind: type[Dialog]) -> Dialog | None:
    return next((each for each in window.findChildren(kind) if each.isVisible()), None)
