"""The tree of errors that a person can be shown, whole, at one place.

PipelineBrowserError
├── Cancelled
├── LocationError                 what was asked for is no database location
├── DatabaseFileError             the file itself: nothing was changed
│   ├── DatabaseNotFound
│   ├── DatabaseExists
│   ├── ParentFolderMissing
│   ├── NotAFile                  a folder, FIFO, device, socket, or a loop of links
│   ├── AccessDenied
│   ├── NotADatabase              too short, another format, encrypted
│   ├── NewerSqliteNeeded
│   ├── DatabaseDamaged
│   ├── RecoveryNeeded            a hot journal that a read-only opening may not roll back
│   ├── ForeignJournal            a journal beside the file that was not written for it
│   └── SnapshotOnly              a WAL that cannot be read where nothing can be written
├── DatabaseBusy                  somebody else holds the lock
├── DatabaseReadOnly
├── DatabaseReplaced              the path names another file now, or none
├── DatabaseFull                  no space left
├── DatabaseOperationFailed       any other refusal of SQLite's
│   └── ForeignKeysViolated       a COMMIT that would leave rows without their parent
├── BackupFailed
├── RehearsalFailed               no copy to try a plan on, or no room for it; nothing is known about the plan
├── ExportFailed                  a file that was to be written could not be
├── FileUnreadable                a file that was only to be read: gone, no file, refused, changing
├── ImportRefused                 a file that was to be imported is none of ours, or damaged
├── EditRefused                   a change of pipelines that cannot be made, with the reason
│   ├── RunsOutdated              rows that runs were to be imported into are not what was planned with
│   └── EditConflict              another program changed the same rows meanwhile
├── SettingsDamaged
├── ScreenUnusable                no display, or a library of the system is missing
└── MigrationError
    ├── SourceError               the folder of migrations, or sqlx.toml
    ├── LedgerUnusable            _sqlx_migrations is no table of sqlx's
    ├── MigrationDirty
    ├── MigrationMissing
    ├── MigrationModified
    ├── TargetVersionError
    ├── PlanOutdated              folder or ledger changed after the plan was shown
    ├── PlanRefused               something in a file would break a promise of ours
    ├── UnversionedDatabase       tables but no ledger, and other tables than the migrations promise
    ├── BaselineRefused           a database that cannot be marked as migrated up to a version
    ├── CascadeRefused            a rebuild would delete or blank rows of other tables
    └── MigrationFailed           SQLite refused a statement

Each says in words what happened, to which path, why, and what to do. Texts that come from a database or a
file name stay literal; whoever shows them escapes them for the place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.rows import StoredRow


class PipelineBrowserError(Exception):
    """An expected failure, told so that a person can act on it.

    Attributes:
        summary: what happened, one sentence without a full stop's worth of jargon.
        path: the file or folder concerned, if any.
        cause: why it happened.
        remedy: what to do about it.
        details: SQLite's own words, SQL, codes: folded away until asked for.
        points: what the cause consists of, if that is a list.
        outcome: what was kept and what was undone, once a longer job knows; empty before.
    """

    def __init__(
        self, summary: str, *, path: Path | None = None, cause: str = "", remedy: str = "", details: str = ""
    ) -> None:
        super().__init__(summary)
        self.summary = summary
        self.path = path
        self.cause = cause
        self.remedy = remedy
        self.details = details
        self.outcome = ""
        self.points: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Return summary, cause, points, outcome and remedy as plain lines, leaving out what is empty."""
        points = (f"- {point}" for point in self.points)
        return [line for line in (self.summary, self.cause, *points, self.outcome, self.remedy) if line]


class Cancelled(PipelineBrowserError):
    """The person asked for it to stop; ``outcome`` says what was kept and what was undone."""

    def __init__(self, summary: str = "Cancelled", **facts: str) -> None:
        super().__init__(summary, **facts)  # type: ignore[arg-type]


class LocationError(PipelineBrowserError):
    """A text that names no database: an unknown URL scheme or parameter, nothing given.

    Attributes:
        sqlx_message: the words that sqlx-cli prints for it, for scripts.
    """

    def __init__(self, summary: str, *, sqlx_message: str = "", cause: str = "", remedy: str = "") -> None:
        super().__init__(summary, cause=cause, remedy=remedy)
        self.sqlx_message = sqlx_message


