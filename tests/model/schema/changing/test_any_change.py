"""Any schema becomes any other one, with its rows, in one transaction with foreign keys on."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.schema.changing.scripting import change_script
from pipeline_browser.model.schema.diff import schema_diff
from tests.model.schema.changing.sound_schemas import fill, pairs
from tests.model.schema.changing.worlds import opened, run, schema_of, shared_rows, violations
from tests.model.schema.schema_writing import Writer

if TYPE_CHECKING:
    from pipeline_browser.model.schema import Schema

_SEEDS = st.integers(0, 2**32)
COUNTS = {"pairs": 0, "refused with a doubt": 0, "changes": 0, "rebuilds": 0, "rows": 0}


def _check(meant: tuple[Schema, Schema], seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    before, after = (opened(Writer(random).statements(each)) for each in meant)
    try:
        here, wanted = schema_of(before), schema_of(after)
        fill(before.connection, here, random)
        script = change_script(here, wanted)
        note(script.sql())
        assert script.unsolved == ()
        rows = shared_rows(before, here, wanted)
        doubts = [change.doubt for change in script.changes if "it fails where" in change.doubt]
        COUNTS["pairs"] += 1
        COUNTS["changes"] += len(script.changes)
        COUNTS["rebuilds"] += sum("rebuilds" in change.sentence for change in script.changes)
        COUNTS["rows"] += sum(sum(each.values()) for each in rows.values())
        try:
            run(before, script.sql())
        except sqlite3.IntegrityError as error:
            note(str(error))
            COUNTS["refused with a doubt"] += 1
            assert doubts
            assert shared_rows(before, here, wanted) == rows
            return
        found = schema_of(before)
        assert schema_diff(wanted, found).equal
        assert shared_rows(before, here, wanted) == rows
        assert violations(before) == {}
        assert before.query("PRAGMA integrity_check") == [("ok",)]
        assert change_script(found, wanted).is_empty
    finally:
        before.close()
        after.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(pairs(), _SEEDS)
def test_any_schema_becomes_any_other_with_its_rows(meant: tuple[Schema, Schema], seed: int) -> None:
    _check(meant, seed)


@pytest.mark.campaign
@settings(max_examples=2500, suppress_health_check=[HealthCheck.too_slow], derandomize=False)
@given(pairs(), _SEEDS)
def test_thousands_of_pairs_of_schemas(meant: tuple[Schema, Schema], seed: int) -> None:
    _check(meant, seed)
