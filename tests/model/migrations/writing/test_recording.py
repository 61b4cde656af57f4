"""A migration that is recorded instead of run is one whose change is there, and nobody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import MigrationError
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.migrations.writing.recording import record_as_applied

if TYPE_CHECKING:
    from pathlib import Path


def test_a_change_that_two_write_down_at_once_is_recorded_once(tmp_path: Path) -> None:
    for name in ("1_ours.sql", "2_theirs.sql"):
        (tmp_path / name).write_text("CREATE TABLE IF NOT EXISTS extra (a)")
    source = read_source(tmp_path)
    with Database.create(Location(tmp_path / "a.db")) as database:
        database.execute("CREATE TABLE extra (a)")
        record_as_applied(database, source, 1)
        with pytest.raises(MigrationError) as refused:
            record_as_applied(database, source, 2)
        assert refused.value.cause == "The migrations before it make this schema already."
        assert [row.version for row in read_ledger(database).rows] == [1]
