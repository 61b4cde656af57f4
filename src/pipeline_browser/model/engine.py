"""The sqlite3 module in use: pysqlite3's newer SQLite where it is installed, else the standard library's.

Everything that talks to SQLite imports the module from here and nowhere else. Two copies of SQLite in one
process would drop each other's POSIX file locks, so mixing them could lose committed rows.
Use only what both modules offer (no ``blobopen``, ``serialize``, ``setlimit`` or ``autocommit``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:
        import sqlite3

__all__ = ["quote_identifier", "quote_literal", "sqlite3", "sqlite_version"]


def quote_identifier(name: str) -> str:
    """Return ``name`` as an SQL identifier; double quotes inside are doubled."""
    return '"' + name.replace('"', '""') + '"'


def quote_literal(text: str) -> str:
    """Return ``text`` as an SQL string literal, for the few places where SQLite takes no bound value."""
    return "'" + text.replace("'", "''") + "'"


def sqlite_version() -> str:
    """Return the version of the SQLite library in use."""
    return sqlite3.sqlite_version
