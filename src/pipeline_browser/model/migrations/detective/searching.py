"""Looking for the texts that were applied: in the files, in their other forms, in their folder's history."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.bundled import upstream_checksums, upstream_release
from pipeline_browser.model.migrations.detective.facts import Cause, Explanation, FoundText, GitLook
from pipeline_browser.model.migrations.detective.git.history import PastText, Wanted, look_through
from pipeline_browser.model.migrations.detective.texts.difference import difference_of
from pipeline_browser.model.migrations.detective.texts.forms import (
    checksums_of,
    find_form,
    form_changes,
    forms_of,
)
from pipeline_browser.model.migrations.detective.texts.meaning import row_statements, same_statements
from pipeline_browser.model.migrations.history import HistoryEntry, MigrationState, is_odd
from pipeline_browser.model.migrations.source import checksums

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.ledger import LedgerRow
    from pipeline_browser.model.migrations.source import Migration, MigrationSource


class Search:
    """One look at a source and its history.

    Attributes:
        odd: the entries that there is something to explain about.
        look: how the look through the history went.
    """

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
        self._recorded = {entry.version for entry in entries if entry.row}
        self.odd = [entry for entry in entries if is_odd(entry)]
        self._past: dict[int, PastText] = {}
        self.look = GitLook()
        if use_git and not source.bundled:
            wanted = [Wanted(entry.version, entry.row.checksum) for entry in self.odd if entry.row]
            self._past, self.look = look_through(
                source.folder, wanted, self._ignored, cancellation=cancellation
            )

    def explain(self, entry: HistoryEntry) -> Explanation:
        """Return why the migration is odd, as far as its texts tell."""
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
            self._other_form(entry, row) or self._other_file(entry, row) or self._unknown_text(entry, release)
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

    def _other_file(self, entry: HistoryEntry, row: LedgerRow) -> Explanation | None:
        """Find the applied text in another file; for a missing migration in one that is not applied."""
        missing = entry.migration is None
        for other, text in self._files.get(row.checksum, ()):
            if other is not entry.migration and not (missing and other.version in self._recorded):
                cause = Cause.RENUMBERED if missing else Cause.OTHER_FILE
                return Explanation(entry, cause, text=FoundText(text, other.path))
        return None

    @cached_property
    def _files(self) -> dict[bytes, list[tuple[Migration, str]]]:
        """Every file by the checksums of its usual forms; made once, since the search is quadratic else."""
        files: dict[bytes, list[tuple[Migration, str]]] = {}
        lengths = {len(entry.row.checksum) for entry in self.odd if entry.row}
        for migration in self._source.ups:
            for form in forms_of(migration.sql, thorough=False):
                for checksum in checksums_of(form.text, self._ignored, lengths):
                    files.setdefault(checksum, []).append((migration, form.text))
        return files

    def _unknown_text(self, entry: HistoryEntry, release: str) -> Explanation:
        if release:
            return Explanation(entry, Cause.UPSTREAM, recorded_release=release)
        return Explanation(entry, Cause.GIT if entry.version in self._past else Cause.EDITED)

    def _missing(self, entry: HistoryEntry, row: LedgerRow) -> Explanation:
        gone = Cause.DELETED if entry.version in self._past else Cause.MISSING
        return self._other_file(entry, row) or Explanation(entry, gone)

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
