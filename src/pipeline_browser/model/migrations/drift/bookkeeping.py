"""Tables that other tools keep in a database for themselves, which no migration is expected to promise."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.schema.facts import Schema

_OWNERS = {
    "_sqlx_migrations": "sqlx",  # where sqlx.toml names another one, it belongs to another source
    "_litestream_lock": "Litestream",
    "_litestream_seq": "Litestream",
    "__diesel_schema_migrations": "Diesel",
    "refinery_schema_history": "Refinery",
    "seaql_migrations": "SeaORM",
    "goose_db_version": "Goose",
    "schema_migrations": "another migration tool",
    "django_migrations": "Django",
    "ar_internal_metadata": "Rails",
    "atlas_schema_revisions": "Atlas",
    "flyway_schema_history": "Flyway",
    "alembic_version": "Alembic",
    "_prisma_migrations": "Prisma",
    "__drizzle_migrations": "Drizzle",
    "knex_migrations": "Knex",
    "knex_migrations_lock": "Knex",
    "d1_migrations": "Cloudflare D1",
    "_cf_kv": "Cloudflare D1",
    "_cf_metadata": "Cloudflare D1",
}


def bookkeeping_of(found: Schema, promised: Schema) -> dict[str, str]:
    """Return the tables of other tools that nothing promises, with the tools' names."""
    return {
        table.name: owner
        for table in found.user_tables
        if (owner := _OWNERS.get(fold(table.name))) and promised.table(table.name) is None
    }


def matching(patterns: Iterable[str], *schemas: Schema) -> frozenset[str]:
    """Return the tables and views that any of the patterns names: ``*`` and ``?``, in any letter case."""
    folded = [fold(pattern) for pattern in patterns]
    names = [table.name for schema in schemas for table in schema.tables]
    names += [view.name for schema in schemas for view in schema.views]
    return frozenset(name for name in names if any(fnmatchcase(fold(name), each) for each in folded))
