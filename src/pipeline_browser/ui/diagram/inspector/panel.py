"""The inspector: the whole of what is selected in the diagram, or the schema at a glance."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from pipeline_browser.overriding import override
from pipeline_browser.ui.diagram.inspector.change_facts import (
    all_change_sections,
    change_sections,
    state_words,
)
from pipeline_browser.ui.diagram.inspector.ddl_page import DdlPage
from pipeline_browser.ui.diagram.inspector.facts import Fact, Icon, ToColumn, ToKey, ToSql
from pipeline_browser.ui.diagram.inspector.facts_view import FactsView
from pipeline_browser.ui.diagram.inspector.header import Header
from pipeline_browser.ui.diagram.inspector.key_facts import find_key, key_sections, sentence_of
from pipeline_browser.ui.diagram.inspector.overview_facts import schema_sections, tables_sections
from pipeline_browser.ui.diagram.inspector.rows_page import RowsPage
from pipeline_browser.ui.diagram.inspector.table_facts import Ddl, ddl_of, icon_of, table_sections
from pipeline_browser.ui.diagram.inspector.title_words import schema_words, table_words, tables_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

    from pipeline_browser.model.schema import Schema
    from pipeline_browser.model.table_counts import TableRows
    from pipeline_browser.ui.diagram.inspector.facts import Section, Target
    from pipeline_browser.ui.diagram.loading.matter import TwoSchemas
    from pipeline_browser.ui.diagram.walking.subject import Subject
    from pipeline_browser.ui.session import Session
    from pipeline_browser.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the open database, or of what lies over it.

    Attributes:
        over: two schemas that are compared; ``schema`` is of both.
        live: the database's own schema: only tables that are as they are there have rows.
    """

    schema: Schema
    counts: Mapping[str, TableRows] = field(default_factory=dict)
    over: TwoSchemas | None = None
    live: Schema | None = None

    def has_rows(self, name: str) -> bool:
        """Whether there is such a table or view in the database, and it is as it is shown here."""
        table = self.schema.table(name) or self.schema.view(name)
        live = self.live or self.schema
        return table is not None and table == (live.table(name) or live.view(name))


