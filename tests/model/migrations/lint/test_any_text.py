"""Whatever a file holds, the lint says something or nothing; comments and blanks do not matter to it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.migrations.lint.rules import RULES
from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import tokens_of
from tests.model.migrations.lint.conftest import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence

STATEMENTS = [
    statement.text
    for rule in RULES
    for example in (rule.bad, rule.better)
    for _, text in example.files
    for statement in split_statements(text)
]
PIECES = [
    *STATEMENTS,
    "PRAGMA writable_schema = ON",
    "DELETE FROM sqlite_master",
    "UPDATE sqlite_schema SET sql = 'x'",
    "DROP TABLE sqlite_sequence",
    'CREATE TABLE "" ("");',
    "CREATE VIEW v AS SELECT * FROM v;",
    "CREATE TRIGGER t AFTER INSERT ON authors BEGIN SELECT RAISE(ABORT, 'no'); END;",
    "RELEASE file_of_lint; ROLLBACK",
    "ROLLBACK TO file_of_lint; COMMIT; BEGIN",
    "RELEASE down_of_lint",
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA query_only = ON",
    "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF; PRAGMA recursive_triggers = ON",
    "INSERT OR ROLLBACK INTO authors VALUES (1, 'a'), (1, 'b')",
    "CREATE TEMP TABLE authors (x); DROP TABLE authors",
    "CREATE VIRTUAL TABLE f USING fts5(x); DROP TABLE f_data",
    "EXPLAIN DROP TABLE authors",
    "WITH RECURSIVE c AS (SELECT 1 UNION ALL SELECT 1 FROM c) INSERT INTO authors SELECT 1, 1 FROM c LIMIT 9",
    "ALTER TABLE authors RENAME TO books; ALTER TABLE books RENAME TO authors",
    "SELECT load_extension('x')",
    "'unclosed",
    "\ufeff",
]  # fmt: skip

LINE = ' -- it\'s "so"\n'
piece = st.one_of(st.sampled_from(PIECES), st.text(max_size=12).map(lambda text: text.replace("\0", "")))
file_text = st.lists(piece, max_size=6).map(";\n".join)
blank = st.sampled_from([" ", "\n", "\t ", "\r\n", "/* why? */", ' -- it\'s "so"\n', "/**/ \n"])


def findings(files: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    with tempfile.TemporaryDirectory() as path:
        folder = Folder(Path(path))
        folder.write(*files)
        before = {each.name: each.read_bytes() for each in folder.path.iterdir()}
        report = folder.lint()
        assert {each.name: each.read_bytes() for each in folder.path.iterdir()} == before
    return [
        (each.migration.file_name, each.warning.rule, each.warning.text)
        for each in report.findings
        if each.warning.rule != "line-endings"
    ]


@given(ups=st.lists(file_text, max_size=3), down=file_text)
@settings(max_examples=20)
def test_no_text_is_too_odd(ups: list[str], down: str) -> None:
    files = [(f"{number}_x.up.sql", text) for number, text in enumerate(ups)]
    findings([*files, ("0_x.down.sql", down)])


@given(
    texts=st.lists(st.lists(st.sampled_from(STATEMENTS), max_size=5), max_size=2),
    blanks=st.lists(blank, min_size=3, max_size=8),
)
@settings(max_examples=20)
def test_comments_and_blanks_do_not_matter(texts: list[list[str]], blanks: list[str]) -> None:
    plain = [(f"{at}_x.sql", "-- Rollback: no\n" + " ".join(each)) for at, each in enumerate(texts)]
    spaced = [
        (f"{at}_x.sql", "-- Rollback: no\n" + "".join(respaced(one, blanks) for one in each))
        for at, each in enumerate(texts)
    ]
    assert findings(spaced) == findings(plain)


def respaced(statement: str, blanks: list[str]) -> str:
    """Return a statement with other blanks and comments between its tokens."""
    tokens = [statement[token.start : token.end] for token in tokens_of(statement)]
    text = "".join(token + blanks[at % len(blanks)] for at, token in enumerate(tokens[:-1]))
    if text.endswith(LINE):  # ALTER TABLE keeps a comment at its end, and fails where that is one of a line
        text = text.removesuffix(LINE) + " "
    return f"{text}{tokens[-1]}{blanks[0]}" if tokens else ""
