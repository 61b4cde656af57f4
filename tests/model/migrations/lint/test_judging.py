"""What is found in folders as people write them, and what is not: strings, triggers and later cures."""

# ruff: noqa: ISC004, E501 - SQL in tables is easier to read in one piece

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.model.migrations.lint.conftest import Folder

A = "CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL);"
B = (
    "CREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY, author_id INTEGER REFERENCES authors (id)"
    " ON DELETE CASCADE, title TEXT); CREATE INDEX IF NOT EXISTS books_by_author ON books (author_id);"
)
REBUILD = (
    "CREATE TABLE authors_new (id INTEGER PRIMARY KEY, name TEXT, born INTEGER);"
    "INSERT INTO authors_new (id, name) SELECT id, name FROM authors; DROP TABLE authors;"
    "ALTER TABLE authors_new RENAME TO authors;"
)
FTS = """
CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5 (title, content = 'books', content_rowid = 'id');
CREATE TRIGGER IF NOT EXISTS books_added AFTER INSERT ON books BEGIN
    INSERT INTO found (rowid, title) VALUES (NEW.id, NEW.title);
END;
CREATE TRIGGER IF NOT EXISTS books_gone AFTER DELETE ON books BEGIN
    INSERT INTO found (found, rowid, title) VALUES ('delete', OLD.id, OLD.title);
END;
INSERT INTO found (found) VALUES ('rebuild');
"""
TRAPS = 'DROP TABLE authors; COMMIT; "born" ? :x PRAGMA foreign_keys = OFF; DELETE FROM authors'

