"""Rules about rows and values that a migration takes away."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.facts import Rule
from pipeline_browser.model.migrations.lint.rules.writing import after_authors, folder
from pipeline_browser.model.migrations.plan import Severity

_COUNTED = (
    " Where a database is at hand, the rows are counted: it is a danger with rows, and a note without any."
)
_BOOKS = (
    "20250101000000_add_authors_and_books.sql",
    """
    -- Rollback: DROP TABLE books; DROP TABLE authors
    CREATE TABLE IF NOT EXISTS authors (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL
    );
    CREATE TABLE IF NOT EXISTS books (
        id        INTEGER PRIMARY KEY,
        author_id INTEGER NOT NULL REFERENCES authors (id){action}
    );
    CREATE INDEX IF NOT EXISTS books_by_author ON books (author_id);
    """,
)
_CASCADING = (_BOOKS[0], _BOOKS[1].format(action=" ON DELETE CASCADE"))
_REFUSING = (_BOOKS[0], _BOOKS[1].format(action=""))
_NAME = "20250301120000_add_years.sql"
_REBUILD = (
    _NAME,
    """
    -- Rollback: ALTER TABLE authors DROP COLUMN born
    CREATE TABLE authors_new (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        born INTEGER
    );
    INSERT INTO authors_new (id, name) SELECT id, name FROM authors;
    DROP TABLE authors;
    ALTER TABLE authors_new RENAME TO authors;
    """,
)
_ADDING = (
    _NAME,
    """
    -- Rollback: ALTER TABLE authors DROP COLUMN born
    ALTER TABLE authors ADD COLUMN born INTEGER;
    """,
)
_WITH_INDEX = (
    _BOOKS[0],
    """
    -- Rollback: DROP TABLE authors
    CREATE TABLE IF NOT EXISTS authors (
        id   INTEGER PRIMARY KEY,
        name TEXT NOT NULL
    );
    CREATE UNIQUE INDEX IF NOT EXISTS authors_by_name ON authors (name);
    """,
)
_AGAIN = "    CREATE UNIQUE INDEX authors_by_name ON authors (name);\n"

LOSS_RULES = (
    Rule(
        "drops-table",
        "Drops a table",
        Severity.WARNING,
        "A table of an earlier migration is gone after the file, and its rows with it.",
        "A rebuild that ends with the table under its old name drops nothing, nor does ALTER TABLE … RENAME"
        " TO. Give programs that still use the table time to be replaced: rename it first, and drop it"
        " later." + _COUNTED,
        after_authors("""
            -- Rollback: restore the backup
            DROP TABLE IF EXISTS authors;
        """),
        after_authors("""
            -- Rollback: ALTER TABLE authors_unused RENAME TO authors
            ALTER TABLE authors RENAME TO authors_unused;
        """),
        "Test migrations with production-like data.",
    ),
    Rule(
        "drops-column",
        "Drops a column",
        Severity.WARNING,
        "A column of an earlier migration is gone after the file, and its values with it.",
        "This sees ALTER TABLE … DROP COLUMN and a rebuild that leaves a column out; a renamed column is"
        " still there." + _COUNTED,
        after_authors("""
            -- Rollback: restore the backup
            ALTER TABLE authors DROP COLUMN name;
        """),
        after_authors("""
            -- Rollback: ALTER TABLE authors RENAME COLUMN name_unused TO name
            ALTER TABLE authors RENAME COLUMN name TO name_unused;
        """),
        "Test migrations with production-like data.",
    ),
    Rule(
        "cascade",
        "Dropping a parent table empties its children",
        Severity.DANGER,
        "Dropping a table deletes or blanks the rows of the tables that refer to it.",
        "SQLite deletes the rows of a table before it drops it. With foreign keys on (sqlx switches them on,"
        " and inside a transaction they cannot be switched off) that deletion cascades, also where the table"
        " is only rebuilt. Change the table in place, or rebuild the children first, so that nothing refers"
        " to the old table when it goes. Pipeline Browser stops such a run unless it is allowed; sqlx does"
        " not.",
        folder(_CASCADING, _REBUILD),
        folder(_CASCADING, _ADDING),
        "https://www.sqlite.org/foreignkeys.html#fk_schemacommands",
    ),
    Rule(
        "drop-refused",
        "Dropping a parent table fails once its children have rows",
        Severity.WARNING,
        "Dropping a table fails as soon as rows of another table refer to it.",
        "It works on an empty database and in tests. Nothing is lost where it fails, but the migration cannot"
        " be applied. Change the table in place, or rebuild the children first.",
        folder(_REFUSING, _REBUILD),
        folder(_REFUSING, _ADDING),
        "Test migrations with production-like data.",
    ),
    Rule(
        "rebuild-forgets",
        "A rebuild that forgets an index or a trigger",
        Severity.WARNING,
        "A table or view is made anew, and an index or a trigger of it is not.",
        "They go with the table that is dropped, also when another one takes its name. A unique index that is"
        " forgotten lets rows in twice. An index that does the same under another name is enough, here or"
        " in a later file, as is one whose columns are gone; DROP INDEX and DROP TRIGGER before it say that"
        " it is meant so.",
        folder(_WITH_INDEX, _REBUILD),
        folder(_WITH_INDEX, (_NAME, _REBUILD[1].rstrip(" ") + _AGAIN)),
        "https://www.sqlite.org/lang_altertable.html#otheralter",
    ),
    Rule(
        "deletes-all-rows",
        "DELETE without WHERE",
        Severity.NOTE,
        "DELETE without a WHERE deletes every row of the table.",
        "It may be meant so. Tables that the file itself has made are left alone." + _COUNTED,
        after_authors("""
            -- Rollback: restore the backup
            DELETE FROM authors;
        """),
        after_authors("""
            -- Rollback: restore the backup
            DELETE FROM authors WHERE name = '';
        """),
        "Test migrations with production-like data.",
    ),
    Rule(
        "updates-all-rows",
        "UPDATE without WHERE",
        Severity.NOTE,
        "UPDATE without a WHERE overwrites the column in every row of the table.",
        "Columns that the file itself has added are left alone: filling them is what a migration is for. A"
        " condition that leaves out rows which are right already is faster, and can run twice.",
        after_authors("""
            -- Rollback: restore the backup
            UPDATE authors SET name = trim(name);
        """),
        after_authors("""
            -- Rollback: restore the backup
            UPDATE authors SET name = trim(name) WHERE name <> trim(name);
        """),
        "Test migrations with production-like data.",
    ),
    Rule(
        "replace-cascades",
        "REPLACE into a parent table",
        Severity.WARNING,
        "REPLACE deletes the row that it replaces, and the rows of other tables that refer to it with it.",
        "INSERT OR REPLACE, REPLACE and UPDATE OR REPLACE into a table that others refer to with ON DELETE"
        " CASCADE, SET NULL or SET DEFAULT. An upsert changes the row where it is.",
        folder(
            _CASCADING,
            (
                "20250301120000_add_unknown.sql",
                """
                -- Rollback: DELETE FROM authors WHERE id = 0
                INSERT OR REPLACE INTO authors (id, name) VALUES (0, 'Unknown');
                """,
            ),
        ),
        folder(
            _CASCADING,
            (
                "20250301120000_add_unknown.sql",
                """
                -- Rollback: DELETE FROM authors WHERE id = 0
                INSERT INTO authors (id, name) VALUES (0, 'Unknown')
                    ON CONFLICT (id) DO UPDATE SET name = excluded.name;
                """,
            ),
        ),
        "https://www.sqlite.org/lang_conflict.html",
    ),
)
