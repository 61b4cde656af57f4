"""Generated stories: folders of migrations that change while commands run on a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from pipeline_browser.model.engine import sqlite3

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Write:
    """Somebody writes (or overwrites) a file of the folder."""

    name: str
    content: bytes

    def apply(self, folder: Path) -> None:
        (folder / self.name).write_bytes(self.content)


@dataclass(frozen=True, slots=True)
class Edit:
    """Somebody adds to the n-th file of the folder, by name."""

    number: int
    addition: bytes

    def apply(self, folder: Path) -> None:
        files = sorted(folder.iterdir())
        if files:
            with files[self.number % len(files)].open("ab") as file:
                file.write(self.addition)


@dataclass(frozen=True, slots=True)
class Delete:
    """Somebody deletes the n-th file of the folder, by name."""

    number: int

    def apply(self, folder: Path) -> None:
        files = sorted(folder.iterdir())
        if files:
            files[self.number % len(files)].unlink()


@dataclass(frozen=True, slots=True)
class Command:
    """A command line without database and source; ``swapped``: the tools change places for it."""

    words: tuple[str, ...]
    swapped: bool


Event = Write | Edit | Delete | Command

_USUAL_VERSIONS = ("1", "2", "3", "4")
_VERSIONS = ("1", "2", "3", "0004", "+5", "-6", "7", "10", "0", "20250101000000", "9223372036854775807")
_DESCRIPTIONS = ("a", "add_tags", "", "a__b", "ü", "x.sql", "up", "DROP", "it's")
_ODD_NAMES = ("README.md", "V1__x.sql", "_x.sql", "8_x.txt", "9.sql", "11_x.SQL", "1 _x.sql")

_TABLES = ("t", "u", "v", '"odd name"')
# Without transaction control: what ours does with that is ours on purpose.
STATEMENTS = (
    "CREATE TABLE {t}(id INTEGER PRIMARY KEY, x TEXT)",
    "CREATE TABLE IF NOT EXISTS {t}(id INTEGER PRIMARY KEY, x TEXT, y)",
    "CREATE TABLE {t}(id INTEGER PRIMARY KEY, r REFERENCES {u}(id))",
    "CREATE TABLE {t}(id INTEGER PRIMARY KEY, r REFERENCES {u}(id) DEFERRABLE INITIALLY DEFERRED)",
    "CREATE TABLE {t}(id INTEGER PRIMARY KEY, r REFERENCES {u}(id) ON DELETE CASCADE)",
    "ALTER TABLE {t} ADD COLUMN z DEFAULT 'a;b'",
    "ALTER TABLE {t} RENAME TO {u}",
    "DROP TABLE {t}",
    "DROP TABLE IF EXISTS {t}",
    "CREATE INDEX i ON {t}(id DESC)",
    "CREATE TRIGGER g AFTER INSERT ON {t} BEGIN UPDATE {t} SET id = id; SELECT 1; END",
    "CREATE VIEW w AS SELECT * FROM {t}",
    "INSERT INTO {t}(id) VALUES (1), (2)",
    "INSERT INTO {t} DEFAULT VALUES",
    "INSERT INTO {t}(id, x) VALUES (7, ?)",
    'INSERT INTO {t}(x) VALUES ("double quoted")',
    "INSERT INTO {t}(id, r) VALUES (3, 99)",
    "UPDATE {t} SET x = 'é' || char(10)",
    "DELETE FROM {t}",
    "SELECT * FROM {t}",
    "PRAGMA user_version = 7",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA recursive_triggers = ON",
    (
        "WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < 50)"
        " INSERT INTO {t}(x) SELECT n FROM c"
    ),
    "CREAT TABLE z(x)",
    "SELECT 'unclosed",
    *(["SELECT jsonb('[1]'), unixepoch('subsec')"] if sqlite3.sqlite_version_info >= (3, 45) else []),
    "REINDEX",
    "ANALYZE",
    "-- only a comment",
    "/* unclosed",
    "",
    "  \n\t",
    "EXPLAIN SELECT 1",
    "CREATE VIRTUAL TABLE f USING fts5(x)",
    "DELETE FROM _sqlx_migrations WHERE version = 1",
    "DELETE FROM _sqlx_migrations",
    "UPDATE _sqlx_migrations SET checksum = x'00'",
    "UPDATE _sqlx_migrations SET execution_time = 5, installed_on = '2020-01-01 00:00:00'",
    "INSERT INTO _sqlx_migrations VALUES (77, 'x', '2020-01-01 00:00:00', TRUE, x'00', 1)",
    "DROP TABLE _sqlx_migrations",
    "SAVEPOINT s",
    "RELEASE s",
    "ROLLBACK TO s",
    "ATTACH ':memory:' AS other",
    "DETACH other",
    "CREATE TEMP TABLE {t}(x)",
    "CREATE TABLE {t} AS SELECT 1 AS id, 'b' AS x",
    "CREATE TABLE {t}(id INTEGER PRIMARY KEY, x ANY, g AS (id + 1)) STRICT, WITHOUT ROWID",
    "CREATE UNIQUE INDEX i ON {t}(x) WHERE x IS NOT NULL",
    "INSERT INTO {t}(id) VALUES (5) RETURNING id",
    "INSERT OR ROLLBACK INTO {t}(id) VALUES (1), (1)",
    "INSERT OR IGNORE INTO {t}(id) VALUES (1), (1)",
    "INSERT INTO {t}(id) VALUES (1) ON CONFLICT DO NOTHING",
    "CREATE TRIGGER r BEFORE INSERT ON {t} BEGIN SELECT RAISE(ROLLBACK, 'no; never'); END",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = OFF",
    "PRAGMA foreign_key_check",
    "PRAGMA integrity_check",
    "PRAGMA writable_schema = ON",
    "PRAGMA defer_foreign_keys = ON",
    "PRAGMA nonsense = 1",
    "SELECT abs(-9223372036854775808)",
    "SELECT * FROM {t}, {t}",
    "SELECT :name, @other, $third, ?5",
    "SELECT zeroblob(10), x'00', char(0)",
    "VALUES (1), (2)",
    "VACUUM",
)


versions = st.one_of(*4 * [st.sampled_from(_USUAL_VERSIONS)], st.sampled_from(_VERSIONS))


@st.composite
def statements(draw: st.DrawFn) -> str:
    """One statement about a few tables, so that migrations meet each other's."""
    return draw(st.sampled_from(STATEMENTS)).format(
        t=draw(st.sampled_from(_TABLES)), u=draw(st.sampled_from(_TABLES))
    )


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """The text of a migration file, with the line endings and marks that editors leave."""
    joint = draw(st.sampled_from((";\n", ";", ";\r\n", "; -- c\n")))
    text = joint.join(draw(st.lists(statements(), max_size=4)))
    text += draw(st.sampled_from((";\n", "", ";", ";;", "; -- the end", "\n/* c */")))
    mark = draw(st.sampled_from((b"", b"", b"", b"", b"\xef\xbb\xbf")))
    end = b"\xff" if draw(st.integers(0, 19)) == 0 else b""
    return mark + text.encode() + end