CLEAN = {
    "a text that looks like SQL": (A, f"UPDATE authors SET name = '{TRAPS}' WHERE id = 1;"),
    "a comment that looks like SQL": (A, f"/* {TRAPS} */ UPDATE authors SET name = '' WHERE id = 1; -- {TRAPS}"),
    "a trigger with statements of its own": (
        A,
        "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON authors BEGIN DELETE FROM authors; SELECT 1; END;",
    ),
    "full text search with its triggers": (A, B, FTS),
    "views on tables and views": (
        A,
        "CREATE VIEW IF NOT EXISTS v AS SELECT name FROM authors;"
        "CREATE VIEW IF NOT EXISTS w AS SELECT upper(name) AS n FROM v;",
    ),
    "a view that can be written to": (
        A,
        "CREATE VIEW IF NOT EXISTS v AS SELECT id, name FROM authors;"
        "CREATE TRIGGER IF NOT EXISTS t INSTEAD OF UPDATE OF name ON v BEGIN"
        " UPDATE authors SET name = NEW.name WHERE id = NEW.id; END;",
    ),
    "jsonb and generated columns": (
        "CREATE TABLE IF NOT EXISTS j (id INTEGER PRIMARY KEY, b BLOB NOT NULL DEFAULT (jsonb('{}')),"
        " k TEXT AS (b ->> '$.k') VIRTUAL, s TEXT AS (upper(k)) STORED) STRICT;"
        "CREATE INDEX IF NOT EXISTS j_k ON j (b ->> '$.x') WHERE k IS NOT NULL;",
    ),
    "a foreign key behind a composite primary key": (
        A,
        "CREATE TABLE IF NOT EXISTS tags (author_id INTEGER NOT NULL REFERENCES authors, tag TEXT NOT NULL,"
        " PRIMARY KEY (author_id, tag)) WITHOUT ROWID;",
    ),
    "a foreign key that is the primary key": (
        A,
        "CREATE TABLE IF NOT EXISTS figures (author_id INTEGER PRIMARY KEY REFERENCES authors (id), n REAL);",
    ),
    "a foreign key indexed where it is not NULL": (
        A,
        "CREATE TABLE IF NOT EXISTS b (author_id INTEGER REFERENCES authors (id));"
        "CREATE INDEX IF NOT EXISTS i ON b (author_id) WHERE author_id IS NOT NULL;",
    ),
    "a composite foreign key indexed in another order": (
        "CREATE TABLE IF NOT EXISTS p (a, b, PRIMARY KEY (a, b));"
        "CREATE TABLE IF NOT EXISTS c (x, y, FOREIGN KEY (x, y) REFERENCES p (a, b));"
        "CREATE INDEX IF NOT EXISTS i ON c (y, x);",
    ),
    "an index that a later file adds": (
        A,
        "CREATE TABLE IF NOT EXISTS b (author_id INTEGER REFERENCES authors (id));",
        "CREATE INDEX IF NOT EXISTS i ON b (author_id);",
    ),
    "a needless index that a later file drops": (
        A + "CREATE INDEX IF NOT EXISTS i ON authors (name); CREATE INDEX IF NOT EXISTS j ON authors (name, id);",
        "DROP INDEX IF EXISTS i;",
    ),
    "a view that a later file makes anew": (
        A,
        "CREATE VIEW IF NOT EXISTS v AS SELECT born FROM authors;",
        "DROP VIEW IF EXISTS v; CREATE VIEW IF NOT EXISTS v AS SELECT id FROM authors;",
    ),
    "a column of another type than the key": (A, "CREATE TABLE IF NOT EXISTS b (author_id TEXT);"),
    "the table's own key": ("CREATE TABLE IF NOT EXISTS authors (author_id INTEGER PRIMARY KEY);",),
    "a parent with a key of two columns": (
        "CREATE TABLE IF NOT EXISTS authors (a, b, PRIMARY KEY (a, b));"
        "CREATE TABLE IF NOT EXISTS b (author_id INTEGER);",
    ),
    "a table of such a name that is a view": (
        "CREATE TABLE IF NOT EXISTS a (id INTEGER PRIMARY KEY); CREATE VIEW IF NOT EXISTS authors AS SELECT * FROM a;"
        "CREATE TABLE IF NOT EXISTS b (author_id INTEGER);",
    ),
    "a unique index that begins another one": (
        A + "CREATE UNIQUE INDEX IF NOT EXISTS i ON authors (name);"
        "CREATE INDEX IF NOT EXISTS j ON authors (name, id);",
    ),
    "indexes of another order, collation or condition": (
        A + "CREATE INDEX IF NOT EXISTS i ON authors (name DESC);"
        "CREATE INDEX IF NOT EXISTS j ON authors (name COLLATE NOCASE);"
        "CREATE INDEX IF NOT EXISTS k ON authors (name) WHERE name <> '';"
        "CREATE INDEX IF NOT EXISTS l ON authors (name, id);",
    ),
    "a table renamed and given a successor": (
        A,
        "ALTER TABLE authors RENAME TO old; CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT);"
        "INSERT INTO authors SELECT id, name FROM old;",
    ),
    "a rebuild of a table that nothing refers to": (A, REBUILD),
    "a rebuild that takes the children first": (
        A + B,
        "CREATE TABLE authors_new (id INTEGER PRIMARY KEY, name TEXT, born INTEGER);"
        "INSERT INTO authors_new (id, name) SELECT id, name FROM authors;"
        "CREATE TABLE books_new (id INTEGER PRIMARY KEY,"
        " author_id INTEGER REFERENCES authors_new (id) ON DELETE CASCADE, title TEXT);"
        "INSERT INTO books_new SELECT * FROM books; DROP TABLE books; DROP TABLE authors;"
        "ALTER TABLE authors_new RENAME TO authors; ALTER TABLE books_new RENAME TO books;"
        "CREATE INDEX books_by_author ON books (author_id);",
    ),
    "a rebuild whose indexes are replaced by others": (
        A + "CREATE UNIQUE INDEX IF NOT EXISTS i ON authors (name);"
        "CREATE INDEX IF NOT EXISTS j ON authors (name) WHERE name <> '';",
        "CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT UNIQUE, born INT);"
        "INSERT INTO n (id, name) SELECT id, name FROM authors; DROP TABLE authors; ALTER TABLE n RENAME TO authors;",
    ),
    "a rebuild whose index a later file makes again": (
        A + "CREATE INDEX IF NOT EXISTS i ON authors (name);",
        REBUILD,
        "CREATE INDEX IF NOT EXISTS i ON authors (name);",
    ),
    "a rebuild with a wider key": (
        "CREATE TABLE IF NOT EXISTS a (x TEXT, y TEXT); CREATE UNIQUE INDEX IF NOT EXISTS i ON a (x);"
        "CREATE INDEX IF NOT EXISTS j ON a (y, x);",
        "CREATE TABLE n (tenant TEXT, x TEXT, y TEXT, PRIMARY KEY (tenant, x, y));"
        "INSERT INTO n SELECT '', x, y FROM a; DROP TABLE a; ALTER TABLE n RENAME TO a;",
    ),
    "a rebuild whose index was dropped on purpose": (
        A + "CREATE INDEX IF NOT EXISTS i ON authors (name);",
        f"DROP INDEX IF EXISTS i; {REBUILD}",
    ),
    "a rebuild with another trigger instead": (
        A + "CREATE TRIGGER IF NOT EXISTS t AFTER DELETE ON authors BEGIN SELECT 1; END;",
        f"{REBUILD} CREATE TRIGGER u AFTER DELETE ON authors BEGIN SELECT 2; END;",
    ),
    "a column converted through another one": (
        A,
        "ALTER TABLE authors ADD COLUMN t TEXT; UPDATE authors SET t = trim(name);"
        "ALTER TABLE authors DROP COLUMN name; ALTER TABLE authors ADD COLUMN name TEXT;"
        "UPDATE authors SET name = t; ALTER TABLE authors DROP COLUMN t;",
    ),
    "a column added and filled": (A, "ALTER TABLE authors ADD COLUMN n TEXT; UPDATE authors SET n = name;"),
    "columns that a table with rows accepts": (
        A,
        "ALTER TABLE authors ADD COLUMN a TEXT NOT NULL DEFAULT 'x' CHECK (a <> '');"
        "ALTER TABLE authors ADD COLUMN b INTEGER REFERENCES authors (id);"
        "ALTER TABLE authors ADD COLUMN c TEXT AS (upper(name)); CREATE INDEX i ON authors (b);",
    ),
    "columns that a table which the file has emptied accepts": (
        A,
        "-- lint: allow deletes-all-rows\nDELETE FROM authors;"
        "ALTER TABLE authors ADD COLUMN a TEXT NOT NULL; ALTER TABLE authors ADD COLUMN b TEXT NOT NULL;",
    ),
    "foreign keys switched on, as they are": (A, "PRAGMA foreign_keys = ON; PRAGMA foreign_keys(yes);"),
    "a column added to a table with a CHECK that no made-up row fulfils": (
        "CREATE TABLE IF NOT EXISTS a (x TEXT CHECK (x IN ('p', 'q')), y INTEGER CHECK (y > 1000));",
        "ALTER TABLE a ADD COLUMN z TEXT CHECK (z <> 'no');",
    ),
    "a file that cannot be repeated": (A, "ALTER TABLE authors ADD COLUMN b; CREATE INDEX i ON authors (b);"),
    "names in double quotes": (
        'CREATE TABLE IF NOT EXISTS "a b" ("x y" TEXT DEFAULT "none", "select" TEXT);'
        'UPDATE "a b" SET "x y" = "select" WHERE "select" <> \'"x"\';',
    ),
    "question marks in texts and comments": (A, "UPDATE authors SET name = '?' WHERE id = 1 /* :x ? */;"),
    "a REPLACE that takes nothing along": (A, "REPLACE INTO authors VALUES (1, 'a'); -- ?"),
    "an upsert": (A + B, "INSERT INTO authors VALUES (1, 'a') ON CONFLICT DO UPDATE SET name = 'b';"),
    "a condition behind a WITH": (
        A,
        "WITH old AS (SELECT 1 AS id) DELETE FROM authors WHERE id IN (SELECT id FROM old);",
    ),
    "DROP IF EXISTS of what never was": (A, "DROP TABLE IF EXISTS ghost; DROP VIEW IF EXISTS ghost;"),
    "a temporary table": (A, "CREATE TEMP TABLE t AS SELECT 1 AS x; DROP TABLE temp.t;"),
    "savepoints": ("SAVEPOINT s; CREATE TABLE IF NOT EXISTS a (x); RELEASE s;",),
    "foreign keys off where that works": (A + B, f"-- lint: allow own-transaction\nPRAGMA foreign_keys = OFF;\nBEGIN;\n{REBUILD}\nCOMMIT;\nPRAGMA foreign_keys = ON;"),
    "ANALYZE, REINDEX and settings": (A, "ANALYZE; REINDEX; PRAGMA user_version = 3; PRAGMA foreign_keys;"),
    "a soft-deleted child of a table with rows": (A, "INSERT OR IGNORE INTO authors VALUES (1, 'a'), (2, 'b');"),
}  # fmt: skip


