"""A new pipeline: its name, its stages as words, and the stages that would be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from pipeline_browser.model.pipelines.catalogue.columns import judge_pipeline_name
from pipeline_browser.model.pipelines.catalogue.judgement import Fitness
from pipeline_browser.model.pipelines.catalogue.stage_words import judge_stage_words, offered_words
from pipeline_browser.model.pipelines.operations.from_words import pipeline_of_words
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import button_text, plain_label, shown
from pipeline_browser.ui.pipelines.creating.judged_line import JudgedLine
from pipeline_browser.ui.pipelines.creating.stage_preview import StagePreview
from pipeline_browser.ui.pipelines.creating.word_completer import WordCompleter
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.pipelines.operations.new_rows import NewPipeline
    from pipeline_browser.ui.theme import Theme

_SIZE = (760, 540)


class NewPipelineDialog(QDialog):
    """Asks for a NewPipeline.

    Signals:
        decided: a NewPipeline; the dialog stays until it is accepted from outside, or told why not.
    """

    decided = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("New pipeline")
        self.resize(*_SIZE)
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the pipeline")
        self.name.setPlaceholderText("image-archive")
        self.suggest = QPushButton()
        self.suggest.setProperty("small", True)
        self.suggest.setAutoDefault(False)
        self.stages = QLineEdit()
        self.stages.setAccessibleName("Stages, separated by commas")
        self.stages.setPlaceholderText("zstd,aes256gcm")
        self.stages.setCompleter(WordCompleter(offered_words(), self.stages))
        self.wrap = QCheckBox("Compute checksums of input and output, as the program does by itself")
        self.wrap.setChecked(True)
        self.name_line = JudgedLine(theme)
        self.stages_line = JudgedLine(theme)
        self.preview = StagePreview(theme)
        self.create_button = QPushButton()
        self.create_button.setDefault(True)
        self.cancel = QPushButton("Cancel")
        self.cancel.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self._judge()

    def tell(self, error: PipelineBrowserError) -> None:
        """Say why nothing was written; what was typed stays."""
        self._judge()
        self.name_line.tell(Fitness.IMPOSSIBLE, f"{error.summary}. {error.cause} {error.remedy}".strip())
        self.name.setFocus()
        self.name.selectAll()

    @property
    def pipeline(self) -> NewPipeline:
        """What would be written."""
        return pipeline_of_words(self.name.text(), self.stages.text(), wrapped=self.wrap.isChecked())

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        form = QFormLayout()
        form.setSpacing(RELATED)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.addRow("Name", self.name)
        below = QHBoxLayout()
        below.addWidget(self.name_line, 1)
        below.addWidget(self.suggest, 0, Qt.AlignmentFlag.AlignTop)
        form.addRow("", below)
        form.addRow("Stages", self.stages)
        form.addRow("", self.stages_line)
        form.addRow("", self.wrap)
        layout.addLayout(form)
        layout.addWidget(plain_label("These stages would be written:", role="dim"))
        layout.addWidget(self.preview, 1)
        foot = QHBoxLayout()
        foot.setSpacing(RELATED)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.create_button)
        layout.addLayout(foot)
        self.name.setFocus()

    def _connect(self) -> None:
        self.name.textChanged.connect(self._judge)
        self.stages.textChanged.connect(self._judge)
        self.wrap.toggled.connect(self._judge)
        self.suggest.clicked.connect(self._take_suggestion)
        self.cancel.clicked.connect(self.reject)
        self.create_button.clicked.connect(self._decide)

    @Slot()
    def _judge(self) -> None:
        name = judge_pipeline_name(self.name.text())
        words = self.stages.text()
        stages = judge_stage_words(words) if words.strip() else None
        typed = bool(self.name.text())
        self.name_line.tell(name.fitness, name.reason if typed else "")
        better = name.suggestion if isinstance(name.suggestion, str) and typed else ""
        self.suggest.setVisible(bool(better))
        self.suggest.setText(button_text(f"Use {shown(better)}"))
        self.stages_line.tell(*_of_stages(stages.fitness, stages.reason) if stages else _NO_STAGES)
        new = self.pipeline
        self.preview.show_stages(new.stages)
        self.create_button.setText(f"Create pipeline with {counted(len(new.stages), 'stage')}")
        possible = stages is None or stages.can_be_stored
        self.create_button.setEnabled(name.can_be_stored and possible and bool(new.stages))

    @Slot()
    def _take_suggestion(self) -> None:
        better = judge_pipeline_name(self.name.text()).suggestion
        if isinstance(better, str):
            self.name.setText(better)
            self.name.setFocus()

    @Slot()
    def _decide(self) -> None:
        self.create_button.setEnabled(False)
        self.decided.emit(self.pipeline)


_NO_STAGES = (
    Fitness.FINE,
    "Types or algorithms in the order in which they run, separated by commas; more can be added later.",
)


def _of_stages(fitness: Fitness, reason: str) -> tuple[Fitness, str]:
    return fitness, reason or _NO_STAGES[1]
