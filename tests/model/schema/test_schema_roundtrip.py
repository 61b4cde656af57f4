"""Random schemas, written in random spellings, are read back as they were meant."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema import Schema, Table, read_schema
from pipeline_browser.model.schema.diff import schema_diff
from pipeline_browser.model.schema.meaning import default_meaning, expression_meaning, type_meaning
from pipeline_browser.model.sql_tokens import fold
from tests.model.schema.schema_mutations import told_mutations, told_of
from tests.model.schema.schema_strategies import schemas
from tests.model.schema.schema_writing import Writer

if TYPE_CHECKING:
    from pipeline_browser.model.schema import Column, ForeignKey, Index, IndexColumn

_SEEDS = st.integers(0, 2**32)


def _created(schema: Schema, seed: int) -> Schema:
    database = Database.open(Location(None, "memory"))
    try:
        for statement in Writer(Random(seed)).statements(schema):  # noqa: S311 (no secret)
            note(statement)
            database.execute(statement)
        return read_schema(database)
    finally:
        database.close()


def _facts(table: Table) -> object:
    """Return what is compared: all of it, with texts in one spelling and without orders that mean nothing."""
    return (
        table.name,
        table.kind,
        tuple(map(_column, table.columns)),
        Counter(map(_index, table.indexes)),
        Counter(map(_foreign_key, table.foreign_keys)),
        Counter(map(expression_meaning, table.checks)),
        Counter(fold(clause) for clause in table.conflicts),
        (table.strict, table.without_rowid, table.autoincrement, table.primary_key),
    )


def _column(column: Column) -> Column:
    return replace(
        column,
        type=type_meaning(column.type),
        default=default_meaning(column.default),
        expression=None if column.expression is None else expression_meaning(column.expression),
        collation=column.collation.upper(),
    )


def _foreign_key(key: ForeignKey) -> ForeignKey:
    if key.parent.lower() == "nowhere":  # nothing is there that could spell itself
        columns = tuple(column.lower() for column in key.parent_columns)
        key = replace(key, parent="nowhere", parent_columns=columns)
    return replace(key, problem=None)


def _index(index: Index) -> Index:
    return replace(
        index,
        name=index.name if index.origin == "c" else "",
        columns=tuple(map(_index_column, index.columns)),
        where=None if index.where is None else expression_meaning(index.where),
        ddl=None,
    )


def _index_column(column: IndexColumn) -> IndexColumn:
    expression = None if column.expression is None else expression_meaning(column.expression)
    return replace(column, expression=expression, collation=column.collation.upper())


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas(), _SEEDS)
def test_any_schema_is_read_back_as_it_was_meant(meant: Schema, seed: int) -> None:
    found = _created(meant, seed)
    assert found.problems == ()
    assert [_facts(table) for table in found.tables if not table.internal] == [
        _facts(table) for table in meant.tables
    ]
    assert [(view.name, view.columns) for view in found.views] == [(v.name, v.columns) for v in meant.views]
    assert [replace(trigger, ddl="") for trigger in found.triggers] == [
        replace(trigger, ddl="") for trigger in meant.triggers
    ]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas(), _SEEDS, _SEEDS)
def test_two_spellings_of_one_schema_are_no_difference(meant: Schema, one: int, other: int) -> None:
    assert schema_diff(_created(meant, one), _created(meant, other)).sentences() == ()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), schemas(), _SEEDS, _SEEDS)
def test_any_single_change_is_named_exactly(data: st.DataObject, meant: Schema, one: int, other: int) -> None:
    _named_exactly(data, meant, one, other)


@pytest.mark.campaign
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), schemas(), _SEEDS, _SEEDS)
def test_any_single_change_of_many_is_named_exactly(
    data: st.DataObject, meant: Schema, one: int, other: int
) -> None:
    _named_exactly(data, meant, one, other)


def _named_exactly(data: st.DataObject, meant: Schema, one: int, other: int) -> None:
    mutation = data.draw(told_mutations(meant))
    promised, found = _created(meant, one), _created(mutation.schema, other)
    difference = schema_diff(promised, found)
    assert Counter(map(told_of, difference.differences)) == Counter(mutation.told), mutation.what
    assert all(difference.sentences())
    back = schema_diff(found, promised)
    assert len(back.differences) == len(difference.differences)
