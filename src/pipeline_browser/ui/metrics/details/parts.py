"""The parts of the detail panel: bars, figures, checksums, findings, stages; each shows frozen facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.elided_label import ElidedLabel
from pipeline_browser.ui.fitting_row import tool_button
from pipeline_browser.ui.labels import plain_label, set_role, shown, shown_text, tooltip
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.metrics.formats import UNKNOWN
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.metrics.details.detail_facts import Bar, Checksum, Figure, StageLine
    from pipeline_browser.ui.theme import Theme

_SHARES = 1000
_DIM = "dim"


class Bars(QWidget):
    """How much is done, as bars under their words."""

    def __init__(self) -> None:
        super().__init__()
        self._column = _column(self)
        self._rows: list[tuple[QLabel, QLabel, QProgressBar]] = []

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show other shares; a row that is there already is only filled anew."""
        while len(self._rows) < len(bars):
            self._add()
        for number, (title, words, progress) in enumerate(self._rows):
            used = number < len(bars)
            for widget in (title, words, progress):
                widget.setVisible(used)
            if used:
                bar = bars[number]
                title.setText(bar.title)
                words.setText(bar.words)
                progress.setValue(round(bar.share * _SHARES))
                progress.setAccessibleName(f"{bar.title}: {bar.words}")
        self.setVisible(bool(bars))

    def _add(self) -> None:
        title, words, progress = plain_label(role=_DIM), plain_label(), QProgressBar()
        progress.setRange(0, _SHARES)
        progress.setTextVisible(False)
        row = QHBoxLayout()
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(words)
        self._column.addLayout(row)
        self._column.addWidget(progress)
        self._rows.append((title, words, progress))


class Figures(QWidget):
    """Figures with their titles, one a line."""

    def __init__(self) -> None:
        super().__init__()
        self._column = _column(self)
        self._rows: list[tuple[QLabel, ElidedLabel]] = []

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures."""
        while len(self._rows) < len(figures):
            self._add()
        for (title, value), figure in zip(self._rows, figures, strict=True):
            title.setText(figure.title)
            words = shown(figure.words)
            value.show_text(words, whole=f"{figure.title}: {words}\n{shown(figure.note)}")
            title.setToolTip(value.toolTip())
            set_role(value, "bad" if figure.bad else _DIM if figure.words == UNKNOWN else "")

    def _add(self) -> None:
        title, value = plain_label(role=_DIM), ElidedLabel(elide=Qt.TextElideMode.ElideRight)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()  # each for itself: a short title leaves room for a long time
        row.setSpacing(RELATED)
        row.addWidget(title)
        row.addWidget(value, 1)
        self._column.addLayout(row)
        self._rows.append((title, value))


class ChecksumLine(QWidget):
    """A checksum with a button that copies it whole."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._checksum = ""
        self.title = plain_label(role=_DIM)
        self.text = ElidedLabel()
        self.text.setFont(theme.fixed_font())
        self.copy = tool_button("copy-checksum", "Copy the checksum")
        row = QHBoxLayout()
        row.setSpacing(INSIDE)
        row.addWidget(self.text, 1)
        row.addWidget(self.copy)
        column = _column(self)
        column.addWidget(self.title)
        column.addLayout(row)
        self.copy.clicked.connect(self._copy)
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def show_checksum(self, checksum: Checksum) -> None:
        """Show another one."""
        self._checksum = checksum.text
        self.title.setText(checksum.title)
        self.text.show_text(shown(checksum.text) if checksum.text else UNKNOWN)
        set_role(self.text, "" if checksum.text else _DIM)
        self.copy.setEnabled(bool(checksum.text))
        self.copy.setAccessibleName(f"Copy the {checksum.title.lower()}")
        self.copy.setToolTip(tooltip(f"Copy the {checksum.title.lower()}"))

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._checksum)

    @Slot()
    def _follow_theme(self) -> None:
        self.copy.setIcon(self._theme.icon("copy"))
        self.text.setFont(self._theme.fixed_font())


class Findings(QWidget):
    """What contradicts itself, a sentence each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = _column(self)
        self._marks: list[Mark] = []

    def show_findings(self, findings: Sequence[str]) -> None:
        """Show other sentences."""
        while len(self._marks) < len(findings):
            mark = Mark(self._theme, wrap=True)
            self._marks.append(mark)
            self._column.addWidget(mark)
        for number, mark in enumerate(self._marks):
            mark.setVisible(number < len(findings))
            if number < len(findings):
                mark.tell(shown(findings[number]), "warning", Meaning.WARNING, coloured=False)
        self.setVisible(bool(findings))


class Stages(QWidget):
    """The stages of the run's pipeline, in order."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.title = plain_label(font=theme.heading_font(1.0))
        self._column = _column(self)
        self._column.addWidget(self.title)
        self._lines: list[tuple[ElidedLabel, QLabel]] = []

    def show_stages(self, title: str, stages: Sequence[StageLine]) -> None:
        """Show other stages."""
        self.title.setText(title)
        while len(self._lines) < len(stages):
            name, below = ElidedLabel(elide=Qt.TextElideMode.ElideRight), plain_label(role=_DIM, wrap=True)
            below.setIndent(RELATED * 2)
            self._column.addWidget(name)
            self._column.addWidget(below)
            self._lines.append((name, below))
        for number, (name, below) in enumerate(self._lines):
            line = stages[number] if number < len(stages) else None
            name.setVisible(line is not None)
            below.setVisible(line is not None and bool(line.below))
            if line is not None:
                name.show_text(shown(line.title))
                below.setText(shown_text(line.below))


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(INSIDE)
    return column
