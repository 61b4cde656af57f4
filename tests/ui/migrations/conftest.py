"""A folder of migrations, a database beside it, and a session that has it open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import MigrationSource, read_source
from pipeline_browser.ui.migrations.plan_offer import PlanOffer, PlanRequest, make_offer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.session import Session


@dataclass
class Workshop:
    """A folder of migration files and the database that they are for."""

    folder: Path
    path: Path
    _open: list[Database] = field(default_factory=list)

    @property
    def location(self) -> Location:
        return Location(self.path)

    @property
    def source(self) -> MigrationSource:
        return read_source(self.folder)

    def write(self, name: str, sql: str) -> Path:
        file = self.folder / name
        file.write_text(sql, encoding="utf-8")
        return file

    def open(self) -> Database:
        database = Database.open(self.location)
        self._open.append(database)
        return database

    def close(self) -> None:
        while self._open:
            self._open.pop().close()

    def migrate(self, target: int | None = None) -> None:
        database = self.open()
        run_plan(database, plan_run(database, self.source, target=target))
        self.close()

    def execute(self, *statements: str) -> None:
        database = self.open()
        for statement in statements:
            database.execute(statement)
        self.close()

    def query(self, sql: str) -> list[tuple[object, ...]]:
        database = self.open()
        rows = database.query(sql)
        self.close()
        return list(rows)

    def offer(
        self,
        direction: Direction = Direction.RUN,
        target: int | None = None,
        *,
        ignore_missing: bool = False,
        read_only: bool = False,
    ) -> PlanOffer:
        request = PlanRequest(self.source, direction, target, ignore_missing)
        database = Database.open(self.location, read_only=read_only)
        try:
            return make_offer(request, database, lambda _event: None, Cancellation())
        finally:
            database.close()


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    folder = tmp_path / "migrations"
    folder.mkdir()
    made = Workshop(folder, tmp_path / "shop.db")
    Database.create(made.location).close()
    yield made
    made.close()


@pytest.fixture
def opened(workshop: Workshop, session: Session, preferences: Preferences, qtbot: QtBot) -> Session:
    """A session that has the workshop's database open as soon as ``opened.open`` is called."""
    preferences.set_source(str(workshop.path), str(workshop.folder))
    return session


def open_in(session: Session, workshop: Workshop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.opened):
        session.open(workshop.location)
