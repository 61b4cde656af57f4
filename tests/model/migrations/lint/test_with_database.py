"""What a database adds: its rows, its ledger, and tables that are there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.migrations.lint.allowing import Allowances
from pipeline_browser.model.migrations.lint.database import lint_database
from pipeline_browser.model.migrations.plan import Severity
from tests.model.migrations.lint.conftest import NOW

if TYPE_CHECKING:
    from tests.model.migrations.conftest import Bench

NOTES = (
    "-- no rollback\nCREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY, kind, parent_key INTEGER"
    " REFERENCES notes (id));\nCREATE INDEX IF NOT EXISTS {} ON notes ({});"
)
ROWS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {}) INSERT INTO notes"


def found(bench: Bench) -> list[tuple[str, str]]:
    report = lint_database(bench.database, bench.source(), now=NOW, allowances=Allowances())
    return [(each.warning.rule, each.warning.text) for each in report.findings]


@pytest.mark.parametrize("bench", ["delete"], indirect=True)
@pytest.mark.parametrize(
    ("column", "rows", "kind", "few"),
    [
        ("kind", 1500, "i % 3", "3 values in 1,500 rows"),
        ("kind", 1500, "nullif(i % 3, 2)", "2 values in 1,500 rows"),
        ("kind", 999, "i % 3", ""),  # a small table may grow
        ("kind", 1500, "i % 6", ""),
        ("kind", 1500, "i % 100 = 0", ""),  # the rare value is what the index is for
        ("kind, id", 1500, "i % 3", ""),
        ("parent_key", 1500, "i % 3", ""),  # the foreign key needs it
    ],
)
def test_an_index_of_few_values_is_told_where_the_rows_show_it(
    bench: Bench, column: str, rows: int, kind: str, few: str
) -> None:
    bench.write("1_notes.sql", NOTES.format("i", column))
    bench.run()
    bench.database.execute(f"{ROWS.format(rows)} SELECT i, {kind}, i % 2 + 1 FROM n")
    texts = [text for rule, text in found(bench) if rule == "index-of-few-values"]
    assert texts == ([f"Index i is on notes.kind, which has {few}."] if few else [])


@pytest.mark.parametrize("bench", ["delete"], indirect=True)
def test_a_plan_tells_what_if_not_exists_hides_in_this_very_database(bench: Bench) -> None:
    bench.write("1_a.sql", "-- no rollback\nCREATE TABLE IF NOT EXISTS a (x);")
    bench.run()
    bench.database.execute("CREATE TABLE b (x)")  # behind the ledger's back
    bench.write("2_b.sql", "-- no rollback\nCREATE TABLE IF NOT EXISTS b (x, y);")
    text = "Does nothing: table b is there already, and differs: b lacks column y."
    (step,) = bench.plan().to_apply
    assert [(each.severity, each.rule, each.line, each.text) for each in step.warnings] == [
        (Severity.DANGER, "if-not-exists-hides", 2, text)
    ]
    assert found(bench) == [("if-not-exists-hides", text)]
    bench.database.execute("ALTER TABLE b ADD COLUMN y")
    assert bench.plan().to_apply[0].warnings == ()
    assert found(bench) == []


@pytest.mark.parametrize("bench", ["delete"], indirect=True)
def test_what_is_applied_keeps_what_was_said_without_rows(bench: Bench) -> None:
    bench.write(
        "1_a.sql", "-- no rollback\nCREATE TABLE IF NOT EXISTS a (x, y);\nINSERT INTO a VALUES (1, 2);"
    )
    bench.write("2_b.sql", "-- no rollback\nALTER TABLE a DROP COLUMN y;")
    bench.run()
    bench.write("3_c.sql", "-- no rollback\nALTER TABLE a ADD COLUMN z;\nDROP TABLE IF EXISTS a;")
    assert [text for rule, text in found(bench) if rule.startswith("drops")] == [
        "Drops column a.y with its values.",
        "Drops table a with 1 row.",
    ]
