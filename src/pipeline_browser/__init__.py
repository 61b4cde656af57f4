"""Pipeline Browser: schema browser, migration tool and metrics reader for sqlx-managed SQLite databases.

As a library, with the names of Adaptive Pipeline's own ``schema`` module:

>>> from pipeline_browser import initialize_database
>>> with initialize_database("sqlite::memory:") as database:
...     database.query("SELECT version, description FROM _sqlx_migrations")
[(20250101000000, 'initial schema')]
"""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__", "create_database_if_missing", "ensure_schema", "initialize_database"]

TYPE_CHECKING = False  # as typing has it, without the 5 ms of its import
if TYPE_CHECKING:
    from pipeline_browser.model.initialization import (
        create_database_if_missing,
        ensure_schema,
        initialize_database,
    )


def __getattr__(name: str) -> object:
    # The version and the command line's help must not wait for SQLite to load.
    if name in __all__:
        from pipeline_browser.model import initialization  # noqa: PLC0415

        return getattr(initialization, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
