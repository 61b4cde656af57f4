"""The schema at a glance, and several tables together, as facts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.support import supporting_index
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.count_words import count_words, short_count
from pipeline_browser.ui.diagram.inspector.facts import Fact, Icon, Section, ToTable, limited, sections
from pipeline_browser.ui.diagram.inspector.key_facts import key_fact
from pipeline_browser.ui.diagram.inspector.table_facts import icon_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pipeline_browser.model.schema import ForeignKey, Schema, SchemaProblem, Table
    from pipeline_browser.model.table_counts import TableRows

_LARGEST = 10
_NO_PROBLEMS = Section("Problems", (Fact("none found", icon=Icon.CHECK),), is_list=False)


def schema_sections(schema: Schema, counts: Mapping[str, TableRows]) -> tuple[Section, ...]:
    """Return what deserves a look."""
    problems = [partial(_problem_fact, schema, problem) for problem in schema.problems]
    keys = [(table, key) for table in schema.user_tables for key in table.foreign_keys]
    broken = [partial(key_fact, *each) for each in keys if each[1].problem is not None]
    sound = [each for each in keys if each[1].problem is None]
    slow = [partial(key_fact, *each) for each in sound if supporting_index(*each) is None]
    made = (
        limited("Problems", [*problems, *broken]) if problems or broken else _NO_PROBLEMS,
        limited("Foreign keys without an index", slow),
        *sections(("Largest tables", list(_largest(schema, counts)))),
        limited("Tables without relations", list(_alone(schema, counts))),
    )
    return tuple(section for section in made if section.facts)


def tables_sections(
    schema: Schema, names: Iterable[str], counts: Mapping[str, TableRows]
) -> tuple[Section, ...]:
    """Return several tables and views, and the keys among them."""
    names = sorted(names, key=fold)
    folded = {fold(name) for name in names}
    keys = [partial(key_fact, *each) for each in _keys_among(schema, folded)]
    made = (
        limited("Selected", [partial(_table_fact, schema, name, counts) for name in names]),
        limited("Foreign keys among them", keys),
    )
    return tuple(section for section in made if section.facts)


def _keys_among(schema: Schema, folded: set[str]) -> Iterator[tuple[Table, ForeignKey]]:
    for table in schema.user_tables:
        for key in table.foreign_keys:
            if fold(key.table) in folded and fold(key.parent) in folded:
                yield table, key


def _table_fact(schema: Schema, name: str, counts: Mapping[str, TableRows]) -> Fact:
    rows = counts.get(name)
    return Fact(
        name,
        aside=short_count(rows) if rows else "",
        icon=icon_of(schema, name),
        target=ToTable(name),
        told=f"{name}; {count_words(rows)}" if rows else name,
    )


def _problem_fact(schema: Schema, problem: SchemaProblem) -> Fact:
    known = schema.table(problem.name) or schema.view(problem.name)
    return Fact(
        problem.name or problem.kind,
        lead=problem.kind if problem.name else "",
        notes=(problem.message,),
        icon=Icon.PROBLEM,
        warns=True,
        target=ToTable(known.name) if known else None,
    )


def _largest(schema: Schema, counts: Mapping[str, TableRows]) -> Iterator[Fact]:
    def rows(table: Table) -> int:
        return counts[table.name].rows

    counted_ones = [table for table in schema.user_tables if table.name in counts and rows(table)]
    for table in sorted(counted_ones, key=rows, reverse=True)[:_LARGEST]:
        yield _table_fact(schema, table.name, counts)


def _alone(schema: Schema, counts: Mapping[str, TableRows]) -> Iterator[Callable[[], Fact]]:
    keys = [key for table in schema.user_tables for key in table.foreign_keys]
    related = {fold(name) for key in keys for name in (key.table, key.parent)}
    for table in schema.user_tables:
        if fold(table.name) not in related:
            yield partial(_table_fact, schema, table.name, counts)