class DatabaseFileError(PipelineBrowserError):
    """The file cannot be used as a database; its bytes stay as they were."""


class DatabaseNotFound(DatabaseFileError):
    """Nothing is there under that path."""


class DatabaseExists(DatabaseFileError):
    """A file is there already where a new one was to be written."""


class ParentFolderMissing(DatabaseFileError):
    """The folder that the file should be in does not exist."""


class NotAFile(DatabaseFileError):
    """A folder, FIFO, device, socket, or a loop of links."""


class AccessDenied(DatabaseFileError):
    """The operating system refuses to let us read the file or its folder."""


class NotADatabase(DatabaseFileError):
    """Too short, another format, or encrypted."""


class NewerSqliteNeeded(DatabaseFileError):
    """Written by a later SQLite, in a format that this one cannot read."""


class DatabaseDamaged(DatabaseFileError):
    """A SQLite file whose contents contradict each other."""


class RecoveryNeeded(DatabaseFileError):
    """A hot journal must be rolled back first, which a read-only opening may not do."""


class ForeignJournal(DatabaseFileError):
    """A rollback journal lies beside the file that was not written for this file."""


class SnapshotOnly(DatabaseFileError):
    """A WAL file lies beside it that cannot be read here, since nothing can be written beside it."""


class DatabaseBusy(PipelineBrowserError):
    """Another program holds the lock longer than the busy timeout."""


class DatabaseReadOnly(PipelineBrowserError):
    """A write was asked of a database that is open for reading only."""


class DatabaseReplaced(PipelineBrowserError):
    """The path names another file than the one that is open, or none at all."""


class DatabaseFull(PipelineBrowserError):
    """The disk (or a quota) is full; the transaction was rolled back."""


class DatabaseOperationFailed(PipelineBrowserError):
    """SQLite refused for a reason that has no class of its own here."""


class ForeignKeysViolated(DatabaseOperationFailed):
    """A COMMIT that would leave rows without the row that they refer to; ``cause`` names the first."""

    sqlite_message = "FOREIGN KEY constraint failed"


class BackupFailed(PipelineBrowserError):
    """The copy could not be written or did not verify; nothing was left under the final name."""


