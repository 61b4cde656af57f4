"""What a ledger's rows are replayed as: the files of today, and past texts where there is no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.source import Migration, MigrationKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.detective.facts import Explanation
    from pipeline_browser.model.migrations.ledger import LedgerRow
    from pipeline_browser.model.migrations.source import MigrationSource


def replayed_as(
    source: MigrationSource, rows: Iterable[LedgerRow], explanations: Iterable[Explanation]
) -> tuple[list[Migration], list[str]]:
    """Return the migrations that stand for the rows, and a sentence for each row that nothing stands for."""
    told = {each.version: each for each in explanations}
    migrations: list[Migration] = []
    lacking: list[str] = []
    for row in rows:
        explanation = told.get(row.version)
        migration = source.up(row.version) or (past_migration(source, explanation) if explanation else None)
        if migration is None:
            lacking.append(f"the text of migration {row.version} is not known, so it cannot be replayed")
        else:
            migrations.append(migration)
    return migrations, lacking


def past_migration(source: MigrationSource, explanation: Explanation) -> Migration | None:
    """Return the applied text as a migration: it has the recorded checksum, so it is what ran."""
    text, row = explanation.text, explanation.entry.row
    if text is None or row is None:
        return None
    name = text.sighting.path.rsplit("/", 1)[-1] if text.sighting else f"{row.version}_unknown.sql"
    return Migration(
        version=row.version,
        description=row.description,
        kind=MigrationKind.SIMPLE,
        sql=text.sql,
        checksum=row.checksum,
        equal_checksums=frozenset({row.checksum}),
        path=text.path or source.folder / name,
    )
