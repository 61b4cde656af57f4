"""Writing new migration files, named as ``sqlx migrate add`` names them."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.source import (
    MigrationKind,
    MigrationSource,
    kind_of_file,
    read_source,
)
from pipeline_browser.model.migrations.writing.texts import SQLX_LINES, Draft, body_of, head
from pipeline_browser.paths import migrations_folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from pipeline_browser.model.migrations.source import Migration
    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig

_NEWEST_VERSION = 2**63 - 1


@dataclass(frozen=True, slots=True)
class NewFile:
    """A migration file as it would be written."""

    path: Path
    text: str


def propose_files(
    source: MigrationSource,
    description: str,
    *,
    now: datetime,
    reversible: bool | None = None,
    sequential: bool | None = None,
    template: bool = False,
    draft: Draft | None = None,
) -> tuple[NewFile, ...]:
    """Return the file (or the up and down pair) that add_migration would write into the source's folder.

    Args:
        draft: what the files do; in a file of its own, what takes it back is a comment at the end.

    Raises:
        SourceError: the description cannot be part of a file name, or no version is left.
    """
    names = propose_names(source, description, now=now, reversible=reversible, sequential=sequential)
    files = []
    for kind, name in names:
        if draft is not None:
            text = head(name, description, kind, drafted=True) + body_of(draft, kind)
        else:
            text = head(name, description, kind) if template else SQLX_LINES[kind]
        files.append(NewFile(source.folder / name, text))
    return tuple(files)


def propose_names(
    source: MigrationSource,
    description: str,
    *,
    now: datetime,
    reversible: bool | None = None,
    sequential: bool | None = None,
) -> tuple[tuple[MigrationKind, str], ...]:
    """Return the type and the name of the file or of each of the pair.

    Raises:
        SourceError: the description cannot be part of a file name, or no version is left.
    """
    kinds = _kinds(source) if reversible is None else _pair_or_simple(reversible=reversible)
    number = _number(source, now, sequential=sequential)
    return tuple((kind, _file_name(number, description, kind)) for kind in kinds)


def add_migration(
    folder: Path,
    description: str,
    *,
    now: datetime,
    reversible: bool | None = None,
    sequential: bool | None = None,
    template: bool = False,
    draft: Draft | None = None,
    config: SqlxConfig | None = None,
) -> tuple[Path, ...]:
    """Write the file (or the up and down pair) and return their paths; None means as the folder already is.

    Args:
        now: UTC, for a timestamp version; moved on by whole seconds while the version is taken.
        draft: what the files do, below the same head.
        template: fill in a head with description and rollback comment instead of sqlx's one line.

    Raises:
        SourceError: the folder cannot be read or written, or the description cannot be part of a file name.
    """
    _make_folder(folder)
    source = read_source(folder, config)
    files = propose_files(
        source,
        description,
        now=now,
        reversible=reversible,
        sequential=sequential,
        template=template,
        draft=draft,
    )
    return write_files(files)


def write_files(files: Sequence[NewFile]) -> tuple[Path, ...]:
    """Write the files, all or none, and return their paths; one that exists is never written over.

    Raises:
        SourceError: one of them cannot be written, or would go among the bundled migrations.
    """
    _keep_bundled(files)
    written: list[Path] = []
    for file in files:
        _write(file.path, file.text, written)
    return tuple(written)


def _keep_bundled(files: Sequence[NewFile]) -> None:
    """Refuse to write where the migrations of this program are: an update would take the file away."""
    bundled = migrations_folder()
    for folder in {file.path.parent for file in files}:
        if _is_same(folder, bundled):
            raise SourceError(
                "The bundled migrations belong to Pipeline Browser and are not added to",
                path=folder,
                remedy="Choose another folder, such as a copy of this one.",
                sqlx_message="Failed to create migration file",
            )


def _is_same(folder: Path, other: Path) -> bool:
    try:
        return folder.samefile(other)
    except OSError:  # one of them is not there
        return False


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SourceError(
            f"The folder {folder} cannot be created",
            path=folder,
            cause=f"{error.strerror}.",
            remedy="Choose another folder of migrations.",
            sqlx_message="Unable to create migrations directory",
        ) from error


def _kinds(source: MigrationSource) -> tuple[MigrationKind, ...]:
    default = source.config.migration_type
    if default != "inferred":
        return _pair_or_simple(reversible=default == "reversible")
    # sqlx looks at the oldest file alone.
    oldest = source.migrations[0].kind if source.migrations else MigrationKind.SIMPLE
    return _pair_or_simple(reversible=oldest is not MigrationKind.SIMPLE)


def _pair_or_simple(*, reversible: bool) -> tuple[MigrationKind, ...]:
    return (MigrationKind.UP, MigrationKind.DOWN) if reversible else (MigrationKind.SIMPLE,)


def _number(source: MigrationSource, now: datetime, *, sequential: bool | None) -> str:
    # sqlx counts on from the newest file when told to, and from the newest up file when it guesses.
    if sequential:
        return _after(source, source.migrations)
    if sequential is None and _is_sequential(source):
        return _after(source, source.ups)
    return _timestamp(source, now)


def _is_sequential(source: MigrationSource) -> bool:
    if source.config.versioning != "inferred":
        return source.config.versioning == "sequential"
    return _looks_sequential([migration.version for migration in source.ups])


def _looks_sequential(versions: Sequence[int]) -> bool:
    """Guess as sqlx does: the last two differ by one, or the only one is 0 or 1."""
    if len(versions) > 1:
        return versions[-1] - versions[-2] == 1
    return bool(versions) and versions[0] in (0, 1)


def _after(source: MigrationSource, migrations: Sequence[Migration]) -> str:
    version = migrations[-1].version + 1 if migrations else 1
    if version > _NEWEST_VERSION:
        raise SourceError(
            "There is no version after the newest migration",
            path=source.folder,
            cause=f"It has the highest number that a version can be, {_NEWEST_VERSION}.",
            remedy="Rename that migration, if no database has it yet.",
        )
    return f"{version:04}"


def _timestamp(source: MigrationSource, now: datetime) -> str:
    taken = {migration.version for migration in source.migrations}
    while (version := int(f"{now:%Y%m%d%H%M%S}")) in taken:
        now += timedelta(seconds=1)
    return str(version)


def _file_name(number: str, description: str, kind: MigrationKind) -> str:
    name = f"{number}_{description.replace(' ', '_')}{kind.suffix}"
    if any(separator in name for separator in ("/", "\0", os.sep)):
        raise _unnamable(description, "It holds a character that no file name can hold.")
    if kind_of_file(name) is not kind:
        raise _unnamable(description, f"A file named {name} would be read as another type of migration.")
    return name


def _unnamable(description: str, cause: str) -> SourceError:
    return SourceError(
        f"A migration cannot be called “{description}”",
        cause=cause,
        remedy="Use a few words, such as: add tags.",
        sqlx_message="Failed to create migration file",
    )


def _write(path: Path, text: str, written: list[Path]) -> None:
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            written.append(path)
            file.write(text)
    except OSError as error:
        for each in written:
            each.unlink(missing_ok=True)  # half a pair would be read as a migration without a way back
        raise SourceError(
            f"{path.name} cannot be written",
            path=path,
            cause=f"{error.strerror}.",
            remedy="Check the folder's permissions and the length of the description.",
            sqlx_message="Failed to create migration file",
        ) from error
