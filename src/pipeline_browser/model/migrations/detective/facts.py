"""What an explanation is: the cause, where the applied text was found, and what the schema says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.detective.texts.difference import TextDifference
    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.schema.difference import SchemaDifference
    from pipeline_browser.model.schema.facts import Schema


class Cause(Enum):
    """Why ledger and folder disagree about a migration; the value is a stable id."""

    FORM = "form"  # the same text in another form: line endings, byte-order mark, blanks
    CONVENTION = "convention"  # the very same text, recorded by SHA-256
    UPSTREAM = "upstream"  # the ledger holds a text of Adaptive Pipeline
    OTHER_FILE = "other-file"  # another file of the folder is the text that was applied
    GIT = "git"  # an older text of the folder's history was applied
    EDITED = "edited"  # the text that was applied is not known
    RENUMBERED = "renumbered"  # missing, and a file of another version holds its text
    DELETED = "deleted"  # missing, and found in the folder's history
    MISSING = "missing"  # missing, and not found anywhere
    DIRTY = "dirty"  # recorded as failed


class FormChange(Enum):
    """One way in which two texts that say the same differ; the value is a stable id."""

    LINE_ENDINGS = "line-endings"
    BYTE_ORDER_MARK = "byte-order-mark"
    TRAILING_BLANKS = "trailing-blanks"
    FINAL_NEWLINES = "final-newlines"
    INDENTATION = "indentation"
    ENCODING = "encoding"


class DirtyState(Enum):
    """How much of a failed migration is in the database, as its schema tells."""

    DONE = "done"
    UNDONE = "undone"
    UNCLEAR = "unclear"  # the file changes no table: with and without it the schema is the same
    PARTLY = "partly"
    UNKNOWN = "unknown"  # the source cannot be replayed


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the folder's repository; texts are literal, as far as they are UTF-8.

    Attributes:
        date: the author's, ``YYYY-MM-DD HH:MM:SS +ZZZZ``.
        merge: it joins several histories.
    """

    id: str
    author: str
    date: str
    subject: str
    merge: bool = False

    @property
    def short(self) -> str:
        """The beginning of its id."""
        return self.id[:10]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A text with the recorded checksum in the folder's history.

    Attributes:
        path: from the top of the repository.
        blob: git's id of the content.
        introduced: the oldest commit that is known to have it.
        replaced: the commit that put another text in its place, or removed or renamed the file; None while
            it is the newest committed one.
        renamed_to: where ``replaced`` moved the file.
        deleted: ``replaced`` removed the file.
        staged: it is in the index alone.
        at_head: the newest commit of the branch that is checked out still has the content.
        exact: the content is the text byte by byte, not in another form (as git converts line endings).
    """

    path: str
    blob: str
    introduced: Commit | None
    replaced: Commit | None
    renamed_to: str = ""
    deleted: bool = False
    staged: bool = False
    at_head: bool = False
    exact: bool = True


@dataclass(frozen=True, slots=True)
class GitLook:
    """How far the folder's history could be looked through.

    Attributes:
        problem: why it could not, or not wholly, as a sentence; empty where all was seen.
        texts: how many texts were compared.
    """

    problem: str = ""
    texts: int = 0


@dataclass(frozen=True, slots=True)
class FoundText:
    """The text that was applied.

    Attributes:
        path: the file that holds it now, where one of the folder does.
        sighting: where it is in the history, if it is.
    """

    sql: str = field(repr=False)
    path: Path | None = None
    sighting: Sighting | None = None


@dataclass(frozen=True, slots=True)
class SchemaProof:
    """Whether the source as it is today makes the schema that is in the database.

    Attributes:
        versions: the migrations that were replayed.
        difference: what of the database is not as they make it.
        promised: what they make, as far as they can be replayed.
        unknown: why there is no telling, as sentences.
    """

    versions: tuple[int, ...]
    promised: Schema
    difference: SchemaDifference
    unknown: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether the schemas are known to mean the same."""
        return not self.unknown and self.difference.equal


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a migration of the ledger is not simply applied.

    Attributes:
        forms: what of the form differs between the applied text and the file of today.
        recorded_release: the releases of Adaptive Pipeline whose text the ledger holds.
        file_release: the same of the file (or of the bundled text's stamp).
        text: the applied text, where it is known.
        difference: from the applied text to the file of today; to nothing where there is none.
        same_statements: whether both texts hold the same statements; None where one is not known.
        same_rows: whether both write the same rows (INSERT, UPDATE, DELETE), of which a schema tells nothing;
            None where that is not known.
        dirty: how much of a failed migration is there; None where it is not recorded as failed.
        stamp: the checksum that the ledger should hold; None where there is no file.
    """

    entry: HistoryEntry
    cause: Cause
    forms: tuple[FormChange, ...] = ()
    recorded_release: str = ""
    file_release: str = ""
    text: FoundText | None = None
    difference: TextDifference | None = None
    same_statements: bool | None = None
    same_rows: bool | None = None
    dirty: DirtyState | None = None
    stamp: bytes | None = field(default=None, repr=False)

    @property
    def version(self) -> int:
        """The version that the ledger names."""
        return self.entry.version


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is read of a database for all of this, in one moment.

    Attributes:
        found: the database's schema.
        schema_version: SQLite's count of changes of the schema when it was read.
    """

    ledger: Ledger = field(repr=False)
    found: Schema = field(repr=False)
    schema_version: int


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that was found out about one database and one source in one moment.

    Attributes:
        explanations: those that were asked for, by version.
        everything: all there are: the proof of one needs the texts of the others.
        proof: of the whole: all applied migrations replayed as the source has them today.
        git: how the look through the history went.
    """

    source: MigrationSource = field(repr=False)
    evidence: Evidence
    explanations: tuple[Explanation, ...]
    everything: tuple[Explanation, ...] = field(repr=False)
    proof: SchemaProof
    git: GitLook

    def explanation(self, version: int) -> Explanation | None:
        """Return what was found out about a version; None where there is nothing to explain."""
        return next((each for each in self.explanations if each.version == version), None)