@st.composite
def simple_texts(draw: st.DrawFn) -> bytes:
    """A text that mostly succeeds, so that stories get somewhere."""
    name = draw(st.sampled_from("abcdefgh"))
    return f"CREATE TABLE IF NOT EXISTS {name}(x);\n".encode()


@st.composite
def file_names(draw: st.DrawFn) -> str:
    """A file's name: mostly a migration, sometimes none or a broken one."""
    if draw(st.integers(0, 24)) == 0:
        return draw(st.sampled_from(_ODD_NAMES))
    version = draw(versions)
    suffix = draw(st.sampled_from((".sql", ".sql", ".up.sql", ".down.sql", ".down.sql")))
    return f"{version}_{draw(st.sampled_from(_DESCRIPTIONS))}{suffix}"


@st.composite
def commands(draw: st.DrawFn) -> Command:
    """A command line of sqlx's own words."""
    verb = draw(st.sampled_from(("run", "run", "run", "revert", "revert", "info")))
    words = [verb]
    if verb != "info":
        words += ["--dry-run"] if draw(st.integers(0, 4)) == 0 else []
        words += ["--ignore-missing"] if draw(st.booleans()) else []
        if draw(st.integers(0, 2)) == 0:
            words.append(f"--target-version={draw(st.one_of(versions, st.just('0')))}")
    return Command(tuple(words), draw(st.booleans()))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Write, Write]:
    """An up file and the down file that takes it back."""
    stem = f"{draw(versions)}_pair"
    table = draw(st.sampled_from("klmn"))
    up = Write(f"{stem}.up.sql", f"CREATE TABLE IF NOT EXISTS {table}(x);\n".encode())
    return up, Write(f"{stem}.down.sql", f"DROP TABLE IF EXISTS {table}".encode())


writes = st.builds(Write, file_names(), st.one_of(texts(), simple_texts(), simple_texts()))
edits = st.builds(Edit, st.integers(0, 5), st.sampled_from((b"\n", b" ", b"-- later", b";", b"\r", b"\xff")))
deletions = st.builds(Delete, st.integers(0, 5))
happenings = st.one_of(
    *3 * [commands().map(lambda command: (command,))],
    writes.map(lambda write: (write,)),
    pairs(),
    st.one_of(edits, deletions).map(lambda change: (change,)),
)
beginnings = st.lists(st.one_of(writes.map(lambda write: (write,)), pairs()), min_size=1, max_size=4)
stories = st.tuples(beginnings, st.lists(happenings, min_size=2, max_size=8)).map(
    lambda parts: tuple(event for group in (*parts[0], *parts[1]) for event in group)
)