class Inspector(QWidget):
    """Shows one Subject.

    Signals:
        followed: a Target that somebody wants to go to.
        left: Escape was pressed.
        pointed: the KeyName of the foreign key under the pointer; None for none.
    """

    followed = Signal(object)
    pointed = Signal(object)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: Subject | None = None
        self._known: Known | None = None
        self._has_pages = False
        self._has_rows = True
        self._wanted_page = 0
        self.header = Header(theme)
        self.facts = FactsView(theme)
        self.rows = RowsPage(session, theme)
        self.ddl = DdlPage(theme)
        self.pages = QTabWidget()
        self._lay_out()
        self.facts.followed.connect(self._follow)
        self.facts.pointed.connect(self._point)
        self.pages.currentChanged.connect(self._note_page)

    @property
    def subject(self) -> Subject | None:
        """What is shown; None where no database is."""
        return self._subject

    def show_nothing(self) -> None:
        """Show that there is nothing to be told."""
        self._subject = self._known = None
        self.header.tell(Icon.NONE, "Nothing to inspect", "What is selected in the diagram is shown here.")
        self._show_page((), anew=True)

    def show_subject(self, subject: Subject, known: Known) -> None:
        """Show what is selected; what is shown already keeps its place."""
        if (subject, known) == (self._subject, self._known):
            return
        before, self._subject = self._subject, subject
        self._known = known
        anew = before is None or (before.tables, before.key) != (subject.tables, subject.key)
        if len(subject.tables) == 1:
            self._show_table(subject.tables[0], known, anew=anew)
        elif subject.tables:
            self._show_tables(subject.tables, known, anew=anew)
        elif subject.key is not None:
            self._show_key(subject, known, anew=anew)
        else:
            self._show_schema(known, anew=anew)
        if before is None or before != subject:
            self.facts.mark(self._marked_fact(subject))

    def refresh_rows(self) -> None:
        """Read the rows again: the data may be others now."""
        self.rows.refresh()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_table(self, name: str, known: Known, *, anew: bool) -> None:
        schema, count = known.schema, known.counts.get(name)
        exists = bool(schema.table(name) or schema.view(name))
        ddl = ddl_of(schema, name)
        words = table_words(schema, name, count) + state_words(known.over, name)
        self.header.tell(icon_of(schema, name), name, words)
        facts = (*change_sections(known.over, name), *table_sections(schema, name, ddl))
        self._has_rows = known.has_rows(name)
        self._show_page(facts, anew=anew, name=name if exists else "", ddl=ddl)
        self.rows.show_count(count)

    def _show_tables(self, names: tuple[str, ...], known: Known, *, anew: bool) -> None:
        self.header.tell(Icon.NONE, *tables_words(known.schema, names, known.counts))
        self._show_page(tables_sections(known.schema, names, known.counts), anew=anew)

    def _show_key(self, subject: Subject, known: Known, *, anew: bool) -> None:
        found = find_key(known.schema, subject.key) if subject.key else None
        if found is None:
            self.header.tell(Icon.REFERENCE, "Foreign key", "")
            self._show_page((), anew=anew)
            return
        icon = Icon.PROBLEM if found[1].problem else Icon.REFERENCE
        self.header.tell(icon, "Foreign key", sentence_of(*found))
        self._show_page(key_sections(known.schema, *found), anew=anew)

    def _show_schema(self, known: Known, *, anew: bool) -> None:
        schema = known.over.both.after if known.over else known.schema
        self.header.tell(Icon.NONE, "Schema", schema_words(schema))
        sections = all_change_sections(known.over) or schema_sections(known.schema, known.counts)
        self._show_page(sections, anew=anew)

    def _show_page(
        self, sections: tuple[Section, ...], *, anew: bool, name: str = "", ddl: Ddl | None = None
    ) -> None:
        """Show facts; with a ``name``, its rows and its SQL are on pages beside them."""
        self.facts.show_sections(sections, anew=anew)
        self.rows.use(name if self._has_rows else "")
        self.ddl.use(ddl or Ddl())
        self._has_pages = False
        if self.pages.isTabVisible(at := self.pages.indexOf(self.rows)) is not self._has_rows:
            self.pages.setTabVisible(at, self._has_rows)
        self._has_pages = bool(name)
        self.pages.setCurrentIndex(self._wanted_page if name else 0)
        self.pages.tabBar().setVisible(bool(name))

    @Slot(int)
    def _note_page(self, page: int) -> None:
        """Remember which page somebody likes to see of tables."""
        if self._has_pages:
            self._wanted_page = page

    def _marked_fact(self, subject: Subject) -> Fact | None:
        """Return the fact of the key by which one came, or of the marked column."""
        for section in self.facts.facts.sections:
            for fact in section.facts:
                target = fact.target
                if isinstance(target, ToKey) and target.key == subject.key:
                    return fact
                if isinstance(target, ToColumn) and (target.table, target.column) in subject.columns:
                    return fact
        return None

    @Slot(object)
    def _follow(self, target: Target) -> None:
        if isinstance(target, ToSql):
            self.pages.setCurrentWidget(self.ddl)
            self.ddl.go_to_line(target.line)
        else:
            self.followed.emit(target)

    @Slot(object)
    def _point(self, fact: Fact | None) -> None:
        target = fact.target if fact else None
        self.pointed.emit(target.key if isinstance(target, ToKey) else None)

    def _lay_out(self) -> None:
        self.setObjectName("inspector")
        self.setAccessibleName("Inspector")
        self.setAutoFillBackground(True)
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.facts, "Structure")
        self.pages.addTab(self.rows, "Rows")
        self.pages.addTab(self.ddl, "DDL")
        self.pages.setAccessibleName("Pages of the inspector")
        # It would hand the focus on to its bar, which may be hidden, and Tab would go no further.
        self.pages.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.pages, 1)
