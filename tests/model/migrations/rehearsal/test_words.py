"""What a rehearsal says in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import MigrationDirty
from pipeline_browser.model.migrations.ledger import Ledger
from pipeline_browser.model.migrations.plan import Direction, Plan
from pipeline_browser.model.migrations.rehearsal.change_words import change_sentence
from pipeline_browser.model.migrations.rehearsal.facts import (
    BrokenReference,
    Checks,
    Fate,
    Moment,
    Rehearsal,
    Space,
    TableRows,
    Times,
    Verdict,
)
from pipeline_browser.model.migrations.rehearsal.report import report_lines
from pipeline_browser.model.migrations.rehearsal.words import Figures, space_lines, verdict_line
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.schema.difference import Difference, DifferenceKind, ObjectKind

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = Figures(lambda number: f"{number:,}", lambda size: f"{size} B", lambda ns: f"{ns / 1e9:.1f} s")
EXTRA, MISSING, CHANGED = DifferenceKind.EXTRA, DifferenceKind.MISSING, DifferenceKind.CHANGED


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Difference(EXTRA, ObjectKind.TABLE, "t", "t"), "table t is added"),
        (Difference(MISSING, ObjectKind.INDEX, "t", "i"), "index i is dropped"),
        (Difference(EXTRA, ObjectKind.COLUMN, "t", "c"), "t gains column c"),
        (Difference(MISSING, ObjectKind.CHECK, "t", "x", promised="CHECK (x)"), "t loses CHECK (x)"),
        (Difference(CHANGED, ObjectKind.VIEW, "v", "v"), "view v is defined anew"),
        (
            Difference(CHANGED, ObjectKind.COLUMN, "t", "c", "type", "TEXT", "INTEGER"),
            "t.c: type TEXT becomes INTEGER",
        ),
        (
            Difference(CHANGED, ObjectKind.COLUMN, "t", "c", "default", "", "0"),
            "t.c: default none becomes 0",
        ),
    ],
)
def test_a_change_is_told_as_what_the_plan_does(change: Difference, words: str) -> None:
    assert change_sentence(change) == words


@pytest.fixture
def rehearsal(tmp_path: Path) -> Rehearsal:
    ledger = Ledger(exists=True, rows=())
    plan = Plan(Direction.RUN, read_source(tmp_path), ledger, "_sqlx_migrations", None, False, ())
    return Rehearsal(plan, times=Times(run=1_200_000_000))


def test_the_verdict_is_one_sentence(rehearsal: Rehearsal) -> None:
    tables = (TableRows("a", Fate.ADDED, None, 3), TableRows("b", Fate.STAYS, 1, 1))
    found = replace(rehearsal, tables=tables)
    assert verdict_line(found, FIGURES) == "Would succeed in about 1.2 s; 1 table changes; no row is lost"


def test_the_verdict_counts_what_goes_and_what_breaks(rehearsal: Rehearsal) -> None:
    tables = tuple(TableRows(name, Fate.STAYS, 2000, 1000) for name in ("a", "b"))
    checks = Checks((BrokenReference("a", 1, "p", ("x",)),), ("wrong # of entries in index i",))
    found = replace(rehearsal, tables=tables, after=Moment(checks=checks), new_findings=checks)
    assert found.verdict is Verdict.LOSES
    assert verdict_line(found, FIGURES).endswith(
        "2 tables change; 2,000 rows of a and b go without a warning of the plan; 1 row would lack a parent;"
        " the integrity check finds 1 new problem"
    )


def test_a_rebuilt_row_that_was_broken_before_is_not_new() -> None:
    before = Checks((BrokenReference("a", 1, "p", ("x",)),))
    after = Checks((BrokenReference("a", 9, "p", ("x",)), BrokenReference("a", 2, "q", ("y",))))
    new, old = after.told_apart(before)
    assert ([each.row for each in new.references], [each.row for each in old.references]) == ([2], [9])


def test_many_findings_are_counted_where_they_are_not_listed(rehearsal: Rehearsal) -> None:
    before = Checks(damage=tuple(f"old {number}" for number in range(30_000)))
    after = Checks(damage=(*before.damage, *(f"new {number}" for number in range(30_000))))
    new, old = after.told_apart(before)
    found = replace(
        rehearsal,
        before=Moment(checks=before),
        after=Moment(checks=after),
        new_findings=new,
        old_findings=old,
    )
    lines = list(report_lines(found, FIGURES))
    assert "  Integrity: 30,000 problems before, 60,000 after, 30,000 of them new" in lines
    assert "    new: new 0" in lines
    assert "    and 59,900 more" in lines


def test_a_disk_that_is_too_small_is_told(rehearsal: Rehearsal) -> None:
    space = Space(before=100, after=300, journal=50, temporary=7, free=249)
    lines = space_lines(replace(rehearsal, space=space), FIGURES)
    assert lines[-1] == "It will not fit: 250 B must be free beside the database, and only 249 B are"
    assert not space.fits


def test_a_refused_plan_is_told_without_sections(rehearsal: Rehearsal) -> None:
    error = MigrationDirty("Migration 1 is marked as failed", version=1, cause="Its row has success = 0.")
    lines = list(report_lines(replace(rehearsal, error=error, tried=False), FIGURES))
    assert lines == ["Would be refused: Migration 1 is marked as failed", "  Its row has success = 0."]
