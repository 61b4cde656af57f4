"""Rules about what the statements of a migration do, and about the way back."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.facts import Rule
from pipeline_browser.model.migrations.lint.rules.writing import after_authors, folder, one
from pipeline_browser.model.migrations.plan import Severity

_UP, _DOWN = "20250101000000_add_authors.up.sql", "20250101000000_add_authors.down.sql"
_WITH_INDEX = (
    _UP,
    """
    CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
    """,
)

EFFECT_RULES = (
    Rule(
        "fails",
        "Fails",
        Severity.DANGER,
        "A statement fails on the schema that the files before it make of an empty database.",
        "A new installation stops there. Only the first file that fails is told of, since those after it"
        " would never run. The replay has no rows but those that migrations insert. A down file is tried"
        " after its up file.",
        after_authors("""
            -- Rollback: DROP INDEX authors_by_year
            CREATE INDEX IF NOT EXISTS authors_by_year ON authors (born);
        """),
        after_authors("""
            -- Rollback: DROP INDEX authors_by_name
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
        """),
        "Test migrations.",
    ),
    Rule(
        "fails-with-rows",
        "Fails once the table has a row",
        Severity.DANGER,
        "ALTER TABLE … ADD COLUMN works on an empty table, and fails on one with rows.",
        "NOT NULL without a default, a default that is no constant, a REFERENCES column with a default, a"
        " stored generated column, a CHECK that the default breaks: SQLite looks at the rows. So the lint"
        " puts a row into a copy of the table and tries the statement there.",
        after_authors("""
            -- Rollback: ALTER TABLE authors DROP COLUMN country
            ALTER TABLE authors ADD COLUMN country TEXT NOT NULL;
        """),
        after_authors("""
            -- Rollback: ALTER TABLE authors DROP COLUMN country
            ALTER TABLE authors ADD COLUMN country TEXT NOT NULL DEFAULT '';
        """),
        "Test migrations with production-like data.",
    ),
    Rule(
        "if-not-exists-hides",
        "IF NOT EXISTS hides that the table is another one",
        Severity.DANGER,
        "CREATE … IF NOT EXISTS does nothing, because something of that name is there, and it is not the"
        " same.",
        "The worst of idempotent migrations: the file succeeds, and what it promises is missing. The sentence"
        " says what. With a database at hand, this is also looked for in the database as it is.",
        after_authors("""
            -- Rollback: ALTER TABLE authors DROP COLUMN born
            CREATE TABLE IF NOT EXISTS authors (
                id   INTEGER PRIMARY KEY,
                name TEXT NOT NULL,
                born INTEGER
            );
        """),
        after_authors("""
            -- Rollback: ALTER TABLE authors DROP COLUMN born
            ALTER TABLE authors ADD COLUMN born INTEGER;
        """),
        "Use idempotent migrations, and know what they hide.",
    ),
    Rule(
        "does-nothing",
        "A statement that does nothing",
        Severity.NOTE,
        "The statement changes neither schema nor rows, whatever the database holds.",
        "A SELECT, whose rows nobody sees, or CREATE … IF NOT EXISTS of what an earlier file has made"
        " already, just so. A SELECT that calls a function which SQLite does not bring is left alone.",
        after_authors("""
            -- Rollback: nothing to undo
            SELECT count(*) FROM authors;
        """),
        after_authors("""
            -- Rollback: DROP INDEX authors_by_name
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
        """),
        "Test migrations.",
    ),
    Rule(
        "not-in-sqlx",
        "A function that the SQLite of sqlx lacks",
        Severity.WARNING,
        "The file uses a function that SQLite 3.46, as sqlx 0.8 brings it, does not have.",
        "Pipeline Browser brings a newer SQLite with more functions (the mathematical ones such as floor and"
        " pow, unistr, if), so the file works here and fails in the program. A program that links another"
        " SQLite may have them: allow the rule for the folder then.",
        one("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id    INTEGER PRIMARY KEY,
                price REAL NOT NULL CHECK (price = floor(price))
            );
        """),
        one("""
            -- Rollback: DROP TABLE books
            CREATE TABLE IF NOT EXISTS books (
                id    INTEGER PRIMARY KEY,
                price REAL NOT NULL CHECK (price = CAST(price AS INTEGER))
            );
        """),
        "Don't use database-specific features unnecessarily.",
    ),
    Rule(
        "unknown-to-sqlite",
        "Something that SQLite itself does not have",
        Severity.NOTE,
        "The file needs a function, module, collation or tokenizer that SQLite itself does not have.",
        "The program that migrates must bring it. Neither this program nor sqlx-cli can apply the file"
        " without it, and the lint cannot say what later statements make of it.",
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (
                id   INTEGER PRIMARY KEY,
                name TEXT NOT NULL COLLATE phonebook
            );
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (
                id   INTEGER PRIMARY KEY,
                name TEXT NOT NULL COLLATE NOCASE
            );
            CREATE INDEX IF NOT EXISTS authors_by_name ON authors (name);
        """),
        "Don't use database-specific features unnecessarily.",
    ),
    Rule(
        "takes-long",
        "Takes so long that the lint gives up",
        Severity.NOTE,
        "A statement takes so long, without any rows but those that it makes itself, that it was given up.",
        "The lint lets a statement take about forty million steps of SQLite's machine, half a second. What"
        " stands after it in the file was not tried. Whoever starts the program waits that long at least,"
        " without a word: `migrate rehearse` says how long.",
        one("""
            -- Rollback: DROP TABLE numbers
            CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY);
            WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000000)
                INSERT OR IGNORE INTO numbers SELECT max(n) FROM c;
        """),
        one("""
            -- Rollback: DROP TABLE numbers
            CREATE TABLE IF NOT EXISTS numbers (n INTEGER PRIMARY KEY);
            WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100)
                INSERT OR IGNORE INTO numbers SELECT max(n) FROM c;
        """),
        "Test migrations with production-like data.",
    ),
    Rule(
        "parameter",
        "A parameter that nobody fills",
        Severity.WARNING,
        "The statement has a parameter (? or :name), for which a migration has no value: it is NULL.",
        "sqlx binds nothing to the statements of a migration. Often a statement was copied out of the"
        " program.",
        after_authors("""
            -- Rollback: restore the backup
            UPDATE authors SET name = ? WHERE name = '';
        """),
        after_authors("""
            -- Rollback: restore the backup
            UPDATE authors SET name = 'Unknown' WHERE name = '';
        """),
        "https://www.sqlite.org/lang_expr.html#varparam",
    ),
    Rule(
        "double-quoted-text",
        "A text in double quotes",
        Severity.WARNING,
        "SQLite takes the name in double quotes for a text, because no such column exists.",
        "A misspelt column becomes a text without a word, and a SQLite built without this leniency refuses"
        " the file. Texts stand in single quotes. Views and triggers are compiled when they are used, so they"
        " are not looked into.",
        after_authors("""
            -- Rollback: restore the backup
            UPDATE authors SET name = "Unknown" WHERE name = '';
        """),
        after_authors("""
            -- Rollback: restore the backup
            UPDATE authors SET name = 'Unknown' WHERE "name" = '';
        """),
        "https://www.sqlite.org/quirks.html#dblquote",
    ),
    Rule(
        "not-idempotent",
        "Fails, or adds rows again, when it runs twice",
        Severity.NOTE,
        "Running the file a second time fails or inserts rows again, and need not.",
        "The lint runs each file twice. Some files cannot be repeated in SQLite, which has no ALTER TABLE …"
        " ADD COLUMN IF NOT EXISTS; they are left alone. A file that repeats safely helps where a ledger was"
        " lost or a database was made by other means. Rows that exist only in real databases are not there in"
        " the replay.",
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE authors (id INTEGER PRIMARY KEY);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "Use idempotent migrations.",
    ),
    Rule(
        "no-way-back",
        "No down file and no word about the way back",
        Severity.NOTE,
        "The file has neither a down file nor a comment that says how to undo it.",
        "A comment that holds the word rollback, revert, undo or downgrade is enough, also one that says why"
        " there is no way back: whoever needs it will be in a hurry.",
        one("""
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        one("""
            -- Rollback: DROP TABLE authors
            CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY);
        """),
        "Include rollback comments.",
    ),
    Rule(
        "down-does-not-undo",
        "A down file that does not undo its up file",
        Severity.WARNING,
        "After the up file and the down file the schema is not what it was before.",
        "Both are replayed, and the schemas compared by what they mean; the order of columns does not count."
        " The rows that a down file should bring back are not looked at.",
        folder(_WITH_INDEX, (_DOWN, "DROP INDEX authors_by_name;\n")),
        folder(_WITH_INDEX, (_DOWN, "DROP TABLE authors;\n")),
        "Include rollback comments: a down file is the better one.",
    ),
    Rule(
        "down-without-up",
        "A down file without an up file",
        Severity.WARNING,
        "There is no up file of this version, so the down file has nothing to undo.",
        "The up file was renumbered or removed, or one of the two has a misspelt name.",
        folder((_DOWN, "DROP TABLE IF EXISTS authors;\n")),
        folder(_WITH_INDEX, (_DOWN, "DROP TABLE authors;\n")),
        "sqlx: up and down files share their version.",
    ),
)
