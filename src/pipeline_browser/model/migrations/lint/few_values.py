"""Indexes of columns with few values, which only a database with rows can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.migrations.lint.facts import Finding
from pipeline_browser.model.migrations.lint.relations import indexes_the_key
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.world import Place
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.facts import TableKind
from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import fold, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema.facts import Index, Table
    from pipeline_browser.model.sql_text import Statement

LEAST_ROWS = 1_000  # fewer say nothing about what the column will hold
FEW = 5  # values
RARE = 0.1  # a value with a smaller share of the rows is what such an index may be for

# Each step is a look-up in the index, so the time does not depend on the number of rows.
_VALUES = """WITH RECURSIVE v(x) AS (SELECT min({column}) FROM {table} UNION ALL
    SELECT (SELECT min({column}) FROM {table} WHERE {column} > v.x) FROM v WHERE v.x IS NOT NULL LIMIT {most})
    SELECT x FROM v WHERE x IS NOT NULL"""


def indexes_of_few_values(
    database: Database, source: MigrationSource, cancellation: Cancellation | None = None
) -> Iterator[Finding]:
    """Yield the indexes of a database that hardly narrow anything down, where a file of the source made them.

    Raises:
        Cancelled: and every error of reading the database.
    """
    made = _made_indexes(source)
    for table in read_schema(database, cancellation=cancellation).user_tables:
        for index in table.indexes:
            place = made.get(fold(index.name))
            if place is None or table.kind is not TableKind.ORDINARY or not _is_plain(index, table):
                continue
            values = _few(database, table.name, index.columns[0].name or "", cancellation)
            if values:
                text = f"Index {index.name} is on {table.name}.{index.columns[0].name}, which has {values}."
                rule = BY_ID["index-of-few-values"]
                yield Finding(place.migration, rule.says(text, place.statement.line, place.statement.column))


def _is_plain(index: Index, table: Table) -> bool:
    """Whether it is an index of one column alone, which no foreign key needs."""
    if index.unique or index.origin != "c" or index.where is not None or len(index.columns) != 1:
        return False
    name = index.columns[0].name
    needed = any(key.columns == (name,) and indexes_the_key(table, key) for key in table.foreign_keys)
    return name is not None and name != "rowid" and not needed


def _few(database: Database, table: str, column: str, cancellation: Cancellation | None) -> str:
    """Return how few values there are in how many rows, in words; empty if there are more, or one is rare."""
    name, of = quote_identifier(table), quote_identifier(column)
    sql = _VALUES.format(column=of, table=f"main.{name}", most=FEW + 2)
    some = database.query(f"SELECT 1 FROM main.{name} LIMIT {LEAST_ROWS}", cancellation=cancellation)
    if len(some) < LEAST_ROWS:
        return ""
    values = [value for (value,) in database.query(sql, cancellation=cancellation)]
    if not values or len(values) > FEW:
        return ""
    total = int(database.query(f"SELECT count(*) FROM main.{name}", cancellation=cancellation)[0][0])
    enough = max(1, int(total * RARE))
    share = f"SELECT count(*) FROM (SELECT 1 FROM main.{name} WHERE {of} IS ? LIMIT {enough})"
    for value in (*values, None):
        rows = int(database.query(share, (value,), cancellation=cancellation)[0][0])
        if rows < enough and (value is not None or rows):
            return ""
    return f"{len(values)} value{'' if len(values) == 1 else 's'} in {total:,} rows"


def _made_indexes(source: MigrationSource) -> dict[str, Place]:
    """Return which statement of the source makes an index, the last one, by the folded name."""
    return {
        fold(name): Place(migration, statement)
        for migration in source.ups
        for statement in split_statements(migration.sql)
        if (name := created_index(statement))
    }


def created_index(statement: Statement) -> str:
    """Return the name in a CREATE INDEX; empty for other statements."""
    if not (statement.begins_with("CREATE", "INDEX") or statement.begins_with("CREATE", "UNIQUE", "INDEX")):
        return ""
    tokens = list(tokens_of(statement.text))
    on = next((at for at, token in enumerate(tokens) if token.upper == "ON"), 0)
    return tokens[on - 1].value if on else ""