class RehearsalFailed(PipelineBrowserError):
    """A plan could not be tried out on a copy; the database was only read, and nothing of a copy is left.

    Attributes:
        for_room: another folder for the copy can help.
    """

    def __init__(self, summary: str, *, for_room: bool = False, **facts: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(summary, **facts)
        self.for_room = for_room


class ExportFailed(PipelineBrowserError):
    """What was to be saved in a file of another kind was not; an older file of that name is as it was."""


class FileUnreadable(PipelineBrowserError):
    """A file beside the database cannot be read, or changed while it was; ``cause`` is a sentence."""


class ImportRefused(PipelineBrowserError):
    """A file cannot be imported; nothing was written.

    Attributes:
        line: where it is wrong, from 1; 0 where that is not known.
    """

    def __init__(self, summary: str, *, line: int = 0, **facts: Any) -> None:  # noqa: ANN401 - handed on
        super().__init__(summary, **facts)
        self.line = line


class EditRefused(PipelineBrowserError):
    """A change of pipelines, stages or entries that cannot be made; nothing was written."""


@dataclass(frozen=True, slots=True)
class RowConflict:
    """One row that is not what an edit was made from.

    Attributes:
        base: the row that the edit was made from; None where there should have been none.
        mine: what the edit would leave; None where it would delete the row.
        theirs: what is there now; None where it is gone.
        final: overwriting cannot help: what is needed is gone, or its name or key is another row's.
    """

    base: StoredRow | None
    mine: StoredRow | None
    theirs: StoredRow | None
    final: bool = False

    @property
    def row(self) -> StoredRow:
        """The row in any of its states, to name it by."""
        row = self.base or self.mine or self.theirs
        assert row is not None  # noqa: S101 - a conflict about nothing is never made
        return row

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that differ between what the edit was made from and what is there now."""
        if self.base is None or self.theirs is None:
            return self.row.columns
        return self.base.differing(self.theirs)


class RunsOutdated(EditRefused):
    """Pipelines or their metrics changed after an import was planned; nothing was written."""


class EditConflict(EditRefused):
    """Another program (or window) changed what an edit was made from; nothing was written.

    Attributes:
        conflicts: the rows concerned.
    """

    def __init__(self, conflicts: tuple[RowConflict, ...], *, path: Path | None = None) -> None:
        super().__init__(
            "The rows were changed meanwhile",
            path=path,
            cause="Another program or window changed what this edit was made from. Nothing was written.",
            remedy="Look at what is there now, then choose which of the two stays.",
        )
        self.conflicts = conflicts


class SettingsDamaged(PipelineBrowserError):
    """The settings file could not be read; it was kept aside and the defaults are in use."""


class ScreenUnusable(PipelineBrowserError):
    """No window can be shown here: no display, or the system lacks a library that Qt needs."""


class MigrationError(PipelineBrowserError):
    """Anything that stops a migration run.

    Attributes:
        sqlx_message: the words that sqlx-cli prints for it, for scripts; empty where sqlx has none.
        version: the migration concerned, if one is.
    """

    def __init__(
        self,
        summary: str,
        *,
        version: int | None = None,
        sqlx_message: str = "",
        path: Path | None = None,
        cause: str = "",
        remedy: str = "",
        details: str = "",
    ) -> None:
        super().__init__(summary, path=path, cause=cause, remedy=remedy, details=details)
        self.version = version
        self.sqlx_message = sqlx_message


class SourceError(MigrationError):
    """The folder of migrations cannot be read as sqlx would read it."""


class LedgerUnusable(MigrationError):
    """``_sqlx_migrations`` is a view, has other columns, or holds values that sqlx never writes."""


class MigrationDirty(MigrationError):
    """A ledger row says that its migration did not succeed."""


class MigrationMissing(MigrationError):
    """An applied migration is not in the source."""


class MigrationModified(MigrationError):
    """An applied migration's file has another checksum than the ledger."""


class TargetVersionError(MigrationError):
    """The target version is not in the source, or lies on the wrong side of what is applied."""


class PlanOutdated(MigrationError):
    """The ledger or the folder is not what the shown plan was made from."""


class PlanRefused(MigrationError):
    """A file would break what the run promises, so nothing was started."""


class UnversionedDatabase(MigrationError):
    """Tables without a ledger, which the migrations would skip although they are not what is promised.

    Attributes:
        differences: what would still not be as promised after the run, a sentence each.
    """

    def __init__(self, summary: str, *, differences: tuple[str, ...], **facts: str) -> None:
        super().__init__(summary, **facts)  # type: ignore[arg-type]
        self.differences = self.points = differences


class BaselineRefused(MigrationError):
    """A database cannot be marked as migrated up to a version; ``points`` are the differences."""

    def __init__(self, summary: str, *, points: tuple[str, ...] = (), **facts: Any) -> None:  # noqa: ANN401
        super().__init__(summary, **facts)
        self.points = points


@dataclass(frozen=True, slots=True)
class CascadeLoss:
    """Rows of ``table`` that dropping ``parent`` takes along.

    Attributes:
        before: rows (or, when ``blanked``, non-NULL references) before the statement.
        after: the same at the end of the migration.
        blanked: the rows stay, but their reference to the parent becomes NULL or its default.
    """

    parent: str
    table: str
    before: int
    after: int
    blanked: bool = False


class CascadeRefused(MigrationError):
    """Dropping a parent table takes rows of its children along; rolled back.

    Attributes:
        losses: what would be gone, table by table.
    """

    def __init__(self, summary: str, *, losses: tuple[CascadeLoss, ...], version: int, **facts: str) -> None:
        super().__init__(summary, version=version, **facts)  # type: ignore[arg-type]
        self.losses = losses


class MigrationFailed(MigrationError):
    """SQLite refused a statement of a migration.

    Attributes:
        statement: the statement's text.
        line: its first line in the file, counted from 1.
        column: its first column, counted from 1.
        sqlite_message: SQLite's own words.
    """

    def __init__(
        self,
        summary: str,
        *,
        version: int,
        statement: str,
        line: int,
        column: int,
        sqlite_message: str,
        sqlx_message: str = "",
        path: Path | None = None,
        cause: str = "",
        remedy: str = "",
        details: str = "",
    ) -> None:
        super().__init__(
            summary,
            version=version,
            sqlx_message=sqlx_message,
            path=path,
            cause=cause,
            remedy=remedy,
            details=details,
        )
        self.statement = statement
        self.line = line
        self.column = column
        self.sqlite_message = sqlite_message
