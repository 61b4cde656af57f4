"""Reading the inspector as somebody would who looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.inspector.facts import Fact
    from pipeline_browser.ui.diagram.inspector.panel import Inspector
    from pipeline_browser.ui.diagram.tab import DiagramTab


class Looking:
    """One person at one inspector."""

    def __init__(self, qtbot: QtBot, tab: DiagramTab) -> None:
        self.qtbot = qtbot
        self.tab = tab
        tab.window().activateWindow()  # else no key is a shortcut
        qtbot.waitUntil(tab.isActiveWindow)
        self.settle()

    @property
    def inspector(self) -> Inspector:
        """The inspector."""
        return self.tab.inspector

    @property
    def title(self) -> str:
        """The title, whole."""
        return self.inspector.header.title.whole_text

    @property
    def words(self) -> str:
        """The words below the title."""
        return self.inspector.header.text.text().replace("\u200b", "")

    def settle(self) -> None:
        """Wait until everything is shown that is going to be."""
        self.qtbot.waitUntil(lambda: self.tab.is_settled, timeout=10_000)

    def select(self, *names: str) -> None:
        """Select tables and views."""
        self.tab.focus.select([box(self.tab, name).number for name in names])
        self.settle()

    def select_line(self, *columns: str) -> None:
        """Select the foreign key with these columns."""
        line = next(each for each in self.tab.scene.lines if each.line.columns == columns)
        self.tab.focus.select_line(line.number)
        self.settle()

    def sections(self) -> dict[str, list[str]]:
        """Return the sentences of every section."""
        return {
            section.title: [fact.sentence for fact in section.facts]
            for section in self.inspector.facts.facts.sections
        }

    def fact(self, section: str, text: str) -> Fact:
        """Return a fact of a section."""
        model = self.inspector.facts.facts
        facts = next(each for each in model.sections if each.title == section).facts
        return next(fact for fact in facts if fact.text == text)

    def place(self, section: str, text: str) -> QPoint:
        """Return where a fact stands in the list, brought into view."""
        view, index = self.inspector.facts, self.index(section, text)
        view.scrollTo(index)
        return view.visualRect(index).center()

    def index(self, section: str, text: str) -> QModelIndex:
        """Return the index of a fact."""
        return self.inspector.facts.facts.index_of(self.fact(section, text))

    def click(self, section: str, text: str) -> None:
        """Click a fact."""
        at = self.place(section, text)
        QTest.mouseClick(self.inspector.facts.viewport(), Qt.MouseButton.LeftButton, pos=at)
        self.settle()

    def turn_to(self, title: str) -> None:
        """Go to a page of the inspector."""
        pages = self.inspector.pages
        pages.setCurrentIndex([pages.tabText(at) for at in range(pages.count())].index(title))
        self.settle()

    def cells(self) -> list[list[str]]:
        """Return what the cells of the rows say."""
        model = self.inspector.rows.table.rows
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]
