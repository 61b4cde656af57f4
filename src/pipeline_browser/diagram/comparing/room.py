"""How much room each box takes at most, and which lines there ever are, in a row of schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.comparing.comparing import changed_part
from pipeline_browser.diagram.comparing.detail import in_detail
from pipeline_browser.diagram.graph import Detail, End, Graph, Line
from pipeline_browser.diagram.layout.shapes import Size
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline_browser.diagram.graph import Box
    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.model.schema.facts import ForeignKey, Schema


class Room:
    """Grows with every schema that is added; only what is new in one is looked at."""

    def __init__(self, shape: BoxShape, detail: Detail = Detail.COLUMNS) -> None:
        self._shape = shape
        self._detail = detail
        self._boxes: dict[str, Box] = {}
        self._sizes: dict[str, Size] = {}
        self._keys: dict[tuple[str, tuple[str, ...], str, tuple[str, ...]], ForeignKey] = {}

    def add(self, before: Schema, after: Schema) -> None:
        """Make room for the picture of what happened between two schemas that follow each other."""
        changed, graph = changed_part(before, after)
        for box in in_detail(graph, self._detail).boxes:
            name, size = fold(box.name), self._shape.size(box)
            most = self._sizes.get(name, size)
            self._sizes[name] = Size(max(size.width, most.width), max(size.height, most.height))
            self._boxes[name] = box
        for key in _keys(changed):
            self._keys[fold(key.table), key.columns, fold(key.parent), key.parent_columns] = key

    @property
    def sizes(self) -> Mapping[str, Size]:
        """The room of every box, by folded name."""
        return self._sizes

    def graph(self) -> Graph:
        """Return all boxes and lines that there ever are, the boxes as they were last."""
        numbers = {name: number for number, name in enumerate(self._boxes)}
        rows = [{fold(row.name): at for at, row in enumerate(box.rows)} for box in self._boxes.values()]
        lines = []
        for (child_name, columns, parent_name, parent_columns), key in self._keys.items():
            if parent_name in numbers and child_name in numbers:
                child, parent = numbers[child_name], numbers[parent_name]
                ends = (
                    tuple(rows[child].get(fold(name)) for name in columns),
                    tuple(rows[parent].get(fold(name)) for name in parent_columns),
                )
                lines.append(Line(child, parent, *ends, key.columns, key.parent_columns, End.MANY, End.ONE))
        return Graph(tuple(self._boxes.values()), tuple(lines))


def _keys(schemas: Iterable[Schema]) -> Iterable[ForeignKey]:
    return (key for schema in schemas for table in schema.user_tables for key in table.foreign_keys)
