"""Trying a new migration in memory: the button, and how it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.model.migrations.writing.words import trial_sentences
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import shown, tooltip
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.migrations.writing.writing_words import is_up_right
from pipeline_browser.ui.theme import GROUP, INSIDE

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.writing.trying import Trial
    from pipeline_browser.ui.theme import Theme

_UNTRIED = "Not tried since the last edit"


class TrialRow(QWidget):
    """What a trial on an empty copy of the schema gave, one line for each way."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.button = QPushButton("Try it")
        self.button.setToolTip("Run both ways in memory, on an empty copy of the schema; no file is touched")
        self.button.setAutoDefault(False)
        self.marks = [Mark(theme, wrap=True), Mark(theme, wrap=True)]
        self._lay_out()
        self.show_trial(None)

    @property
    def texts(self) -> list[str]:
        """What is said."""
        return [mark.text for mark in self.marks if not mark.isHidden()]

    def show_trial(self, trial: Trial | None) -> None:
        """Say how it went; None says that it was not tried."""
        if trial is None:
            self.marks[0].tell(_UNTRIED, "info", Meaning.NEUTRAL, coloured=False)
            self.marks[1].hide()
            return
        rights = [is_up_right(trial), trial.down is None or trial.down.is_right]
        sentences = list(trial_sentences(trial))
        for mark, sentence, right in zip(self.marks, [*sentences, ""][:2], rights, strict=True):
            self._tell(mark, sentence, right=right)

    def show_busy(self) -> None:
        """Say that it is being tried."""
        self.marks[0].tell("Trying…", "info", Meaning.NEUTRAL, coloured=False)
        self.marks[1].hide()

    def _tell(self, mark: Mark, sentence: str, *, right: bool) -> None:
        words = shown(f"{sentence[:1].upper()}{sentence[1:]}")
        meaning = Meaning.GOOD if right else Meaning.BAD
        mark.tell(_cut(words), "check" if right else "bad", meaning, coloured=False)
        mark.setToolTip(tooltip(words))
        mark.setVisible(bool(sentence))

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(INSIDE)
        for mark in self.marks:
            words.addWidget(mark)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GROUP)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


_LONGEST = 240  # characters; the tooltip has all of them
