"""Any schema becomes any other one, with its rows, in one transaction with foreign keys on."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, note, settings
from hypothesis import strategies as st

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import Location
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.schema.diff import schema_diff
from tests.model.schema.changing.sound_schemas import fill, pairs
from tests.model.schema.changing.worlds import opened, run, schema_of, shared_rows, violations
from tests.model.schema.schema_writing import Writer
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pipeline_browser.model.schema import Schema
    from pipeline_browser.model.schema.changing.facts import ChangeScript

_SEEDS = st.integers(0, 2**32)
_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def _may_fail(script: ChangeScript) -> bool:
    return any("it fails where" in doubt for doubt in script.doubts)


def _is_about_rows(error: sqlite3.Error) -> bool:
    # ADD COLUMN with a default of another type than a STRICT table's column is no IntegrityError.
    return isinstance(error, sqlite3.IntegrityError) or "type mismatch on DEFAULT" in str(error)


def _change(database: Database, wanted: Schema) -> bool:
    """Run the script that makes ``wanted``; return whether it went through, as it must without a doubt."""
    here = schema_of(database)
    script = change_script(here, wanted)
    note(script.sql())
    assert script.unsolved == ()
    rows, broken = shared_rows(database, here, wanted), violations(database)
    try:
        run(database, script.sql())
    except sqlite3.Error as error:
        note(str(error))
        if not (_may_fail(script) and _is_about_rows(error)):
            raise
        assert schema_of(database) == here
        return False
    finally:
        assert shared_rows(database, here, wanted) == rows
    assert schema_diff(wanted, schema_of(database)).equal
    assert violations(database) <= broken, "SQLite's own ON CONFLICT REPLACE may have broken some"
    assert database.query("PRAGMA integrity_check") == [("ok",)]
    assert change_script(schema_of(database), wanted).is_empty
    return True


def _there_and_back(meant: tuple[Schema, Schema], seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    with opened(Writer(random).statements(meant[0])) as database:
        with opened(Writer(random).statements(meant[1])) as other:
            wanted = schema_of(other)
        here = schema_of(database)
        fill(database.connection, here, random)
        if _change(database, wanted):
            _change(database, here)


@settings(max_examples=12, suppress_health_check=_SLOW)
@given(pairs(), _SEEDS)
def test_any_schema_becomes_any_other_and_back_with_its_rows(meant: tuple[Schema, Schema], seed: int) -> None:
    _there_and_back(meant, seed)


@pytest.mark.campaign
@settings(max_examples=2500, suppress_health_check=_SLOW, derandomize=False)
@given(pairs(), _SEEDS)
def test_thousands_of_pairs_of_schemas(meant: tuple[Schema, Schema], seed: int) -> None:
    _there_and_back(meant, seed)


@pytest.mark.campaign
@settings(max_examples=250, suppress_health_check=_SLOW, derandomize=False)
@given(pairs(), _SEEDS)
def test_hundreds_of_pairs_through_the_real_sqlx(meant: tuple[Schema, Schema], seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    sqlx = find_sqlx()
    with opened(Writer(random).statements(meant[1])) as other:
        wanted = schema_of(other)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(Database.create(Location(folder / "a.db"))) as database:
            for statement in Writer(random).statements(meant[0]):
                database.execute(statement)
            here = schema_of(database)
            fill(database.connection, here, random)
            script, rows = change_script(here, wanted), shared_rows(database, here, wanted)
            broken = violations(database)
        assume(script.changes)
        note(script.sql())
        (folder / "migrations").mkdir()
        (folder / "migrations/1_change.sql").write_bytes(script.sql().encode())
        outcome = sqlx("migrate", "run", "-D", "sqlite:a.db", folder=folder)
        note(outcome.out)
        with closing(Database.open(Location(folder / "a.db"))) as database:
            assert shared_rows(database, here, wanted) == rows
            if outcome.code:
                assert _may_fail(script)
            else:
                assert schema_diff(wanted, schema_of(database)).equal
                assert violations(database) <= broken
