"""The part of sqlx.toml (sqlx 0.9) that concerns migrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LEDGER_TABLE = "_sqlx_migrations"


@dataclass(frozen=True, slots=True)
class SqlxConfig:
    """What sqlx.toml says; the defaults are those without a file.

    Attributes:
        ignored_chars: characters removed before hashing.
        migration_type: ``inferred``, ``simple`` or ``reversible``: what ``add`` writes.
        versioning: ``inferred``, ``timestamp`` or ``sequential``: how ``add`` numbers.
    """

    table_name: str = LEDGER_TABLE
    migrations_dir: str = "migrations"
    create_schemas: tuple[str, ...] = ()
    ignored_chars: frozenset[str] = frozenset()
    migration_type: str = "inferred"
    versioning: str = "inferred"
    database_url_var: str = "DATABASE_URL"


def read_sqlx_config(file: Path) -> SqlxConfig:
    """Read a sqlx.toml; a missing file gives the defaults.

    Raises:
        SourceError: not TOML, an unknown key (sqlx refuses those too), or a value of the wrong type.
    """
    raise NotImplementedError
