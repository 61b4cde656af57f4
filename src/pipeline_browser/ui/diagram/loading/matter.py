"""What a diagram is drawn from: the schema of the database, or two schemas that are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from pipeline_browser.diagram.comparing.detail import in_detail
from pipeline_browser.diagram.schema_graph import schema_graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.diagram.comparing.facts import Compared
    from pipeline_browser.diagram.graph import Detail, Graph
    from pipeline_browser.model.schema.facts import Schema


class Matter(Protocol):
    """Gives the facts that inspector, search and exports show, and the graph in any detail."""

    @property
    def schema(self) -> Schema:
        """All that is drawn."""

    def graph(self, detail: Detail) -> Graph:
        """Return what is drawn."""


@dataclass(frozen=True, slots=True)
class OneSchema:
    """The database as it is."""

    schema: Schema

    def graph(self, detail: Detail) -> Graph:
        """Return all of it."""
        return schema_graph(self.schema, detail=detail)


@dataclass(frozen=True, slots=True)
class TwoSchemas:
    """A comparison.

    Attributes:
        caption: which schemas, and what happened between them.
    """

    both: Compared
    caption: str = ""

    @property
    def schema(self) -> Schema:
        """What either has."""
        return self.both.schema

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """What happened to each table, by folded name."""
        return self.both.words

    def graph(self, detail: Detail) -> Graph:
        """Return all of both, with marks."""
        return in_detail(self.both.graph, detail)
