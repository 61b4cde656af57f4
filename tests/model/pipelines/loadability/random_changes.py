"""Random damage to a database of pipelines, as SQL."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from pipeline_browser.model.engine import sqlite3

if TYPE_CHECKING:
    from collections.abc import Callable

_COLUMNS = {
    "pipelines": ("id", "name", "archived", "created_at", "updated_at"),
    "pipeline_configuration": ("pipeline_id", "key", "value", "archived", "created_at", "updated_at"),
    "pipeline_stages": (
        "id",
        "pipeline_id",
        "name",
        "stage_type",
        "enabled",
        "stage_order",
        "algorithm",
        "parallel_processing",
        "chunk_size",
        "archived",
        "created_at",
        "updated_at",
    ),
    "stage_parameters": ("stage_id", "key", "value", "archived", "created_at", "updated_at"),
}
_TABLES = tuple(_COLUMNS)
_ODD = (
    "NULL",
    "''",
    "' '",
    "0",
    "1",
    "-1",
    "2",
    "1.5",
    "2.0",
    "x''",
    "x'00'",
    "x'41'",
    "CAST(x'ff' AS TEXT)",
    "CAST(x'41eda080' AS TEXT)",
    "'1'",
    "'true'",
    "'false'",
    "'é'",
    "char(0)",
    "'a' || char(0)",
    "9223372036854775807",
    "-9223372036854775808",
    "2147483648",
    "1e300",
    "'1e3'",
    "' 1'",
)
TYPES = (
    "compression",
    "encryption",
    "transform",
    "checksum",
    "passthrough",
    "Custom",
    "COMPRESSION",
    "PassThrough",
    "CHEC\u212aSUM",
    " checksum",
    "pass_through",
)
_ALGORITHMS = (
    "brotli",
    "gzip",
    "zstd",
    "lz4",
    "aes256gcm",
    "aes128gcm",
    "chacha20poly1305",
    "base64",
    "pii_masking",
    "tee",
    "debug",
    "passthrough",
    "sha256",
    "blake3",
    "ZSTD",
    "aes-256-gcm",
    "rot13",
)
_KEYS = (
    "algorithm",
    "level",
    "key",
    "nonce",
    "salt",
    "variant",
    "patterns",
    "mask_char",
    "preserve_format",
    "output_path",
    "format",
    "enabled",
    "label",
    "key_size",
    "iterations",
    "kdf",
    "parallel_processing",
    "else",
)
VALUES = (
    *_ALGORITHMS,
    "AES-256-GCM",
    "Brotli",
    "aes-128-gcm",
    "chacha20-poly1305",
    "ChaCha20-Poly1305",
    "0",
    "9",
    "11",
    "22",
    "23",
    "255",
    "256",
    "4294967295",
    "4294967296",
    "2147483648",
    "-1",
    "+3",
    " 3",
    "abc",
    "true",
    "True",
    "false",
    "yes",
    "standard",
    "URLSAFE",
    "url_safe",
    "url-safe",
    "all",
    "ALL",
    "email",
    "email, ssn",
    "email,,phone",
    "CreditCard",
    "email\u2003,ssn",
    "\x1cemail",
    "hex",
    "Text",
    "octal",
    "*",
    "##",
    "copy.bin",
    "a b.bin",
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWZ=",
    "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\n",
    "MDEyMzQ1Njc4OWFiY2RlZg==",
    "QQ==",
    "QR==",
    "-_8=",
    "AAAA",
)
NAMES = (
    "a",
    "list",
    "My Pipeline",
    "-x",
    "--help",
    "a..b",
    "a~b",
    "a$b",
    "a`b",
    "a;b",
    "a&b",
    "a|b",
    "a<b",
    "a>b",
    "a\nb",
    "a\rb",
    "a\tb",
    "Plain-Backup",
    "plain-backup",
    "x" * 1000,
    "x" * 1001,
    "é" * 501,
    "'quoted'",
    "[b]",
)
SIZES = ("0", "1023", "1024", "65536", "104857600", "104857601", "-1024", "'64K'", "'1024'", "NULL")
_TIMES = (
    "2025-10-07T23:26:54.123456789+00:00",
    "2025-10-07T23:26:54Z",
    "2025-10-07 23:26:54.5-23:59",
    "2024-02-29t00:00:60z",
    "0000-02-29T00:00:00+00:00",
    "9999-12-31T23:59:59\u221223:59",
)
_IDS = ("01K70000000000000000000000", "01k70000000000000000000001", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
_MUTATIONS = "0123456789-:+.TtZz ,ilouILOU\u2212"


class Changes:
    """Makes damage from one seed, so that it can be made again."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - damage, not secrets

    def shape(self, shapes: tuple[str, ...]) -> str:
        """Choose the shape of a database; most are as migrated."""
        return shapes[0] if self._random.random() < 0.5 else self._random.choice(shapes)

    def some(self) -> list[str]:
        """Return one to three changes."""
        return [self._one() for _ in range(self._random.choice((1, 1, 1, 2, 3)))]

    def _one(self) -> str:
        kinds: tuple[tuple[Callable[[], str], int], ...] = (
            (self._odd_cell, 22),
            (self._fitting_cell, 34),
            (self._parameter, 24),
            (self._row, 10),
            (self._structure, 8),
            (self._ledger, 4),
        )
        chosen = self._random.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
        return chosen[0]()

    def _table(self) -> str:
        return self._random.choices(_TABLES, (3, 1, 6, 3))[0]

    def _where(self, table: str) -> str:
        number = self._random.randrange(24)
        return f"rowid = (SELECT rowid FROM {table} LIMIT 1 OFFSET {number} % (SELECT count(*) FROM {table}))"

    def _set(self, table: str, column: str, value: str) -> str:
        return f"UPDATE {table} SET {column} = {value} WHERE {self._where(table)}"

    def _odd_cell(self) -> str:
        table = self._table()
        return self._set(table, self._random.choice(_COLUMNS[table]), self._random.choice(_ODD))

    def _fitting_cell(self) -> str:
        table = self._random.choices(_TABLES, (4, 0, 8, 2))[0]
        column = self._random.choice(_COLUMNS[table])
        return self._set(table, column, self._fitting(table, column))

    def _fitting(self, table: str, column: str) -> str:
        choose = self._random.choice
        if column == "name":
            return _quoted(choose(NAMES))
        if column in ("created_at", "updated_at"):
            return _quoted(self._mutated(choose(_TIMES)))
        if column == "chunk_size":
            return choose(SIZES)
        if column in ("id", "pipeline_id", "stage_id"):
            return self._id(table, column)
        pools = {"stage_type": TYPES, "algorithm": _ALGORITHMS, "key": _KEYS, "value": VALUES}
        if column in pools:
            return _quoted(choose(pools[column]))
        return choose(("0", "1", "2", "-1", "'0'", "0.0", "0.5", "3", "100", "2147483647", "-2147483648"))

    def _id(self, table: str, column: str) -> str:
        if table == "pipelines" and self._random.random() < 0.5:
            changed = (
                "lower(id)",
                "'8' || substr(id, 2)",
                "'9' || substr(id, 2)",
                "substr(id, 2)",
                "id || '0'",
            )
            return self._random.choice(changed)
        if self._random.random() < 0.3:
            return f"(SELECT id FROM pipelines LIMIT 1 OFFSET {self._random.randrange(5)})"
        return _quoted(self._mutated(self._random.choice(_IDS)))

    def _mutated(self, text: str) -> str:
        for _ in range(self._random.choice((0, 1, 1, 2))):
            at = self._random.randrange(len(text) + 1)
            new = self._random.choice(_MUTATIONS)
            text = text[:at] + self._random.choice((new, "", new)) + text[at + self._random.choice((0, 1)) :]
        return text

    def _parameter(self) -> str:
        key, value = self._random.choice(_KEYS), _quoted(self._random.choice(VALUES))
        if self._random.random() < 0.3:
            return f"DELETE FROM stage_parameters WHERE {self._where('stage_parameters')}"
        if self._random.random() < 0.4:
            return self._set("stage_parameters", "value", value)
        where = self._where("pipeline_stages")
        return (
            "INSERT OR REPLACE INTO stage_parameters "
            "(stage_id, key, value, archived, created_at, updated_at) "
            f"SELECT id, '{key}', {value}, 0, created_at, updated_at FROM pipeline_stages WHERE {where}"
        )

    def _row(self) -> str:
        table = self._table()
        where = self._where(table)
        if self._random.random() < 0.6:
            return f"DELETE FROM {table} WHERE {where}"
        if self._random.random() < 0.5:
            owner = f"(SELECT pipeline_id FROM pipeline_stages WHERE {self._where('pipeline_stages')})"
            return f"DELETE FROM pipeline_stages WHERE pipeline_id = {owner}"
        names = ", ".join(_COLUMNS[table])
        copied = ", ".join(
            self._random.choice((name, "lower(id)", "id || 'x'")) if name == "id" else name
            for name in _COLUMNS[table]
        )
        return f"INSERT INTO {table} ({names}) SELECT {copied} FROM {table} WHERE {where}"

    def _structure(self) -> str:
        table = self._table()
        column = self._random.choice(_COLUMNS[table])
        return self._random.choice(
            (
                f"ALTER TABLE {table} DROP COLUMN {column}",
                f"ALTER TABLE {table} RENAME COLUMN {column} TO {column}_old",
                f"ALTER TABLE {table} RENAME COLUMN {column} TO {column.upper()}",
                f"ALTER TABLE {table} ADD COLUMN note TEXT",
                f"DROP TABLE {table}",
                f"DROP VIEW {table}",
                f"ALTER TABLE {table} RENAME TO {table}_old",
                "DROP TABLE processing_metrics",
                "DROP INDEX idx_pipelines_name",
                "DROP TABLE _sqlx_migrations",
                "DELETE FROM pipelines",
                "UPDATE pipelines SET archived = 1",
                "DELETE FROM stage_parameters",
                f"CREATE TABLE else_{table} AS SELECT * FROM {table}",
            )
        )

    def _ledger(self) -> str:
        return self._random.choice(
            (
                "DELETE FROM _sqlx_migrations",
                "UPDATE _sqlx_migrations SET success = 0",
                "UPDATE _sqlx_migrations SET success = 2",
                "UPDATE _sqlx_migrations SET checksum = x'00'",
                "UPDATE _sqlx_migrations SET checksum = CAST(checksum AS TEXT)",
                "UPDATE _sqlx_migrations SET version = version + 1",
                "UPDATE _sqlx_migrations SET version = version - 1",
                "UPDATE _sqlx_migrations SET version = 'x'",
                "UPDATE _sqlx_migrations SET description = x'ff', installed_on = 5, execution_time = 'x'",
                "INSERT INTO _sqlx_migrations SELECT 5, '', '', 1, checksum, 1 FROM _sqlx_migrations",
                "ALTER TABLE _sqlx_migrations RENAME COLUMN checksum TO sum",
                "ALTER TABLE _sqlx_migrations RENAME COLUMN success TO Success",
            )
        )


def _quoted(text: str) -> str:
    literal = "'" + text.replace("'", "''") + "'"
    return literal.replace("\n", "' || char(10) || '").replace("\r", "' || char(13) || '")


def apply(connection: sqlite3.Connection, changes: list[str]) -> list[str]:
    """Make the changes, each on its own; return those that the schema allowed."""
    connection.execute("PRAGMA foreign_keys = OFF")
    made = []
    for change in changes:
        try:
            connection.execute(change)
        except sqlite3.Error:
            continue
        made.append(change)
    return made
