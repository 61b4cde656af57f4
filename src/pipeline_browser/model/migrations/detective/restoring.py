"""Files that a source lacks, written back with the very text that was applied; never over another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.detective.facts import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings
    from pipeline_browser.model.migrations.source import MigrationSource


def restorable(findings: Findings) -> tuple[Explanation, ...]:
    """Return the missing migrations whose text the folder's history has."""
    return tuple(
        each
        for each in findings.explanations
        if each.cause is Cause.DELETED and each.text is not None and not findings.source.bundled
    )


def restore_files(source: MigrationSource, explanations: Iterable[Explanation]) -> tuple[Path, ...]:
    """Write the files back into the source's folder and return where; sqlx finds the recorded checksums.

    Raises:
        SourceError: a file of that name is there, or the folder cannot be written; those before it stay.
    """
    return tuple(_restored(source, each) for each in explanations)


def restored_name(explanation: Explanation) -> str:
    """Return the name that the file had, else one of version and description."""
    sighting = explanation.text.sighting if explanation.text else None
    name = sighting.path.rsplit("/", 1)[-1] if sighting else ""
    if name.partition("_")[0].isdigit() and int(name.partition("_")[0]) == explanation.version:
        return name
    words = explanation.entry.description.replace(" ", "_").replace("/", "_").replace("\0", "_")
    return f"{explanation.version}_{words}.sql"


def _restored(source: MigrationSource, explanation: Explanation) -> Path:
    path = source.folder / restored_name(explanation)
    assert explanation.text is not None  # noqa: S101 - see restorable()
    try:
        with path.open("xb") as file:
            file.write(explanation.text.sql.encode())
    except OSError as error:
        raise SourceError(
            f"{path.name} could not be brought back",
            path=path,
            version=explanation.version,
            cause=f"{error.strerror or error}. Nothing was written over.",
            remedy="Look what is there, and whether the folder can be written.",
        ) from error
    return path
