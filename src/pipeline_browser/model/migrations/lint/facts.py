"""What a rule of the lint is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.plan import PlanWarning, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.model.migrations.source import Migration


@dataclass(frozen=True, slots=True)
class Example:
    """Migration files that show what a rule is about.

    Attributes:
        files: names and texts of a folder's files.
        applied: the files as they were when they were applied to a database; empty without a database.
    """

    files: tuple[tuple[str, str], ...]
    applied: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that migration files should not do.

    Attributes:
        id: stable: in comments, settings, JSON and on the command line.
        title: a few words.
        severity: the usual one; a finding may weigh less or more, as ``why`` says then.
        sentence: what is wrong, in one sentence.
        why: what happens, and what the rule does not see, in paragraphs.
        bad: gives one finding, of this rule.
        better: gives none.
        practice: where the rule comes from.
    """

    id: str
    title: str
    severity: Severity
    sentence: str
    why: str
    bad: Example
    better: Example
    practice: str

    def says(
        self, text: str, line: int | None = None, column: int | None = None, *, as_: Severity | None = None
    ) -> PlanWarning:
        """Return what is wrong at a place of a file."""
        return PlanWarning(self.id, as_ or self.severity, text, line, column)


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a migration file that breaks a rule."""

    migration: Migration
    warning: PlanWarning

    @property
    def order(self) -> tuple[int, str, int, int]:
        """What findings are sorted by: version, file, line, column."""
        line, column = self.warning.line or 0, self.warning.column or 0
        return (self.migration.version, self.migration.file_name, line, column)


@dataclass(frozen=True, slots=True)
class LintReport:
    """What was found in a folder, by version, file and line.

    Attributes:
        silenced: how many findings comments and settings allow.
    """

    findings: tuple[Finding, ...] = ()
    silenced: int = 0
    _by_file: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict, repr=False, compare=False)

    def of(self, migration: Migration | None) -> tuple[Finding, ...]:
        """Return what was found in one file, by line; nothing if its text is another one by now."""
        if migration is None:
            return ()
        found = self._by_file.get(migration.file_name, ())
        return found if found and found[0].migration.sql == migration.sql else ()

    @property
    def gravest(self) -> Severity | None:
        """The weight of the gravest finding."""
        weights = (finding.warning.severity for finding in self.findings)
        return max(weights, key=lambda severity: severity.weight, default=None)


def report_of(findings: list[Finding], silenced: int = 0) -> LintReport:
    """Return findings as a report."""
    ordered = tuple(sorted(findings, key=lambda finding: finding.order))
    files: dict[str, list[Finding]] = {}
    for finding in ordered:
        files.setdefault(finding.migration.file_name, []).append(finding)
    return LintReport(ordered, silenced, {name: tuple(found) for name, found in files.items()})
