"""Which tables of a diagram are asked for, by name and by what is near them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.diagram.shown import numbers_of, part_of, reached
from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pipeline_browser.diagram.graph import Graph


def part_that_is_asked_for(arguments: argparse.Namespace, graph: Graph) -> Graph:
    """Return the tables that are named, with their neighbours; all where none is.

    Raises:
        WrongUsage: neighbours of nothing.
        ExportFailed: there is no such table.
    """
    if arguments.tables is None and arguments.table is None:
        if arguments.neighbours is not None:
            raise WrongUsage("--neighbours needs tables: name them with --tables or --table")
        return graph
    known = {fold(box.name) for box in graph.boxes}
    names = {fold(name) for name in _named(arguments, known)}
    unknown = [name for name in _named(arguments, known) if fold(name) not in known]
    if unknown:
        raise ExportFailed(
            f"There is no table or view {unknown[0]}",
            remedy="See the names with: pipeline-browser schema show",
        )
    return part_of(graph, reached(graph, numbers_of(graph, names), arguments.neighbours or 0))


def _named(arguments: argparse.Namespace, known: set[str]) -> Iterator[str]:
    """Yield the names; a word is several with commas between them, unless a table is called so."""
    yield from arguments.table or ()
    for word in arguments.tables or ():
        if fold(word) in known:
            yield word
        else:
            yield from filter(None, map(str.strip, word.split(",")))
