"""Rules about the files themselves: names, versions, texts, and what a ledger says about them."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.facts import Rule
from pipeline_browser.model.migrations.lint.rules.writing import AUTHORS, folder, one
from pipeline_browser.model.migrations.plan import Severity

_BOOKS = "-- Rollback: DROP TABLE books\nCREATE TABLE IF NOT EXISTS books (id INTEGER PRIMARY KEY);\n"
_SHOPS = "-- Rollback: DROP TABLE shops\nCREATE TABLE IF NOT EXISTS shops (id INTEGER PRIMARY KEY);\n"
_EDITED = AUTHORS[1].replace("name TEXT NOT NULL", "name TEXT NOT NULL,\n    born INTEGER")
_BORN = "-- Rollback: ALTER TABLE authors DROP COLUMN born\nALTER TABLE authors ADD COLUMN born INTEGER;\n"

FILE_RULES = (
    Rule(
        "edited-after-applied",
        "Edited after it was applied",
        Severity.DANGER,
        "The file is not the one that was applied: its checksum is not the one in the ledger.",
        "sqlx refuses the database from then on. Bring the old text back and put the change into a new"
        " migration. `migrate explain` says what is different, `migrate repair` helps where the schema is the"
        " same. Needs a database.",
        folder((AUTHORS[0], _EDITED), applied=(AUTHORS,)),
        folder(AUTHORS, ("20250301120000_add_year.sql", _BORN), applied=(AUTHORS,)),
        "Don't modify existing migrations.",
    ),
    Rule(
        "out-of-order",
        "Older than what is applied already",
        Severity.WARNING,
        "The migration is pending, but a newer one has been applied before it.",
        "sqlx applies it all the same: this database gets the migrations in another order than a new one"
        " does. It happens when branches are merged; give the file a newer version before anybody applies it."
        " Needs a database.",
        folder(
            AUTHORS,
            ("20250201000000_add_books.sql", _BOOKS),
            ("20250301000000_add_shops.sql", _SHOPS),
            applied=(AUTHORS, ("20250301000000_add_shops.sql", _SHOPS)),
        ),
        folder(
            AUTHORS,
            ("20250301000000_add_shops.sql", _SHOPS),
            ("20250401000000_add_books.sql", _BOOKS),
            applied=(AUTHORS, ("20250301000000_add_shops.sql", _SHOPS)),
        ),
        "sqlx: versions in the order of application.",
    ),
    Rule(
        "duplicate-version",
        "Two files of one version",
        Severity.DANGER,
        "Another file has the same version, so only one of them can be applied.",
        "The second one stops the run at the ledger's primary key. An up and a down file are no such pair.",
        folder(AUTHORS, ("20250101000000_add_books.sql", _BOOKS)),
        folder(AUTHORS, ("20250101000001_add_books.sql", _BOOKS)),
        "sqlx: one version, one migration.",
    ),
    Rule(
        "future-version",
        "A version in the future",
        Severity.WARNING,
        "The version is a time that has not come yet.",
        "Migrations that are written until then sort before it, so they are out of order where it is applied."
        " One day is allowed for, since clocks and zones differ.",
        one(AUTHORS[1], "29990101000000_add_authors.sql"),
        one(AUTHORS[1]),
        "Naming convention: YYYYMMDDHHMMSS.",
    ),
    Rule(
        "odd-version",
        "Not a time, among versions that are times",
        Severity.WARNING,
        "All other versions are times (YYYYMMDDHHMMSS), and this long number is none.",
        "A digit is missing, doubled or wrong, so the file sorts before or after all others. Short numbers"
        " are left alone: a folder may have begun with 1, 2, 3.",
        folder(AUTHORS, ("202503011200_add_books.sql", _BOOKS)),
        folder(AUTHORS, ("20250301120000_add_books.sql", _BOOKS)),
        "Naming convention: YYYYMMDDHHMMSS.",
    ),
    Rule(
        "no-description",
        "A name without a description",
        Severity.NOTE,
        "The file's name says nothing but its version.",
        "The description is what history, plan and ledger show.",
        one(AUTHORS[1], "20250101000000_.sql"),
        one(AUTHORS[1]),
        "Naming convention: a snake_case description of the changes.",
    ),
    Rule(
        "long-description",
        "A very long description",
        Severity.NOTE,
        "The description has more than 100 characters.",
        "Lists cut it off, and some file systems refuse long names. A comment in the file has room.",
        one(AUTHORS[1], f"20250101000000_add_authors{'_and_other_things' * 6}.sql"),
        one(AUTHORS[1]),
        "Naming convention: a snake_case description of the changes.",
    ),
    Rule(
        "empty-file",
        "A file without a statement",
        Severity.NOTE,
        "The file holds no statement, and is applied all the same.",
        "Whoever fills it in afterwards has edited an applied migration.",
        one("""
            -- Add migration script here
        """),
        one(AUTHORS[1]),
        "Don't modify existing migrations.",
    ),
    Rule(
        "byte-order-mark",
        "A byte-order mark",
        Severity.NOTE,
        "The file begins with a byte-order mark, which is part of its checksum.",
        "An editor that removes or adds it locks every migrated database out.",
        one("\ufeff" + AUTHORS[1]),
        one(AUTHORS[1]),
        "Don't modify existing migrations.",
    ),
    Rule(
        "line-endings",
        "Line endings that git may change",
        Severity.WARNING,
        "Lines end with carriage return and newline, or with now one and now the other.",
        "The checksum counts every byte. Where git converts line endings, each machine has another checksum,"
        " and refuses the databases of the others. Write newlines alone, or pin the files with `*.sql -text`"
        " or `*.sql text eol=…` in .gitattributes: pinned files are left alone, and so are carriage returns"
        " that sqlx.toml ignores.",
        one(AUTHORS[1].replace("\n", "\r\n", 2)),
        one(AUTHORS[1]),
        "Don't modify existing migrations.",
    ),
    Rule(
        "unknown-rule",
        "Allows a rule that does not exist",
        Severity.NOTE,
        "A comment or migration-lint.toml names a rule that there is not.",
        "It is misspelt, so it allows nothing.",
        one("-- lint: allow autoincremnt\n" + AUTHORS[1]),
        one(AUTHORS[1]),
        "This lint.",
    ),
)
