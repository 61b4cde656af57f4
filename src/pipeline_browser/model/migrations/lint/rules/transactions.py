"""Rules about the transaction that a migration file runs in."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.facts import Rule
from pipeline_browser.model.migrations.lint.rules.writing import after_authors, one
from pipeline_browser.model.migrations.plan import Severity

TRANSACTION_RULES = (
    Rule(
        "own-transaction",
        "Its own BEGIN and COMMIT",
        Severity.WARNING,
        "The file wraps itself in BEGIN and COMMIT, although each file runs in a transaction anyway.",
        "sqlx runs every file inside a transaction of its own, in which SQLite refuses a second BEGIN: the"
        " file fails there. Pipeline Browser runs it as the one transaction that it means to be.",
        one("""
            -- Rollback: DROP TABLE authors
            BEGIN;
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
            COMMIT;
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "Use transactions for multi-statement migrations: with sqlx every file is one already.",
    ),
    Rule(
        "leaves-transaction",
        "Commits in the middle",
        Severity.DANGER,
        "The file commits the transaction that it runs in and opens another one.",
        "What stands before the COMMIT stays when something after it fails, and nothing records that it is"
        " there. The next run begins the file again from its first statement.",
        one("""
            -- Rollback: DROP TABLE books; DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
            COMMIT;
            BEGIN;
            CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY);
        """),
        one("""
            -- Rollback: DROP TABLE books; DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
            CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY);
        """),
        "Use transactions for multi-statement migrations.",
    ),
    Rule(
        "broken-transaction",
        "A transaction that is not closed, or not opened",
        Severity.DANGER,
        "The file opens or ends a transaction without closing or opening it again.",
        "With a bare COMMIT, sqlx 0.8 leaves a half-applied state that its next run takes for done. Pipeline"
        " Browser refuses to run such a file.",
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
            COMMIT;
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "Use transactions for multi-statement migrations.",
    ),
    Rule(
        "no-transaction",
        "Runs without a transaction",
        Severity.DANGER,
        "The first line, `-- no-transaction`, asks for the file to run without a transaction.",
        "If a statement fails, those before it stay. sqlx 0.8 ignores the line and runs the file in a"
        " transaction all the same, in which foreign keys cannot be switched off; sqlx 0.9 and Pipeline"
        " Browser heed it. A file of a single statement, such as VACUUM, cannot stay half done, so that is a"
        " warning; allow the rule there.",
        one("""
            -- no-transaction
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY, name TEXT);
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY, name TEXT);
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
        """),
        "Use transactions for multi-statement migrations.",
    ),
    Rule(
        "foreign-keys-in-transaction",
        "PRAGMA foreign_keys inside a transaction",
        Severity.DANGER,
        "PRAGMA foreign_keys does nothing inside a transaction, and every migration runs in one.",
        "Foreign keys stay on, so a table rebuild that counts on their being off (create, copy, drop, rename)"
        " deletes the rows of the tables that refer to the dropped one, and succeeds.",
        one("""
            -- Rollback: DROP TABLE authors
            PRAGMA foreign_keys = OFF;
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "https://www.sqlite.org/pragma.html#pragma_foreign_keys",
    ),
    Rule(
        "pragma-in-transaction",
        "A pragma that does not work inside a transaction",
        Severity.WARNING,
        "The file sets something that SQLite does not set inside a transaction.",
        "journal_mode, synchronous, page_size, auto_vacuum and wal_checkpoint are ignored or refused there."
        " Set them where the program opens its connections.",
        one("""
            -- Rollback: DROP TABLE authors
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            PRAGMA user_version = 1;
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "https://www.sqlite.org/pragma.html",
    ),
    Rule(
        "vacuum-in-transaction",
        "VACUUM inside a transaction",
        Severity.DANGER,
        "VACUUM cannot run inside a transaction, so the migration fails there and is rolled back.",
        "Run it by hand or by the program, outside of the migrations.",
        after_authors("""
            -- Rollback: nothing to undo
            VACUUM;
        """),
        after_authors("""
            -- Rollback: nothing to undo
            PRAGMA optimize;
        """),
        "https://www.sqlite.org/lang_vacuum.html",
    ),
    Rule(
        "attach",
        "Another database",
        Severity.DANGER,
        "The file attaches or detaches another database, which the backup and the rollback do not cover.",
        "Where both databases have a write-ahead log, a commit that spans them may keep one half of it. The"
        " lint never attaches anything, so it says nothing about statements that need the other database.",
        one("""
            -- Rollback: DROP TABLE authors
            ATTACH 'archive.db' AS archive;
            CREATE TABLE IF NOT EXISTS authors AS SELECT * FROM archive.authors;
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "https://www.sqlite.org/lang_attach.html",
    ),
    Rule(
        "detach-in-transaction",
        "DETACH inside a transaction",
        Severity.DANGER,
        "DETACH fails inside a transaction that has read or written the other database.",
        "The migration is rolled back then. Detach outside of migrations, as attach.",
        one("""
            -- Rollback: nothing to undo
            DETACH archive;
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "https://www.sqlite.org/lang_detach.html",
    ),
)
