"""Linting a folder of migrations: every file replayed in order, then the schema that stands at the end."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.allowing import Allowances
from pipeline_browser.model.migrations.lint.facts import Finding, LintReport, report_of
from pipeline_browser.model.migrations.lint.hooks import broken_hooks
from pipeline_browser.model.migrations.lint.names import about_names
from pipeline_browser.model.migrations.lint.one_file import OneFile
from pipeline_browser.model.migrations.lint.rebuilding import forgetting, still_missing
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.lint.standing import standing_faults
from pipeline_browser.model.migrations.lint.texts import about_text, pinned_by_git, says_the_way_back
from pipeline_browser.model.migrations.lint.trial import Trial
from pipeline_browser.model.migrations.lint.undoing import items, not_undone
from pipeline_browser.model.migrations.lint.world import World
from pipeline_browser.model.migrations.replay import scratch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.lint.rebuilding import Forgotten
    from pipeline_browser.model.migrations.lint.undoing import Item
    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.migrations.replay import Scratch
    from pipeline_browser.model.migrations.source import Migration, MigrationSource

_DOWN = "down_of_lint"
_FAILURES = frozenset({"fails", "unknown-to-sqlite"})


def lint_source(
    source: MigrationSource,
    *,
    now: datetime,
    allowances: Allowances | None = None,
    cancellation: Cancellation | None = None,
) -> LintReport:
    """Return what could be better about a folder's files; no database is needed, and nothing is written.

    Args:
        now: UTC, to tell versions of the future.
        allowances: what the folder allows; see ``read_allowances``.

    Raises:
        Cancelled: on request.
    """
    findings = find_all(source, now=now, cancellation=cancellation)
    return judged(findings, source, allowances or Allowances())


def find_all(
    source: MigrationSource, *, now: datetime, cancellation: Cancellation | None = None
) -> tuple[Finding, ...]:
    """Return everything that could be better about a folder's files, allowed or not.

    Raises:
        Cancelled: on request.
    """
    return tuple(chain.from_iterable(find_by_file(source, now=now, cancellation=cancellation)))


def find_by_file(
    source: MigrationSource, *, now: datetime, cancellation: Cancellation | None = None
) -> Iterator[tuple[Finding, ...]]:
    """Yield the same file by file, for somebody who has other things to do meanwhile.

    Raises:
        Cancelled: on request; there is no going on after it.
    """
    yield tuple(about_names(source, now))
    with scratch(cancellation) as copy:
        yield from _Replay(source, copy, cancellation).by_file()


def judged(findings: Iterable[Finding], source: MigrationSource, allowances: Allowances) -> LintReport:
    """Return the findings that nothing allows, and those about what is allowed."""
    allowed = {each.file_name: allowances.of(each) for each in source.migrations}
    unknown = [Finding(each, warning) for each in source.migrations for warning in allowances.unknown(each)]
    everything = [*dict.fromkeys(findings), *unknown]
    told = [each for each in everything if each.warning.rule not in allowed[each.migration.file_name]]
    return report_of(told, len(everything) - len(told))


class _Replay:
    """Replays the files of a source, each up file followed by its down file, which is taken back."""

    def __init__(self, source: MigrationSource, copy: Scratch, cancellation: Cancellation | None) -> None:
        self._source = source
        self._copy = copy
        self._cancellation = cancellation
        self._trial = Trial(copy)
        self._world = World()
        self._pinned = pinned_by_git(source)
        self._downs = {each.version: each for each in source.downs}
        self._forgotten: dict[Migration, list[Forgotten]] = {}
        self._lost = False  # a file could not be replayed: those after it may fail for that alone

    def by_file(self) -> Iterator[tuple[Finding, ...]]:
        versions = set()
        for up in self._source.ups:
            if self._cancellation is not None:
                self._cancellation.check()
            if up.version not in versions:  # the second one would never run
                versions.add(up.version)
                yield tuple(self._pair(up, self._downs.get(up.version)))
        for down in self._source.downs:
            yield tuple(self._about_text(down, OneFile(self._trial, self._world, down)))
        yield tuple(self._standing())

    def _pair(self, up: Migration, down: Migration | None) -> Iterator[Finding]:
        before = items(self._trial) if down is not None else ()
        file = OneFile(self._trial, self._world, up)
        yield from self._about_text(up, file)
        yield from _found(up, self._told(file.warnings()))
        if not file.failed:
            yield from _found(up, file.losses())
            self._forgotten.setdefault(up, []).extend(file.forgotten())
            yield from _found(up, file.repeated())
        if down is None and file.does_something and not says_the_way_back(up.sql):
            text = "Has neither a down file nor a comment that says how to undo it."
            yield Finding(up, BY_ID["no-way-back"].says(text))
        if down is not None and not file.failed:
            yield from _found(down, self._down(down, before))
        self._lost = self._lost or file.failed

    def _down(self, down: Migration, before: tuple[Item, ...]) -> Iterator[PlanWarning]:
        self._trial.begin(_DOWN)
        try:
            file = OneFile(self._trial, self._world.copy(), down)
            yield from self._told(file.warnings())
            if not file.failed:
                yield from not_undone(before, items(self._trial))
        finally:
            self._trial.take_back(_DOWN)
            self._trial.restore()

    def _told(self, warnings: Iterable[PlanWarning]) -> Iterator[PlanWarning]:
        """Leave out failures that may come from an earlier file's."""
        return (each for each in warnings if not (self._lost and each.rule in _FAILURES))

    def _about_text(self, migration: Migration, file: OneFile) -> Iterator[Finding]:
        pinned = migration.file_name in self._pinned
        yield from _found(migration, about_text(migration, file.statements, pinned=pinned))

    def _standing(self) -> Iterator[Finding]:
        for migration, forgotten in self._forgotten.items():
            missing = still_missing(self._trial, forgotten)
            yield from _found(migration, map(forgetting, missing))
        schema = self._copy.schema()
        for place, warning in standing_faults(schema, self._world):
            yield Finding(place.migration, warning)
        for place, warning in broken_hooks(self._trial, schema, self._world):
            yield Finding(place.migration, warning)


def _found(migration: Migration, warnings: Iterable[PlanWarning]) -> Iterator[Finding]:
    return (Finding(migration, each) for each in warnings)
