"""Schemas, and changes of schemas, as nobody would think of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_ODD = (
    "order", "a b", "<b>bold</b>", "naïve", "x" * 60, 'with "quotes"', "tab\there", "\u202eright",
    "line\nbreak", "&amp", "[*]", "日本語", " ", "1", "Customer", "customer",
)  # fmt: skip
_TYPES = ("TEXT", "INTEGER NOT NULL", "BLOB", "")


def random_schema(random: Random, size: int | None = None) -> str:
    """Return statements that make so many tables, else a few or none, with keys and views."""
    names = random.sample(_names(), random.choice([0, 1, 2, 5, 12, 40]) if size is None else size)
    unique = {name.casefold(): name for name in names}
    names = list(unique.values())
    statements = [_table(random, name, names) for name in names]
    for at in range(random.choice([0, 0, 2]) if names else 0):
        statements += [f"CREATE VIEW view_{at} AS SELECT * FROM {_quoted(random.choice(names))}"]
    return ";\n".join(statements)


def random_change(random: Random, names: list[str]) -> str:
    """Return a statement that changes a schema in which there are tables of these names."""
    own = [name for name in names if not name.startswith(("sqlite_", "_sqlx"))]
    new = f"new_{random.randrange(10_000)}"
    changes = [_table(random, new, own)]
    if own:
        name = _quoted(random.choice(own))
        changes += [
            f"DROP TABLE IF EXISTS {name}",
            f"ALTER TABLE {name} RENAME TO {new}",
            f"ALTER TABLE {name} ADD COLUMN {new} REFERENCES {_quoted(random.choice(own))}",
            f"INSERT OR IGNORE INTO {name} DEFAULT VALUES",
        ]
    return random.choice(changes)


def _names() -> list[str]:
    return [*_ODD, *(f"t{number}" for number in range(150))]


def _table(random: Random, name: str, names: list[str]) -> str:
    columns = ["id INTEGER PRIMARY KEY"]
    columns += [f"c{at} {random.choice(_TYPES)}" for at in range(random.choice([0, 2, 9]))]
    for at in range(random.choice([0, 1, 1, 2, 4])):
        parent = random.choice([*names, name, "gone"])
        columns.append(f"r{at} INTEGER REFERENCES {_quoted(parent)}(id)")
    return f"CREATE TABLE {_quoted(name)}({', '.join(columns)})"


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
