"""A page about one rule: what it finds, why that matters, an example, a better one, the switch."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.model.migrations.lint.page import example_text, practice_line
from pipeline_browser.model.migrations.source import SETTINGS_NAME
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.labels import plain_label, selectable
from pipeline_browser.ui.marks import Mark
from pipeline_browser.ui.migrations.plan_words import SEVERITY_ICONS, SEVERITY_MEANINGS, SEVERITY_WORDS
from pipeline_browser.ui.sql.sql_view import SqlView
from pipeline_browser.ui.theme import GROUP, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.lint.facts import Example, Rule
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

_SIZE = (960, 620)
_CODE = re.compile("`([^`]*)`")  # as the page in Markdown has it
_VIEW = "migrations/RuleDialog"


class RuleDialog(QDialog):
    """Shows a Rule, whole."""

    def __init__(self, theme: Theme, rule: Rule, preferences: Preferences, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"About the rule {rule.id}")
        self._theme = theme
        self._rule = rule
        self._preferences = preferences
        self.bad, self.better = SqlView(theme), SqlView(theme)
        self.copy_comment = QPushButton("Copy comment")
        self.close_button = QPushButton("Close")
        self._lay_out()
        self._connect()
        self.resize(dialog_size(_SIZE, parent))
        remembered = preferences.view(_VIEW)
        if not remembered.isEmpty():
            self.restoreGeometry(remembered)
        self.close_button.setFocus()

    @property
    def comment(self) -> str:
        """The comment that allows the rule in a file."""
        return f"-- lint: allow {self._rule.id}"

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.comment)

    @Slot()
    def _remember(self) -> None:
        self._preferences.remember_view(_VIEW, self.saveGeometry())

    def _connect(self) -> None:
        self.copy_comment.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._remember)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addLayout(self._head())
        why = _CODE.sub(r"“\1”", self._rule.why)
        column.addWidget(selectable(plain_label(why, wrap=True)))
        column.addWidget(self._examples(), 1)
        column.addLayout(self._foot())

    def _head(self) -> QVBoxLayout:
        rule, severity = self._rule, self._rule.severity
        weight = Mark(self._theme)
        weight.tell(SEVERITY_WORDS[severity], SEVERITY_ICONS[severity], SEVERITY_MEANINGS[severity])
        line = QHBoxLayout()
        line.setSpacing(GROUP)
        line.addWidget(selectable(plain_label(rule.title, font=self._theme.heading_font(), wrap=True)), 1)
        line.addWidget(weight)
        head = QVBoxLayout()
        head.setSpacing(INSIDE)
        head.addLayout(line)
        head.addWidget(selectable(plain_label(_CODE.sub(r"“\1”", rule.sentence), wrap=True)))
        head.addWidget(selectable(plain_label(practice_line(rule), role="dim", wrap=True)))
        return head

    def _examples(self) -> QSplitter:
        pair = QSplitter(Qt.Orientation.Horizontal)
        pair.setChildrenCollapsible(False)
        for view, title, icon, meaning, example in (
            (self.bad, "Gives a finding", "bad", Meaning.BAD, self._rule.bad),
            (self.better, "Better", "check", Meaning.GOOD, self._rule.better),
        ):
            view.setAccessibleName(title)
            pair.addWidget(self._example(view, title, icon, meaning, example))
            pair.setStretchFactor(pair.count() - 1, 1)
        pair.setSizes([_SIZE[0], _SIZE[0]])
        return pair

    def _example(self, view: SqlView, title: str, icon: str, meaning: Meaning, example: Example) -> QWidget:
        mark = Mark(self._theme)
        mark.tell(title, icon, meaning)
        view.show_sql(example_text(example))
        place = QWidget()
        column = QVBoxLayout(place)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(INSIDE)
        column.addWidget(mark)
        column.addWidget(view, 1)
        return place

    def _foot(self) -> QHBoxLayout:
        words = f"Allow it in a file with {self.comment}, or in {SETTINGS_NAME} of its folder."
        buttons = QDialogButtonBox()
        buttons.addButton(self.copy_comment, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.close_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.close_button.setDefault(True)
        row = QHBoxLayout()
        row.setSpacing(RELATED)
        row.addWidget(selectable(plain_label(words, role="dim", wrap=True)), 1)
        row.addWidget(buttons)
        return row
