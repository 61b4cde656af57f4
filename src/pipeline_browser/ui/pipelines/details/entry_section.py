"""The lower half of the details: parameters of the current stage, and the pipeline's configuration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QToolButton, QVBoxLayout, QWidget

from pipeline_browser.model.pipelines.facts import Stage
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.labels import button_text, plain_label
from pipeline_browser.ui.pipelines.details.cells.entry_cells import Owner
from pipeline_browser.ui.pipelines.details.doing import actions as rows
from pipeline_browser.ui.pipelines.details.doing.key_deeds import KeyDeeds, encrypts
from pipeline_browser.ui.pipelines.details.grids.entry_part import EntryPart
from pipeline_browser.ui.theme import PAGE
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.details.cells.marks import Marks
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.pipelines.details.grids.entry_grid import EntryGrid
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

PARAMETERS, CONFIGURATION = 0, 1
_NAME = 24  # characters of a stage in the tab's title


class EntrySection(QWidget):
    """Two grids behind two tabs."""

    def __init__(
        self, theme: Theme, preferences: Preferences, note: Note, editor: Editor, keys: KeyDeeds
    ) -> None:
        super().__init__()
        self._keys = keys
        self.tabs = QTabBar()
        common = (theme, preferences, note, editor)
        words, alone = ("generate_keys",), ("add", "remove")
        self._of_stage = EntryPart(
            "parameters", rows.PARAMETERS, *common, doers=(self,), words=words, alone=alone
        )
        self._of_pipeline = EntryPart("configuration", rows.ENTRIES, *common)
        self.parameters, self.configuration = self._of_stage.grid, self._of_pipeline.grid
        self._bars, self._pages, self._upper = QStackedWidget(), QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.tabs.currentChanged.connect(self._turn)
        self.parameters.current_row_changed.connect(self._enable_reveal)

    @property
    def grids(self) -> tuple[EntryGrid, EntryGrid]:
        """Both grids."""
        return self.parameters, self.configuration

    @property
    def current_grid(self) -> EntryGrid:
        """The grid that shows."""
        return self.grids[self.tabs.currentIndex()]

    @property
    def stage(self) -> Stage | None:
        """The stage whose parameters are shown."""
        owner = self.parameters.owner
        return owner.whole if owner is not None and isinstance(owner.whole, Stage) else None

    def show_stage(self, stage: Stage | None, marks: Marks, *, anew: bool) -> None:
        """Show the parameters of a stage."""
        owner = Owner(stage) if stage is not None else None
        self.parameters.show_entries(owner, marks, anew=anew)
        self._upper.setCurrentIndex(int(stage is not None))
        self._of_stage.bar.show_button("generate_keys", shows=encrypts(stage))
        self._enable()
        self._title(PARAMETERS, _title_of(stage), len(stage.parameters) if stage is not None else 0)
        self._enable_reveal()

    def show_configuration(self, pipeline: Pipeline | None, marks: Marks, *, anew: bool) -> None:
        """Show the configuration of a pipeline."""
        owner = Owner(pipeline) if pipeline is not None else None
        self.configuration.show_entries(owner, marks, anew=anew)
        self._enable()
        self._title(CONFIGURATION, "Configuration", len(pipeline.configuration) if pipeline else 0)

    def bar_button(self, name: str) -> QToolButton:
        """Return the button of an action above the parameters."""
        return self._of_stage.bar.findChildren(QToolButton, f"bar-{name}")[0]

    def turn_to(self, page: int) -> None:
        """Show parameters or configuration."""
        self.tabs.setCurrentIndex(page)

    def allow(self, why_not: str) -> None:
        """Let entries be edited, or say why not."""
        for grid in self.grids:
            grid.allow(why_not)
            grid.allow_adding()
        self._enable()

    @Slot()
    def generate_keys(self) -> None:
        """Generate key material for the stage whose parameters are shown."""
        if self.stage is not None:
            self._keys.generate_for(self.stage)

    def _title(self, page: int, text: str, count: int) -> None:
        self.tabs.setTabText(page, button_text(f"{text} ({figure(count)})" if count else text))

    @Slot(int)
    def _turn(self, page: int) -> None:
        self._pages.setCurrentIndex(page)
        self._bars.setCurrentIndex(page)

    def _enable(self) -> None:
        """Enable what can be done: nothing can belong to what is not there, or has no id."""
        for part in (self._of_stage, self._of_pipeline):
            owner = part.grid.owner
            can = part.grid.model_.can_edit and owner is not None and owner.whole.id is not None
            for name in rows.WRITING & part.actions.keys():
                part.actions[name].setEnabled(can)

    @Slot(object)
    def _enable_reveal(self, _row: object = None) -> None:
        self._of_stage.actions["reveal"].setEnabled(self.parameters.is_on_secret)

    def _lay_out(self) -> None:
        self.setAccessibleName("Parameters and configuration")
        self.tabs.setAccessibleName("Parameters or configuration")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.addTab("Parameters")
        self.tabs.addTab("Configuration")
        nothing = plain_label("Select a stage above to see its parameters.", role="dim", wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing.setContentsMargins(PAGE, PAGE, PAGE, PAGE)
        self._upper.addWidget(nothing)
        self._upper.addWidget(self.parameters)
        for page, bar in ((self._upper, self._of_stage.bar), (self.configuration, self._of_pipeline.bar)):
            self._pages.addWidget(page)
            self._bars.addWidget(bar)
        top = QHBoxLayout()
        top.setSpacing(0)
        top.addWidget(self.tabs)
        top.addWidget(self._bars, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._pages, 1)


def _title_of(stage: Stage | None) -> str:
    if stage is None:
        return "Parameters"
    name = cell_text(stage.name) or "unnamed stage"
    return f"Parameters of {name if len(name) <= _NAME else f'{name[:_NAME]}…'}"
