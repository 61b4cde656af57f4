"""Finding out why ledger and folder disagree, migration by migration. Nothing here writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.bundled import upstream_checksums, upstream_release
from pipeline_browser.model.migrations.detective.facts import (
    Cause,
    DirtyState,
    Evidence,
    Explanation,
    Findings,
    FoundText,
    GitLook,
)
from pipeline_browser.model.migrations.detective.forms import find_form, form_changes
from pipeline_browser.model.migrations.detective.git_history import PastText, Wanted, look_through
from pipeline_browser.model.migrations.detective.replayed import replayed_as
from pipeline_browser.model.migrations.detective.schema_proof import Prover
from pipeline_browser.model.migrations.detective.text_difference import difference_of
from pipeline_browser.model.migrations.detective.text_meaning import row_statements, same_statements
from pipeline_browser.model.migrations.history import HistoryEntry, MigrationState, history, is_odd
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.migrations.source import MigrationKind, checksums
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.detective.facts import SchemaProof
    from pipeline_browser.model.migrations.ledger import Ledger, LedgerRow
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


def explain_all(
    database: Database,
    source: MigrationSource,
    *,
    versions: Collection[int] | None = None,
    git: bool = True,
    cancellation: Cancellation | None = None,
) -> Findings:
    """Explain every migration that sqlx would not take as applied.

    Args:
        versions: only these; None for all.
        git: look through the history of the source's folder, where the text is not found otherwise.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    evidence = gather(database, source, cancellation=cancellation)
    return explain_evidence(source, evidence, versions=versions, git=git, cancellation=cancellation)


def gather(
    database: Database, source: MigrationSource, *, cancellation: Cancellation | None = None
) -> Evidence:
    """Read what is needed of the database, all in one moment.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        schema_version = int(database.query("PRAGMA schema_version")[0][0])
        return Evidence(ledger, read_schema(database, cancellation=cancellation), schema_version)


def explain_evidence(
    source: MigrationSource,
    evidence: Evidence,
    *,
    versions: Collection[int] | None = None,
    git: bool = True,
    cancellation: Cancellation | None = None,
) -> Findings:
    """Explain what was gathered; the database is not needed any more, however slow git may be.

    Raises:
        Cancelled: on request.
    """
    ledger = evidence.ledger
    entries = history(source, ledger)
    detective = _Detective(source, entries, use_git=git, cancellation=cancellation)
    explanations = tuple(map(detective.explain, detective.odd))
    prover = Prover(evidence.found, source.config.table_name, cancellation)
    proof, state = _proof(prover, source, ledger, explanations)
    told = tuple(_judged(each, state) for each in explanations)
    wanted = tuple(each for each in told if versions is None or each.version in versions)
    return Findings(source, evidence, wanted, proof, detective.look)


def explain(
    database: Database,
    source: MigrationSource,
    version: int,
    *,
    git: bool = True,
    cancellation: Cancellation | None = None,
) -> Explanation | None:
    """Explain one version; None where there is nothing to explain: applied as the file is, or not applied.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    found = explain_all(database, source, versions={version}, git=git, cancellation=cancellation)
    return found.explanation(version)


