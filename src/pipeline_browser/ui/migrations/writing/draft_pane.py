"""The texts of a new migration: what it does and what takes it back, each in an editor of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget

from pipeline_browser.model.migrations.writing.new_files import NewFile
from pipeline_browser.model.migrations.writing.texts import SQLX_LINES, Draft, head, with_rollback
from pipeline_browser.ui.labels import button_text, shown, tooltip
from pipeline_browser.ui.migrations.writing.starts import EMPTY, SQLX
from pipeline_browser.ui.migrations.writing.writing_words import failure_mark, remark_marks
from pipeline_browser.ui.sql.sql_editor import SqlEditor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline_browser.model.migrations.source import MigrationKind
    from pipeline_browser.model.migrations.writing.trying import Trial
    from pipeline_browser.ui.migrations.writing.filling import Filling
    from pipeline_browser.ui.sql.line_mark import LineMark
    from pipeline_browser.ui.theme import Theme

_ROLLBACK = "Rollback, a comment at its end"


class DraftPane(QTabWidget):
    """Two editors; their heads follow the names of the files while nobody has changed them.

    Signals:
        edited: a person changed a text.
    """

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.up = SqlEditor(theme)
        self.down = SqlEditor(theme)
        self._start = EMPTY
        self._trial: Trial | None = None
        self._names: tuple[tuple[MigrationKind, str], ...] = ()
        self._heads = ["", ""]
        self.up.setAccessibleName("What the migration does")
        self.down.setAccessibleName("What takes it back")
        for editor in (self.up, self.down):
            self.addTab(editor, "")
            editor.edited.connect(self._note_edit)
        self.up.setPlaceholderText("The head of the file follows its description")
        self.down.setPlaceholderText("What takes the migration back")
        self.setDocumentMode(True)
        self._name_tabs(None)

    @property
    def is_edited(self) -> bool:
        """Whether a person changed something that another start would throw away."""
        return self.up.is_edited or self.down.is_edited

    @property
    def draft(self) -> Draft:
        """Both ways as they stand in the editors."""
        return Draft(self.up.sql, self.down.sql)

    def show_filling(self, filling: Filling) -> None:
        """Show other texts in place of those that are there."""
        self._start = filling.wish.start
        bodies = (filling.draft.up, filling.draft.down)
        self._heads = self._wanted_heads("")
        for editor, head_, body in zip((self.up, self.down), self._heads, bodies, strict=True):
            text = f"{head_}{body.rstrip()}\n" if body.strip() else head_
            editor.show_sql(text, remark_marks(text))
        self.show_trial(filling.trial)

    def show_names(
        self, names: tuple[tuple[MigrationKind, str], ...], description: str, folder: Path | None
    ) -> None:
        """Say in tabs and heads what the files would be called."""
        self._names = names
        heads = self._wanted_heads(description)
        for editor, old, new in zip((self.up, self.down), self._heads, heads, strict=True):
            editor.replace_beginning(old, new)
        self._heads = heads
        self._name_tabs(folder)
        self._mark()

    def show_trial(self, trial: Trial | None) -> None:
        """Mark the statements at which a trial stopped."""
        self._trial = trial
        for editor, failed in self._mark():
            for line in failed:
                editor.go_to_line(line)

    def _mark(self) -> list[tuple[SqlEditor, dict[int, LineMark]]]:
        """Mark what is lost, what is open and what failed, in the lines as they are now."""
        trial = self._trial
        legs = (trial.up, trial.down) if trial is not None else (None, None)
        failed = [*zip((self.up, self.down), map(failure_mark, legs), strict=True)]
        for editor, marks in failed:
            editor.show_marks({**remark_marks(editor.sql), **marks})
        return failed

    def files(self, folder: Path) -> tuple[NewFile, ...]:
        """Return what would be written."""
        texts: Sequence[str] = (self.up.sql, self.down.sql)
        if len(self._names) == 1:
            texts = [with_rollback(*texts)]
        return tuple(
            NewFile(folder / name, text if text.endswith("\n") or not text else f"{text}\n")
            for (_kind, name), text in zip(self._names, texts, strict=True)
        )

    def _wanted_heads(self, description: str) -> list[str]:
        """Return what both texts begin with; the rollback of a single file has no head of its own."""
        if self._start == SQLX:
            heads = [SQLX_LINES[kind] for kind, _name in self._names]
        else:
            drafted = self._start != EMPTY
            heads = [head(name, description, kind, drafted=drafted) for kind, name in self._names]
        return [*heads, "", ""][:2]

    def _name_tabs(self, folder: Path | None) -> None:
        names = [name for _kind, name in self._names]
        titles = [*names, _ROLLBACK][:2] if names else ["Migration", "Rollback"]
        for at, title in enumerate(titles):
            self.setTabText(at, button_text(shown(title)))
            self.setTabToolTip(at, tooltip(shown(folder / title)) if folder and title in names else "")

    @Slot()
    def _note_edit(self) -> None:
        self._trial = None
        self._mark()
        self.edited.emit()