@pytest.mark.parametrize("texts", CLEAN.values(), ids=CLEAN.keys())
def test_nothing_is_found_in(folder: Folder, texts: tuple[str, ...]) -> None:
    assert folder.rules(*texts) == []


FAULTY = {
    "a relation that a later file brings": (
        (A, "CREATE TABLE IF NOT EXISTS b (id INTEGER PRIMARY KEY);", "ALTER TABLE b ADD COLUMN author_id INT;"),
        ["3 no-foreign-key b.author_id has no foreign key, though it is named like one to authors.id."],
    ),
    "a relation in another spelling": (
        ("CREATE TABLE IF NOT EXISTS CATEGORY (ID INTEGER PRIMARY KEY);"
         "CREATE TABLE IF NOT EXISTS b (Category_Id INTEGER);",),
        ["1 no-foreign-key b.Category_Id has no foreign key, though it is named like one to CATEGORY.ID."],
    ),
    "the half of a composite foreign key indexed": (
        ("CREATE TABLE IF NOT EXISTS p (a, b, PRIMARY KEY (a, b));"
         "CREATE TABLE IF NOT EXISTS c (x, y, FOREIGN KEY (x, y) REFERENCES p);"
         "CREATE INDEX IF NOT EXISTS i ON c (x);",),
        ["1 foreign-key-without-index No index of c begins with x, y, which refers to p."],
    ),
    "an index that only begins with something else": (
        (A, "CREATE TABLE IF NOT EXISTS b (n, author_id INTEGER REFERENCES authors (id));"
            "CREATE INDEX IF NOT EXISTS i ON b (n, author_id); CREATE INDEX IF NOT EXISTS k ON b (author_id)"
            " WHERE n > 1;"),
        ["2 foreign-key-without-index No index of b begins with author_id, which refers to authors."],
    ),
    "a foreign key to nothing": (
        ("CREATE TABLE IF NOT EXISTS b (x INTEGER PRIMARY KEY REFERENCES nowhere (id));",),
        ["1 foreign-key-unusable b (x) refers to nowhere (id), and there is no such table: writing fails."],
    ),
    "an index on the row's number": (
        (A, "CREATE INDEX IF NOT EXISTS i ON authors (id);"),
        ["2 redundant-index Index i is the beginning of the primary key, which SQLite can use instead."],
    ),
    "a unique index beside what keeps doubles out already": (
        ("CREATE TABLE IF NOT EXISTS a (x TEXT, y TEXT UNIQUE, PRIMARY KEY (x, y));"
         "CREATE UNIQUE INDEX IF NOT EXISTS i ON a (x, y); CREATE UNIQUE INDEX IF NOT EXISTS j ON a (y);"
         "CREATE UNIQUE INDEX IF NOT EXISTS k ON a (y, x); CREATE UNIQUE INDEX IF NOT EXISTS l ON a (y, x);"
         "CREATE UNIQUE INDEX IF NOT EXISTS m ON a (x);",),
        ["1 redundant-index Index i is the beginning of the primary key (x, y), which SQLite can use instead.",
         "1 redundant-index Index j is the beginning of UNIQUE (y), which SQLite can use instead.",
         "1 redundant-index Index l is the beginning of index k (y, x), which SQLite can use instead."],
    ),
    "an index twice": (
        (A, "CREATE INDEX IF NOT EXISTS i ON authors (lower(name)); CREATE INDEX IF NOT EXISTS j ON authors"
            ' (LOWER( "name" ));'),
        ["2 redundant-index Index j is the beginning of index i (…), which SQLite can use instead."],
    ),
    "a table dropped for good, with the children that stay": (
        (A + B, "DROP TABLE IF EXISTS authors;", A),
        ["2 drops-table Drops table authors with its rows.",
         "2 cascade Dropping authors deletes the rows of books that refer to it by cascade."],
    ),
    "virtual tables dropped, with what they keep": (
        ("CREATE VIRTUAL TABLE IF NOT EXISTS r USING rtree (id, a, b);"
         "CREATE VIRTUAL TABLE IF NOT EXISTS f USING fts5 (t);", "DROP TABLE IF EXISTS r; DROP TABLE IF EXISTS f;"),
        ["2 drops-table Drops table r with its rows.", "2 drops-table Drops table f with its rows."],
    ),
    "a reference that is blanked": (
        (A, "CREATE TABLE IF NOT EXISTS b (author_id INTEGER REFERENCES authors (id) ON DELETE SET NULL);"
            "CREATE INDEX IF NOT EXISTS i ON b (author_id);", REBUILD),
        ["3 cascade Dropping authors blanks the reference of b."],
    ),
    "a rebuild that leaves a column out": (
        (A, "CREATE TABLE n (id INTEGER PRIMARY KEY); INSERT INTO n SELECT id FROM authors; DROP TABLE authors;"
            "ALTER TABLE n RENAME TO authors;"),
        ["2 drops-column Drops column authors.name with its values."],
    ),
    "a rebuild that forgets what stood on the table": (
        (A + "CREATE UNIQUE INDEX IF NOT EXISTS i ON authors (name);"
             "CREATE INDEX IF NOT EXISTS j ON authors (lower(name));"
             "CREATE TRIGGER IF NOT EXISTS t AFTER DELETE ON authors BEGIN SELECT 1; END;",
         "ALTER TABLE authors RENAME TO old; CREATE TABLE authors (id INTEGER PRIMARY KEY, name TEXT);"
         "CREATE INDEX IF NOT EXISTS k ON authors (name); INSERT INTO authors SELECT * FROM old; DROP TABLE old;"),
        ["2 rebuild-forgets Making authors anew loses its unique index i.",
         "2 rebuild-forgets Making authors anew loses its index j.",
         "2 rebuild-forgets Making authors anew loses its trigger t."],
    ),
    "a column dropped before the rebuild": (
        (A, "ALTER TABLE authors DROP COLUMN name;\nCREATE TABLE n (id INTEGER PRIMARY KEY);\n"
            "INSERT INTO n SELECT id FROM authors; DROP TABLE authors; ALTER TABLE n RENAME TO authors;"),
        ["2 drops-column Drops column authors.name with its values."],
    ),
    "a column dropped, and another one added": (
        (A, "ALTER TABLE authors DROP COLUMN name; ALTER TABLE authors ADD COLUMN title TEXT;"),
        ["2 drops-column Drops column authors.name with its values."],
    ),
    "columns that only an empty table accepts": (
        (A, "ALTER TABLE authors ADD COLUMN a DEFAULT CURRENT_TIMESTAMP;"
            "ALTER TABLE authors ADD COLUMN b INT CHECK (b IS NOT NULL);"),
        ["2 fails-with-rows Fails as soon as authors has a row: Cannot add a column with non-constant default.",
         "2 fails-with-rows Fails as soon as authors has a row: CHECK constraint failed."],
    ),
    "a table that is another one": (
        (A, "CREATE TABLE IF NOT EXISTS authors (id INTEGER PRIMARY KEY, name TEXT NOT NULL, a, b, c, d);"),
        ["2 if-not-exists-hides Does nothing: table authors is there already, and differs: authors lacks column"
         " a; authors lacks column b; authors lacks column c; and 1 more."],
    ),
    "an index and a trigger that are other ones": (
        (A, "CREATE INDEX IF NOT EXISTS i ON authors (name);"
            "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON authors BEGIN SELECT 1; END;",
         "CREATE INDEX IF NOT EXISTS i ON authors (name, id);"
         "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON authors BEGIN SELECT 2; END;"),
        ["3 if-not-exists-hides Does nothing: index i is there already, and differs: index i: ON authors(name) instead of",
         "3 if-not-exists-hides Does nothing: trigger t is there already, and differs: trigger t is defined"],
    ),
    "what is there just so, in another spelling": (
        (A, 'create table if not exists "Authors" (ID integer primary key, "name" text not null) -- again'),
        ["2 does-nothing Does nothing: table Authors is there already, just so."],
    ),
    "a table where a view is": (
        ("CREATE VIEW IF NOT EXISTS v AS SELECT 1 AS x;", "CREATE TABLE IF NOT EXISTS v (x);"),
        ["2 if-not-exists-hides Does nothing: v is the name of a view."],
    ),
    "rows that come again": (
        ("CREATE TABLE IF NOT EXISTS a (x); INSERT INTO a VALUES (1), (2); INSERT INTO a VALUES (3);",),
        ["1 not-idempotent Run again, it inserts 3 rows into a once more."],
    ),
    "rows that are refused when they come again": (
        (A, "INSERT INTO authors VALUES (1, 'a');"),
        ["2 not-idempotent Run again, it fails: UNIQUE constraint failed: authors.id; OR IGNORE or ON CONFLICT"
         " would let it through."],
    ),
    "a function in a trigger that sqlx lacks": (
        (A, "CREATE TRIGGER IF NOT EXISTS t AFTER INSERT ON authors BEGIN SELECT floor(NEW.id); END;"
            "CREATE VIEW IF NOT EXISTS v AS SELECT sqrt(id) AS x FROM authors;"),
        ["2 not-in-sqlx Uses floor(), which SQLite 3.46, as sqlx 0.8 brings it, does not have.",
         "2 not-in-sqlx Uses sqrt(), which SQLite 3.46, as sqlx 0.8 brings it, does not have."],
    ),
    "the first failure alone": (
        ("CREATE TABLE IF NOT EXISTS a (x) -- no semicolon\nCREATE TABLE b (y);", "INSERT INTO a VALUES (1);"),
        ['1 fails Fails: near "CREATE": syntax error.'],
    ),
    "a trigger that a dropped table broke": (
        (A, "CREATE TABLE IF NOT EXISTS log (x); CREATE TRIGGER IF NOT EXISTS t AFTER DELETE ON authors BEGIN"
            " INSERT INTO log VALUES (OLD.id); END; CREATE TRIGGER IF NOT EXISTS u AFTER DELETE ON authors BEGIN"
            " SELECT 1; END;", "-- lint: allow drops-table\nDROP TABLE IF EXISTS log;"),
        ["3 broken-trigger Trigger t cannot run, so what fires it fails: no such table: main.log."],
    ),
    "a view that a dropped table broke": (
        (A, "CREATE VIEW IF NOT EXISTS v AS SELECT id FROM authors;",
         "-- lint: allow drops-table\nDROP TABLE IF EXISTS authors;"),
        ["3 broken-view View v cannot be read: no such table: main.authors."],
    ),
    "foreign keys off as sqlx 0.9 can": (
        (A + B, f"-- no-transaction\nPRAGMA foreign_keys = OFF;\n{REBUILD}\nPRAGMA foreign_keys = ON;"),
        ["2 no-transaction Runs without a transaction, as its first line asks: if a statement fails, those before"
         " it stay. sqlx 0.8 ignores that line, so foreign keys stay on there: dropping a parent table deletes the"
         " rows of its children."],
    ),
    "texts in double quotes where a column could stand": (
        (A, 'UPDATE "authors" SET "name" = "nobody" || "name"\n  WHERE "name" = "none";'),
        ['2 double-quoted-text Takes "nobody" for a text: there is no such column.',
         '2 double-quoted-text Takes "none" for a text: there is no such column.'],
    ),
    "all rows, behind a WITH": (
        (A, "WITH x AS (SELECT 1 WHERE 1) DELETE FROM authors; UPDATE authors SET name = (SELECT 'a' WHERE 1);"),
        ["2 deletes-all-rows Deletes every row of authors.",
         "2 updates-all-rows Overwrites authors.name in every row."],
    ),
    "foreign keys off where that does nothing": (
        (A + B, f"PRAGMA foreign_keys = OFF;\n{REBUILD}\nPRAGMA foreign_keys = ON;"),
        ["2 foreign-keys-in-transaction PRAGMA foreign_keys does nothing",
         "2 cascade Dropping authors deletes the rows of books that refer to it by cascade."],
    ),
    "children that are read when their parent is gone": (
        (A + B, f"PRAGMA foreign_keys = 0; {REBUILD} CREATE TABLE IF NOT EXISTS works (title TEXT);"
                "INSERT INTO works SELECT title FROM books; DROP TABLE IF EXISTS books; PRAGMA foreign_keys = 1;"),
        ["2 foreign-keys-in-transaction PRAGMA foreign_keys does nothing",
         "2 cascade Dropping authors deletes the rows of books that refer to it by cascade before the file"
         " reads them.",
         "2 drops-table Drops table books with its rows."],
    ),
    "a trigger that hands on too few values": (
        (A, FTS.replace("books", "authors").replace("title", "name").replace("'delete', OLD.id", "OLD.id")),
        ["2 broken-trigger Trigger authors_gone cannot run, so what fires it fails: 2 values for 3 columns."],
    ),
    "a function that loads code": (
        (A, "SELECT load_extension('uuid');"),
        ["2 fails Fails: not authorized to use function: load_extension."],
    ),
    "a commit that breaks a deferred foreign key": (
        (A, "CREATE TABLE IF NOT EXISTS b (author_id INTEGER REFERENCES authors DEFERRABLE INITIALLY DEFERRED);"
            "CREATE INDEX IF NOT EXISTS i ON b (author_id); INSERT OR IGNORE INTO b VALUES (7);"),
        ["2 fails Fails when it is committed: FOREIGN KEY constraint failed."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("texts", "wanted"), FAULTY.values(), ids=FAULTY.keys())
def test_exactly_that_is_found_in(folder: Folder, texts: tuple[str, ...], wanted: list[str]) -> None:
    folder.rules(*texts)
    found = [
        f"{each.migration.version} {each.warning.rule} {each.warning.text}" for each in folder.lint().findings
    ]
    assert len(found) == len(wanted), found
    for text, beginning in zip(found, wanted, strict=True):
        assert text.startswith(beginning)


def test_a_dropped_column_is_told_of_where_it_goes_not_where_its_table_is_rebuilt(folder: Folder) -> None:
    folder.rules(*FAULTY["a column dropped before the rebuild"][0])
    (finding,) = folder.lint().findings
    assert finding.warning.line == 2  # the rebuild begins in line 3