class _Detective:
    """Looks for the texts that were applied: in the files, then in their folder's history."""

    def __init__(
        self,
        source: MigrationSource,
        entries: Sequence[HistoryEntry],
        *,
        use_git: bool,
        cancellation: Cancellation | None,
    ) -> None:
        self._source = source
        self._ignored = source.config.ignored_chars
        self._cancellation = cancellation
        self._entries = entries
        self.odd = [entry for entry in entries if is_odd(entry)]
        self._past: dict[int, PastText] = {}
        self.look = GitLook()
        if use_git and not source.bundled:
            wanted = [Wanted(entry.version, entry.row.checksum) for entry in self.odd if entry.row]
            self._past, self.look = look_through(
                source.folder, wanted, self._ignored, cancellation=cancellation
            )

    def explain(self, entry: HistoryEntry) -> Explanation:
        row = entry.row
        assert row is not None  # noqa: S101 - what is not in the ledger is not odd
        explanation = self._cause(entry, row)
        if entry.state is MigrationState.DIRTY:
            explanation = replace(explanation, cause=Cause.DIRTY)
        explanation = self._with_sighting(explanation)
        return _compared(replace(explanation, stamp=entry.migration.checksum if entry.migration else None))

    def _cause(self, entry: HistoryEntry, row: LedgerRow) -> Explanation:
        if entry.migration is None:
            return self._missing(entry, row)
        release = upstream_release(row.version, row.checksum) or ""
        own = self._file_release(entry.migration)
        own_text = self._source.bundled and row.checksum == _sha384(entry.migration, self._ignored)
        if own and own != release and (release or own_text):
            return Explanation(entry, Cause.UPSTREAM, recorded_release=release, file_release=own)
        if row.checksum == _sha256(entry.migration, self._ignored):
            text = FoundText(entry.migration.sql, entry.migration.path)
            return Explanation(entry, Cause.CONVENTION, text=text)
        if row.checksum == entry.migration.checksum:  # recorded as failed
            return Explanation(entry, Cause.DIRTY, text=FoundText(entry.migration.sql, entry.migration.path))
        return (
            self._other_form(entry, row)
            or self._other_file(entry, row, Cause.OTHER_FILE)
            or self._unknown_text(entry, release)
        )

    def _file_release(self, migration: Migration) -> str:
        known = upstream_checksums(migration.version)
        match = find_form(migration.sql, known, self._ignored, thorough=False) if known else None
        checksum = match[1] if match else migration.checksum
        return upstream_release(migration.version, checksum) or ""

    def _other_form(self, entry: HistoryEntry, row: LedgerRow) -> Explanation | None:
        assert entry.migration is not None  # noqa: S101
        sql = entry.migration.sql
        match = find_form(sql, {row.checksum}, self._ignored, cancellation=self._cancellation)
        if match is None:
            return None
        form, _ = match
        return Explanation(entry, Cause.FORM, forms=form.changes, text=FoundText(form.text))

    def _other_file(self, entry: HistoryEntry, row: LedgerRow, cause: Cause) -> Explanation | None:
        for other in self._source.migrations:
            if other is entry.migration or other.kind is MigrationKind.DOWN:
                continue
            if row.checksum in other.equal_checksums:
                return Explanation(entry, cause, text=FoundText(other.sql, other.path))
            match = find_form(
                other.sql, {row.checksum}, self._ignored, thorough=False, cancellation=self._cancellation
            )
            if match is not None:
                return Explanation(entry, cause, text=FoundText(match[0].text, other.path))
        return None

    def _unknown_text(self, entry: HistoryEntry, release: str) -> Explanation:
        if release:
            return Explanation(entry, Cause.UPSTREAM, recorded_release=release)
        return Explanation(entry, Cause.GIT if entry.version in self._past else Cause.EDITED)

    def _missing(self, entry: HistoryEntry, row: LedgerRow) -> Explanation:
        moved = self._other_file(entry, row, Cause.RENUMBERED)
        if moved is not None:
            return moved
        return Explanation(entry, Cause.DELETED if entry.version in self._past else Cause.MISSING)

    def _with_sighting(self, explanation: Explanation) -> Explanation:
        past = self._past.get(explanation.version)
        if past is None:
            return explanation
        text = explanation.text or FoundText(past.sql)
        return replace(explanation, text=replace(text, sighting=past.sighting))


def _compared(explanation: Explanation) -> Explanation:
    """Set the applied text beside the file of today."""
    migration, text = explanation.entry.migration, explanation.text
    if text is None or (migration is not None and text.sql == migration.sql):
        return explanation
    if migration is None:  # all of it is gone, unless another file holds it
        return replace(explanation, difference=None if text.path else difference_of(text.sql, ""))
    old, new = text.sql, migration.sql
    forms = explanation.forms or form_changes(old, new)
    return replace(
        explanation,
        forms=forms,
        difference=difference_of(old, new),
        same_statements=same_statements(old, new),
        same_rows=row_statements(old) == row_statements(new),
    )


def _sha384(migration: Migration, ignored: frozenset[str]) -> bytes:
    return checksums(migration.sql, ignored)[0]


def _sha256(migration: Migration, ignored: frozenset[str]) -> bytes:
    return checksums(migration.sql, ignored)[1]


# --- what the schema says ---


def _proof(
    prover: Prover,
    source: MigrationSource,
    ledger: Ledger,
    explanations: Sequence[Explanation],
) -> tuple[SchemaProof, DirtyState]:
    sound, lacking = replayed_as(source, (row for row in ledger.rows if row.success), explanations)
    dirty, more = replayed_as(source, (row for row in ledger.rows if not row.success), explanations)
    if not dirty and not more:
        return prover.prove(sound, lacking), DirtyState.UNKNOWN
    state, proof = prover.dirty_state(sound, dirty, [*lacking, *more])
    return proof, state


def _judged(explanation: Explanation, state: DirtyState) -> Explanation:
    if explanation.cause is not Cause.DIRTY:
        return explanation
    return replace(explanation, dirty=state)
