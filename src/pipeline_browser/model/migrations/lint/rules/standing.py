"""Rules about the schema that stands after all migrations: what a later file has mended is no finding."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.facts import Rule
from pipeline_browser.model.migrations.lint.rules.writing import after_authors, folder, one
from pipeline_browser.model.migrations.plan import Severity

_LATER = " A later migration that mends it ends the finding, since applied files must not change."

_NOTES = (
    "20250101000000_add_notes.sql",
    """
    -- Rollback: DROP TABLE notes
    CREATE TABLE IF NOT EXISTS notes (
        id   INTEGER PRIMARY KEY,
        text TEXT NOT NULL,
        done BOOLEAN NOT NULL
    );
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        INSERT OR IGNORE INTO notes (id, text, done) SELECT i, 'note ' || i, i % 2 FROM n;
    """,
)
_BY_DONE = (
    "20250301120000_find_notes.sql",
    """
    -- Rollback: DROP INDEX notes_by_done
    CREATE INDEX IF NOT EXISTS notes_by_done ON notes (done);
    """,
)
_BY_TEXT = (
    "20250301120000_find_notes.sql",
    """
    -- Rollback: DROP INDEX notes_to_do
    CREATE INDEX IF NOT EXISTS notes_to_do ON notes (text) WHERE done = 0;
    """,
)

STANDING_RULES = (
    Rule(
        "no-foreign-key",
        "A relation without a foreign key",
        Severity.WARNING,
        "A column is named like a reference to a table and is of its key's type, but has no foreign key.",
        "author_id beside a table authors (or author) with a primary key of one column and of the same type."
        " Without the foreign key, rows may refer to what does not exist. Where rows must outlive what they"
        " refer to, as in a log, allow the rule there." + _LATER,
        after_authors("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id        INTEGER PRIMARY KEY,
                author_id INTEGER NOT NULL
            );
        """),
        after_authors("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id        INTEGER PRIMARY KEY,
                author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE
            );
            CREATE INDEX IF NOT EXISTS books_by_author ON books (author_id);
        """),
        "Don't forget foreign key constraints.",
    ),
    Rule(
        "foreign-key-without-index",
        "A foreign key without an index",
        Severity.WARNING,
        "No index and no primary key begins with the columns of a foreign key.",
        "Deleting a row of the parent, or changing its key, then reads the whole table each time, and so does"
        " looking up what belongs to a parent. A partial index counts only where its condition is that the"
        " columns are not NULL." + _LATER,
        after_authors("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id        INTEGER PRIMARY KEY,
                author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE
            );
        """),
        after_authors("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id        INTEGER PRIMARY KEY,
                author_id INTEGER NOT NULL REFERENCES authors (id) ON DELETE CASCADE
            );
            CREATE INDEX IF NOT EXISTS books_by_author ON books (author_id);
        """),
        "When to add indexes: foreign key columns.",
    ),
    Rule(
        "foreign-key-unusable",
        "A foreign key that SQLite cannot enforce",
        Severity.DANGER,
        "The parent table of a foreign key does not exist, lacks the column, or the column is not unique.",
        "SQLite accepts such a table, and then refuses to write to it (or to its parent) with “foreign key"
        " mismatch” or “no such table”." + _LATER,
        after_authors("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id     INTEGER PRIMARY KEY,
                author TEXT NOT NULL REFERENCES authors (name)
            );
            CREATE INDEX IF NOT EXISTS books_by_author ON books (author);
        """),
        after_authors("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id     INTEGER PRIMARY KEY,
                author INTEGER NOT NULL REFERENCES authors (id)
            );
            CREATE INDEX IF NOT EXISTS books_by_author ON books (author);
        """),
        "Don't forget foreign key constraints.",
    ),
    Rule(
        "redundant-index",
        "An index that another one makes unnecessary",
        Severity.NOTE,
        "The index is the beginning of another index or of a primary key.",
        "Same columns in the same order, collation, direction and condition. SQLite can use the longer one,"
        " and each index costs time at every write. A unique index keeps doubles out: it is redundant only"
        " beside another one of the very same columns, such as that of a UNIQUE or PRIMARY KEY." + _LATER,
        after_authors("""
            -- Rollback: DROP INDEX authors_by_name; DROP INDEX authors_by_name_and_id
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
            CREATE INDEX IF NOT EXISTS authors_by_name_and_id ON authors (name, id);
        """),
        after_authors("""
            -- Rollback: DROP INDEX authors_by_name_and_id
            CREATE INDEX IF NOT EXISTS authors_by_name_and_id ON authors (name, id);
        """),
        "When not to index: indexes slow down INSERT and UPDATE.",
    ),
    Rule(
        "index-of-few-values",
        "An index of a column with few values",
        Severity.NOTE,
        "The index is on a column that has at most five values, none of them rare.",
        "Each value stands in a tenth of the rows or more, so that reading the table is about as fast, and"
        " each index costs time at every write. A partial index (WHERE archived = 0) or more columns behind"
        " the first may be what was meant. Needs a database in which the table has a thousand rows: of fewer"
        " the lint says nothing, since a small table may grow.",
        folder(_NOTES, _BY_DONE, applied=(_NOTES, _BY_DONE)),
        folder(_NOTES, _BY_TEXT, applied=(_NOTES, _BY_TEXT)),
        "When not to index: columns with few distinct values, small tables.",
    ),
    Rule(
        "autoincrement",
        "AUTOINCREMENT",
        Severity.NOTE,
        "AUTOINCREMENT is SQLite's alone, and INTEGER PRIMARY KEY numbers rows without it.",
        "It keeps numbers from being used again after the newest rows were deleted, at the price of a table"
        " of its own that every INSERT writes to. Where that is needed, allow the rule." + _LATER,
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY AUTOINCREMENT);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id TEXT PRIMARY KEY);
        """),
        "Don't use database-specific features unnecessarily.",
    ),
    Rule(
        "broken-view",
        "A view that cannot be read",
        Severity.WARNING,
        "With the schema after all migrations SQLite cannot read the view.",
        "CREATE VIEW accepts names that do not exist, and DROP TABLE asks no view." + _LATER,
        after_authors("""
            -- Rollback: DROP VIEW young_authors
            CREATE VIEW IF NOT EXISTS young_authors AS SELECT name FROM authors WHERE born > 2000;
        """),
        after_authors("""
            -- Rollback: DROP VIEW nameless_authors
            CREATE VIEW IF NOT EXISTS nameless_authors AS SELECT id FROM authors WHERE name = '';
        """),
        "Test migrations.",
    ),
    Rule(
        "broken-trigger",
        "A trigger that stops every write",
        Severity.DANGER,
        "With the schema after all migrations SQLite cannot run the trigger, so what fires it fails.",
        "CREATE TRIGGER accepts names that do not exist, and DROP TABLE asks no trigger." + _LATER,
        after_authors("""
            -- Rollback: DROP TRIGGER author_log
            CREATE TRIGGER IF NOT EXISTS author_log AFTER INSERT ON authors BEGIN
                INSERT INTO log (text) VALUES (NEW.name);
            END;
        """),
        after_authors("""
            -- Rollback: DROP TRIGGER author_log; DROP TABLE log
            CREATE TABLE IF NOT EXISTS log (text TEXT NOT NULL);
            CREATE TRIGGER IF NOT EXISTS author_log AFTER INSERT ON authors BEGIN
                INSERT INTO log (text) VALUES (NEW.name);
            END;
        """),
        "Test migrations.",
    ),
)
