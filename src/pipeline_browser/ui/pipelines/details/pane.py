"""The right side of the Pipelines tab: what is selected, to be read and edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.ui.labels import plain_label
from pipeline_browser.ui.pipelines.details import many_words
from pipeline_browser.ui.pipelines.details.entry_section import PARAMETERS
from pipeline_browser.ui.pipelines.details.page import PipelinePage
from pipeline_browser.ui.theme import PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.deleting.flow import Deleting
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme


class DetailsPane(QStackedWidget):
    """Shows one pipeline, how many are selected, or that nothing is.

    Signals:
        stages_chosen: the handles of the stages that somebody selected in the grid here.
    """

    stages_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        preferences: Preferences,
        editor: Editor,
        deleting: Deleting,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._waiting: _Shown | None = None
        self.page = PipelinePage(theme, preferences, editor, deleting)
        self.words = _Words(theme)
        self.setObjectName("pipeline-details")
        self.setAccessibleName("Details")
        self.addWidget(self.words)
        self.addWidget(self.page)
        self.page.stages_chosen.connect(self.stages_chosen)
        self.page.editing_ended.connect(self._catch_up)
        self.show_pipeline(None)

    @property
    def pipeline(self) -> Pipeline | None:
        """The pipeline that is shown."""
        return self.page.pipeline if self.currentWidget() is self.page else None

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What the keys can be given to, from the top."""
        if self.pipeline is None:
            return ()
        return self.page.stages.grid, self.page.entries.current_grid

    def go_to_parameters(self) -> None:
        """Give the keys to the parameters of the current stage."""
        self.page.entries.turn_to(PARAMETERS)
        self.page.entries.current_grid.setFocus(Qt.FocusReason.TabFocusReason)

    def show_pipeline(self, pipeline: Pipeline | None, stages: tuple[Handle, ...] = ()) -> None:
        """Show a pipeline, or that none is selected.

        What is typed into an open field is not lost because another program changed or deleted the pipeline:
        the field stays open, and what is to be shown waits for its end.

        Args:
            stages: those that are selected, none for the pipeline itself. The same as the last time leave the
                selection here as it is.
        """
        if self.page.is_editing and not self.page.shows(pipeline):
            self._waiting = _Shown(pipeline, stages)
            return
        self._waiting = None
        if pipeline is None:
            self.page.forget()
            self.words.tell(many_words.NOTHING, many_words.NOTHING_TEXT)
            self.setCurrentWidget(self.words)
        else:
            self.page.show_pipeline(pipeline, stages)
            self.setCurrentWidget(self.page)

    def show_many(self, pipelines: int, stages: int = 0) -> None:
        """Say how many pipelines and stages are selected."""
        self._waiting = None
        self.words.tell(many_words.many(pipelines, stages), many_words.MANY_TEXT)
        self.setCurrentWidget(self.words)

    def show_verdict(self, verdict: PipelineVerdict | None) -> None:
        """Show what the program would make of the pipeline; None while that is not known."""
        pipeline = self.page.pipeline
        if pipeline is not None and (verdict is None or verdict.handle == handle_of(pipeline.row)):
            self.page.show_verdict(verdict)

    @Slot()
    def _catch_up(self) -> None:
        waiting = self._waiting
        if waiting is not None:
            self.show_pipeline(waiting.pipeline, waiting.stages)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is to be shown as soon as nothing is typed any more."""

    pipeline: Pipeline | None
    stages: tuple[Handle, ...]


class _Words(QWidget):
    """A heading and a few lines in an empty place."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.heading = plain_label(font=theme.heading_font(), wrap=True)
        self.text = plain_label(role="dim", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        column.setSpacing(RELATED)
        column.addStretch(2)
        for label in (self.heading, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)

    def tell(self, heading: str, text: str) -> None:
        """Show other words."""
        self.heading.setText(heading)
        self.text.setText(text)
