"""The choices for a diagram that leaves the window, as far as they mean anything for the format."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.options import SCALES, SIZES, Colours
from pipeline_browser.diagram.export.paper import Paper, Turn
from pipeline_browser.diagram.export.paper_choice import PaperChoice, Spread
from pipeline_browser.ui.diagram.output.choice_box import ChoiceBox
from pipeline_browser.ui.theme import GROUP, RELATED

if TYPE_CHECKING:
    from pipeline_browser.diagram.export.options import ExportOptions

_SPREADS = {
    Spread.OWN: "One, as large as the diagram",
    Spread.ONE: "One of paper",
    Spread.TILED: "Several, to be glued together",
}
_TURNS = {
    Turn.AS_FITS: "As fits best",
    Turn.PORTRAIT: "Portrait",
    Turn.LANDSCAPE: "Landscape",
}
_COLOURS = {Colours.SHOWN: "As the window", Colours.LIGHT: "Light", Colours.DARK: "Dark"}


class OptionsForm(QWidget):
    """Shows and changes ExportOptions.

    Signals:
        changed: something was chosen.
    """

    changed = Signal()

    def __init__(self, options: ExportOptions, contents: tuple[str, str] | None, *, prints: bool) -> None:
        """Show options.

        Args:
            contents: what the window shows and what there is in all, in words; None where that is the same.
            prints: for a printer, whose pages are always of paper.
        """
        super().__init__()
        self._options = options
        spreads = {each: words for each, words in _SPREADS.items() if not (prints and each is Spread.OWN)}
        paper = options.paper
        contents_ = zip((False, True), contents or ("", ""), strict=True)
        self.content = ChoiceBox("Content", contents_, current=False)
        self.scale = ChoiceBox("Scale", ((each, f"{each}\u00d7") for each in SCALES), options.scale)
        self.spread = ChoiceBox("Pages", spreads.items(), paper.spread)
        self.paper = ChoiceBox("Paper", ((each, each.value[0]) for each in Paper), paper.paper)
        self.turn = ChoiceBox("Orientation", _TURNS.items(), paper.turn)
        self.tiles = ChoiceBox("Scale", ((each, _size_words(each)) for each in SIZES), paper.scale)
        self.colours = ChoiceBox("Colours", _COLOURS.items(), options.colours)
        self.legend = QCheckBox("Legend below the diagram")
        self.legend.setChecked(options.explained)
        self._has_contents = contents is not None
        self._form = QFormLayout(self)
        self._lay_out()
        self._follow()

    @property
    def options(self) -> ExportOptions:
        """What is chosen."""
        return self._options

    def show_format(self, format_: Format) -> None:
        """Show the choices of another format."""
        self._options = replace(self._options, format=format_)
        self._show_rows()
        self.changed.emit()

    def _lay_out(self) -> None:
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(GROUP)
        self._form.setVerticalSpacing(RELATED)
        boxes = (self.content, self.scale, self.spread, self.paper, self.turn, self.tiles, self.colours)
        for box in (each.widget for each in boxes):
            self._form.addRow(box.accessibleName(), box)
            box.currentIndexChanged.connect(self._follow)
        self._form.addRow("", self.legend)
        self.legend.toggled.connect(self._follow)

    @Slot()
    def _follow(self) -> None:
        paper = PaperChoice(self.spread.value, self.paper.value, self.turn.value, self.tiles.value)
        self._options = replace(
            self._options,
            scale=self.scale.value,
            paper=paper,
            colours=self.colours.value,
            explained=self.legend.isChecked(),
            everything=self.content.value,
        )
        self._show_rows()
        self.changed.emit()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return not (self._has_contents or self._options.format.is_picture)

    def _show_rows(self) -> None:
        format_, spread = self._options.format, self._options.paper.spread
        on_paper = format_ is Format.PDF and spread is not Spread.OWN
        for widget, shown in (
            (self.content.widget, self._has_contents),
            (self.scale.widget, format_ is Format.PNG),
            (self.spread.widget, format_ is Format.PDF),
            (self.paper.widget, on_paper),
            (self.turn.widget, on_paper),
            (self.tiles.widget, on_paper and spread is Spread.TILED),
            (self.colours.widget, format_.is_picture),
            (self.legend, format_.is_picture),
        ):
            self._form.setRowVisible(widget, shown)


def _size_words(size: float | None) -> str:
    if size is None:
        return "As fits well"
    return "As on the screen" if size == 1 else f"{size:.0%}".replace("%", " %")
