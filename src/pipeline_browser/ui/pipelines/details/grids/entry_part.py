"""A grid of entries with its actions and the bar of their buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.ui.action_making import make_actions
from pipeline_browser.ui.pipelines.details.doing.actions import COPYING
from pipeline_browser.ui.pipelines.details.doing.entry_deeds import EntryDeeds
from pipeline_browser.ui.pipelines.details.grids.entry_grid import EntryGrid
from pipeline_browser.ui.pipelines.details.grids.section_bar import SectionBar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from pipeline_browser.ui.action_row import TabAction
    from pipeline_browser.ui.editing.editor import Editor
    from pipeline_browser.ui.pipelines.details.editors.note import Note
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme


class EntryPart:
    """Of parameters, or of configuration entries."""

    def __init__(
        self,
        name: str,
        table: Sequence[TabAction],
        theme: Theme,
        preferences: Preferences,
        note: Note,
        editor: Editor,
        *,
        doers: Sequence[QObject] = (),
        words: Sequence[str] = ("add",),
        alone: Sequence[str] = ("remove",),
    ) -> None:
        self.grid = EntryGrid(name, theme, preferences, note)
        deeds = EntryDeeds(self.grid, editor)
        everything = (*table, *COPYING)
        self.actions = make_actions(everything, self.grid, self.grid, (deeds, *doers))
        self.bar = SectionBar(theme, self.actions, everything, words=words, alone=alone)
        self.grid.offer(
            [*(self.actions[row.name] for row in table), None, *(self.actions[row.name] for row in COPYING)]
        )
