"""Whatever is written, run, cancelled and reverted in whatever order: ledger and schema agree."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.location import Location
from pipeline_browser.model.migrations.history import MigrationState, history
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.planner import plan_revert, plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from pipeline_browser.model.migrations import progress
    from pipeline_browser.model.migrations.plan import Plan

VERSIONS = st.integers(1, 9)
FAULTS = ("", "", "", "SELECT nonsense;", "INSERT OR ROLLBACK INTO u VALUES (1), (1);", "BEGIN;")


class AnyHistory(RuleBasedStateMachine):
    """Migration ``n`` creates table ``tn``; some fail after it did."""

    def __init__(self) -> None:
        super().__init__()
        self.top = Path(tempfile.mkdtemp())
        self.folder = self.top / "migrations"
        self.folder.mkdir()
        self.database = Database.create(Location(self.top / "a.db"))

    @override
    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.top)

    @rule(version=VERSIONS, fault=st.sampled_from(FAULTS), wrapped=st.booleans())
    def write(self, version: int, fault: str, wrapped: bool) -> None:
        body = f"CREATE TEMP TABLE IF NOT EXISTS u(x UNIQUE); CREATE TABLE t{version}(x); {fault}"
        up = f"BEGIN; {body} COMMIT;" if wrapped else body
        (self.folder / f"{version}_x.up.sql").write_text(up)
        (self.folder / f"{version}_x.down.sql").write_text(f"DROP TABLE t{version};")

    @rule(version=VERSIONS)
    def remove(self, version: int) -> None:
        for file in self.folder.glob(f"{version}_x.*"):
            file.unlink()

    @rule(atomic=st.booleans(), ignore_missing=st.booleans(), last=st.none() | VERSIONS)
    def run_pending(self, atomic: bool, ignore_missing: bool, last: int | None) -> None:
        source = read_source(self.folder)
        plan = plan_run(self.database, source, atomic=atomic, ignore_missing=ignore_missing, target=last)
        self.attempt(plan)

    @rule(last=st.none() | st.integers(0, 9))
    def revert(self, last: int | None) -> None:
        self.attempt(plan_revert(self.database, read_source(self.folder), target=last, ignore_missing=True))

    @rule(after=st.integers(0, 12), atomic=st.booleans())
    def cancel_a_run(self, after: int, atomic: bool) -> None:
        cancellation = Cancellation()
        told = 0

        def cancel_after(_: progress.RunEvent) -> None:
            nonlocal told
            told += 1
            if told > after:
                cancellation.cancel()

        plan = plan_run(self.database, read_source(self.folder), atomic=atomic, ignore_missing=True)
        before = self.versions()
        try:
            run_plan(self.database, plan, progress=cancel_after, cancellation=cancellation)
        except Cancelled:
            assert not atomic or self.versions() == before
        except PipelineBrowserError:
            pass

    @precondition(lambda self: bool(self.versions()))
    @rule()
    def running_again_right_after_a_clean_run_does_nothing(self) -> None:
        source = read_source(self.folder)
        plan = plan_run(self.database, source, ignore_missing=True)
        try:
            run_plan(self.database, plan)
        except PipelineBrowserError:
            return
        assert plan_run(self.database, source, ignore_missing=True).is_empty

    @invariant()
    def ledger_and_schema_agree(self) -> None:
        names = self.database.query("SELECT name FROM sqlite_master WHERE type = 'table'")
        tables = {name for (name,) in names} - {"_sqlx_migrations"}
        assert tables == {f"t{version}" for version in self.versions()}
        assert not self.database.connection.in_transaction

    @invariant()
    def every_row_has_a_state(self) -> None:
        entries = history(read_source(self.folder), read_ledger(self.database))
        applied = {entry.version for entry in entries if entry.row is not None}
        assert applied == set(self.versions())
        assert all((entry.row is None) is (entry.state in PENDING) for entry in entries)

    def attempt(self, plan: Plan) -> None:
        before = self.versions()
        try:
            run_plan(self.database, plan)
        except PipelineBrowserError:
            if plan.atomic or plan.refusal:
                assert self.versions() == before

    def versions(self) -> list[int]:
        return [row.version for row in read_ledger(self.database).rows]


PENDING = (MigrationState.PENDING, MigrationState.OUT_OF_ORDER)

TestAnyHistory = AnyHistory.TestCase
TestAnyHistory.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
