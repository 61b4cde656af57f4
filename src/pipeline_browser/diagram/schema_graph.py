"""From the facts of a schema to the graph of its diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.cardinality import child_end, nullable, parent_end
from pipeline_browser.diagram.graph import Box, BoxKind, Detail, Graph, Line, Mark, Row
from pipeline_browser.model.schema import ForeignKeyProblem, TableKind
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.schema import Column, ForeignKey, Schema, Table, View


def schema_graph(
    schema: Schema, *, tables: Collection[str] | None = None, detail: Detail = Detail.COLUMNS
) -> Graph:
    """Return the diagram of a schema.

    Args:
        tables: show only these tables and views, with the foreign keys among them; None shows all but
            SQLite's own and shadow tables.
    """
    wanted = None if tables is None else {fold(name) for name in tables}
    shown = [table for table in schema.user_tables if wanted is None or fold(table.name) in wanted]
    views = [view for view in schema.views if wanted is None or fold(view.name) in wanted]
    return _GraphBuilder(shown, views, detail, complete=wanted is None).build()


class _GraphBuilder:
    def __init__(
        self, tables: Sequence[Table], views: Sequence[View], detail: Detail, *, complete: bool
    ) -> None:
        self._tables = tables
        self._views = views
        self._detail = detail
        self._complete = complete
        self._boxes: list[Box] = []
        self._numbers: dict[str, int] = {}
        self._rows: list[dict[str, int]] = []

    def build(self) -> Graph:
        referred = self._referred()
        for table in self._tables:
            rows = tuple(_row(column, table) for column in table.columns)
            kind = BoxKind.VIRTUAL if table.kind is TableKind.VIRTUAL else BoxKind.TABLE
            self._add(table.name, kind, rows, referred.get(fold(table.name), set()))
        for view in self._views:
            self._add(view.name, BoxKind.VIEW, tuple(Row(name) for name in view.columns), set())
        keys = [(table, key) for table in self._tables for key in table.foreign_keys]
        if self._complete:
            self._add_missing([key for _, key in keys], referred)
        lines = tuple(self._line(table, key) for table, key in keys if fold(key.parent) in self._numbers)
        return Graph(tuple(self._boxes), lines)

    def _referred(self) -> dict[str, set[str]]:
        """Return which columns of each parent foreign keys refer to."""
        referred: dict[str, set[str]] = {}
        for table in self._tables:
            for key in table.foreign_keys:
                referred.setdefault(fold(key.parent), set()).update(map(fold, key.parent_columns))
        return referred

    def _add(self, name: str, kind: BoxKind, rows: tuple[Row, ...], referred: set[str]) -> None:
        shown = tuple(row for row in rows if self._shows(row, referred))
        self._numbers[fold(name)] = len(self._boxes)
        self._rows.append({fold(row.name): number for number, row in enumerate(shown)})
        self._boxes.append(Box(name, kind, shown, len(rows) - len(shown)))

    def _shows(self, row: Row, referred: set[str]) -> bool:
        if self._detail is Detail.KEYS:
            return bool(row.marks & (Mark.PRIMARY | Mark.FOREIGN)) or fold(row.name) in referred
        return self._detail is Detail.COLUMNS

    def _add_missing(self, keys: Sequence[ForeignKey], referred: dict[str, set[str]]) -> None:
        for key in keys:
            if key.problem is ForeignKeyProblem.MISSING_TABLE and fold(key.parent) not in self._numbers:
                others = [other for other in keys if fold(other.parent) == fold(key.parent)]
                names = dict.fromkeys(name for other in others for name in other.parent_columns)
                rows = tuple(Row(name) for name in names)
                self._add(key.parent, BoxKind.MISSING, rows, referred[fold(key.parent)])

    def _line(self, table: Table, key: ForeignKey) -> Line:
        child, parent = self._numbers[fold(table.name)], self._numbers[fold(key.parent)]
        return Line(
            child=child,
            parent=parent,
            child_rows=tuple(self._rows[child].get(fold(name)) for name in key.columns),
            parent_rows=tuple(self._rows[parent].get(fold(name)) for name in key.parent_columns),
            columns=key.columns,
            parent_columns=key.parent_columns,
            child_end=child_end(table, key),
            parent_end=parent_end(table, key),
            on_update=key.on_update,
            on_delete=key.on_delete,
            problem=key.problem.value if key.problem else "",
        )


def _row(column: Column, table: Table) -> Row:
    folded = fold(column.name)
    first_keys = {fold(index.columns[0].name or "") for index in table.indexes if index.columns}
    marks = (
        (Mark.PRIMARY, column.primary_key > 0),
        (Mark.FOREIGN, any(folded in map(fold, key.columns) for key in table.foreign_keys)),
        (Mark.UNIQUE, table.unique_alone(column.name)),
        (Mark.NOT_NULL, not nullable(column, table)),
        (Mark.INDEXED, folded in first_keys),
        (Mark.DEFAULT, column.default is not None),
        (Mark.GENERATED, column.generated is not None),
    )
    every = Mark.NONE
    for mark, holds in marks:
        every |= mark if holds else Mark.NONE
    return Row(column.name, column.type, every, column.default)
