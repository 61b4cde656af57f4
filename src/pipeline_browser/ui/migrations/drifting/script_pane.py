"""The SQL that would bring a drifted schema back, with what it loses and where it may fail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, shown
from pipeline_browser.ui.migrations.notice import Notice
from pipeline_browser.ui.migrations.writing.writing_words import remark_marks
from pipeline_browser.ui.sql.sql_view import SqlView
from pipeline_browser.ui.theme import RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.schema.changing.facts import ChangeScript
    from pipeline_browser.ui.theme import Theme

_MOST_REMARKS = 4  # before the SQL would be pushed out of sight


class ScriptPane(QWidget):
    """Shows a ChangeScript once it is there."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.script: ChangeScript | None = None
        self.notice = Notice(theme)
        self.sql = SqlView(theme)
        self.sql.setAccessibleName("SQL that would bring the schema back")
        self._extent = plain_label(role="dim")
        self.copy = QPushButton("Copy SQL")
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        foot = QHBoxLayout()
        foot.addWidget(self._extent, 1)
        foot.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, RELATED, 0, 0)
        column.setSpacing(RELATED)
        column.addWidget(self.notice)
        column.addWidget(self.sql, 1)
        column.addLayout(foot)
        self.show_script(None)

    def show_script(self, script: ChangeScript | None) -> None:
        """Show another script; None while it is being worked out."""
        self.script = script
        changes = script.changes if script else ()
        self.copy.setEnabled(bool(changes))
        sql = script.sql() if script else ""
        self.sql.show_sql(sql, remark_marks(sql))
        self._extent.setText(_extent(script))
        paragraphs = _remarks(script) if script else []
        losing = any(change.loses for change in changes)
        heading = "Read this before it is run" if paragraphs else ""
        self.notice.tell(Meaning.BAD if losing else Meaning.WARNING, heading, paragraphs)

    @Slot()
    def _copy(self) -> None:
        if self.script is not None:
            QGuiApplication.clipboard().setText(f"{self.script.sql()}\n")


def _extent(script: ChangeScript | None) -> str:
    if script is None:
        return "Working it out…"
    if script.is_empty:
        return "Nothing is to be brought back: what is there besides is left alone."
    if not script.changes:
        return "No SQL of ours can do it."
    return f"{counted(len(script.changes), 'change')}, to be run in one transaction"


def _remarks(script: ChangeScript) -> list[str]:
    """Return what is lost, what may fail and what is left over, a sentence each."""
    found = [f"It {change.loses.removeprefix('it ')}." for change in script.changes if change.loses]
    found += [_sentence(change.doubt) for change in script.changes if change.doubt]
    found += [f"Not brought back: {each}." for each in script.unsolved]
    told = [shown(each) for each in dict.fromkeys(found)]
    more = len(told) - _MOST_REMARKS
    if more <= 0:
        return told
    return [*told[:_MOST_REMARKS], f"And {counted(more, 'remark')} more of this kind, marked in the SQL."]


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
