"""A folder of migrations and a database beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.ledger import Ledger, read_ledger
from pipeline_browser.model.migrations.planner import plan_revert, plan_run
from pipeline_browser.model.migrations.runner import RunReport, run_plan
from pipeline_browser.model.migrations.source import MigrationSource, read_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.progress import RunEvent


@dataclass
class Bench:
    """A database, a folder of migrations, and what the last run told."""

    folder: Path
    database: Database
    events: list[RunEvent] = field(default_factory=list)

    def write(self, name: str, sql: str) -> Path:
        path = self.folder / name
        path.write_bytes(sql.encode())
        return path

    def source(self) -> MigrationSource:
        return read_source(self.folder)

    def plan(self, **options: Any) -> Plan:  # noqa: ANN401 (the planner's own options)
        return plan_run(self.database, self.source(), **options)

    def run(self, *, atomic: bool = False, **options: Any) -> RunReport:  # noqa: ANN401 (the runner's own)
        return run_plan(self.database, self.plan(atomic=atomic), progress=self.events.append, **options)

    def revert(self, target: int | None = None) -> RunReport:
        plan = plan_revert(self.database, self.source(), target=target)
        return run_plan(self.database, plan, progress=self.events.append)

    def ledger(self) -> Ledger:
        return read_ledger(self.database)

    def versions(self) -> list[int]:
        return [row.version for row in self.ledger().rows]

    def tables(self) -> set[str]:
        rows = self.database.query("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {name for (name,) in rows} - {"_sqlx_migrations"}

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        return self.database.query(sql)


@pytest.fixture(params=["wal", "delete"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    folder = tmp_path / "migrations"
    folder.mkdir()
    database = Database.create(parse_location(str(tmp_path / "a.db")))
    database.execute(f"PRAGMA journal_mode = {request.param}")
    yield Bench(folder, database)
    database.close()
