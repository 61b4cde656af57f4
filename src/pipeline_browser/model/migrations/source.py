"""Folders of migration files, read as sqlx reads them."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.sqlx_config import CONFIG_NAME, read_sqlx_config
from pipeline_browser.model.rust_text import debug_string, display_os_error, lossy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig

SETTINGS_NAME = "migration-lint.toml"  # what the lint leaves alone; sqlx passes over it
NO_TRANSACTION = "-- no-transaction"  # as the very first characters; read by sqlx 0.9, ignored by 0.8.6
_INTEGER = re.compile(r"[+-]?[0-9]+")


class MigrationKind(Enum):
    """The type of a migration file, by its suffix; the value is sqlx's word for what it does."""

    SIMPLE = ("migrate", ".sql")
    UP = ("migrate", ".up.sql")
    DOWN = ("revert", ".down.sql")

    @property
    def label(self) -> str:
        """sqlx's word: ``migrate`` or ``revert``."""
        return self.value[0]

    @property
    def suffix(self) -> str:
        """The file name's ending."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Migration:
    """One migration file.

    Attributes:
        version: the number before the first ``_``, a signed 64-bit integer.
        description: the rest of the name, ``_`` as blanks.
        sql: the text, with byte-order mark and carriage returns as they stand.
        checksum: what a run records: SHA-384 of the bytes (less the ignored characters of sqlx.toml); for the
            bundled migrations the newest known upstream checksum.
        equal_checksums: every checksum in a ledger that counts as this migration.
        no_transaction: the file starts with ``-- no-transaction``.
    """

    version: int
    description: str
    kind: MigrationKind
    sql: str = field(repr=False)
    checksum: bytes = field(repr=False)
    equal_checksums: frozenset[bytes] = field(repr=False)
    path: Path
    no_transaction: bool = False

    @property
    def file_name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    def matches(self, recorded: bytes) -> bool:
        """Whether a ledger row with this checksum is this very migration."""
        return recorded in self.equal_checksums


@dataclass(frozen=True, slots=True)
class MigrationSource:
    """All migrations of a folder.

    Attributes:
        folder: where they were read.
        bundled: whether they are the ones that come with this program.
        migrations: all files, by version, files of one version in the order of the folder.
    """

    folder: Path
    bundled: bool
    config: SqlxConfig
    migrations: tuple[Migration, ...]

    @property
    def ups(self) -> tuple[Migration, ...]:
        """What a run applies, in order: all but the down files."""
        return tuple(each for each in self.migrations if each.kind is not MigrationKind.DOWN)

    @property
    def downs(self) -> tuple[Migration, ...]:
        """The files that revert, in order."""
        return tuple(each for each in self.migrations if each.kind is MigrationKind.DOWN)

    def up(self, version: int) -> Migration | None:
        """Return the file that applies ``version``."""
        return next((each for each in self.ups if each.version == version), None)

    def down(self, version: int) -> Migration | None:
        """Return the file that reverts ``version``."""
        return next((each for each in self.downs if each.version == version), None)


def read_source(folder: Path, config: SqlxConfig | None = None) -> MigrationSource:
    """Read a folder of migrations; without ``config`` a ``sqlx.toml`` beside the folder is honoured.

    Raises:
        SourceError: the folder is missing or unreadable, a name has no valid version, a text is not UTF-8 or
            holds a NUL byte. Two files of one version are no error here: sqlx fails on the ledger's key only.
    """
    if config is None:
        config = read_sqlx_config(Path(os.path.abspath(folder)).with_name(CONFIG_NAME))  # noqa: PTH100 - `..`
    resolved = _canonical(folder)
    migrations = [each for path in _files(resolved) if (each := _read(path, config)) is not None]
    migrations.sort(key=lambda migration: migration.version)  # stable: the folder's order within a version
    return MigrationSource(resolved, bundled=False, config=config, migrations=tuple(migrations))


def checksums(sql: str, ignored_chars: frozenset[str]) -> tuple[bytes, bytes]:
    """Return SHA-384 and SHA-256 of the text: what sqlx records, and what an older convention did."""
    if ignored_chars:
        sql = sql.translate(dict.fromkeys(map(ord, ignored_chars)))
    data = sql.encode()
    return hashlib.sha384(data).digest(), hashlib.sha256(data).digest()


def kind_of_file(name: str) -> MigrationKind:
    """Return the type of a migration file by the ending of its name."""
    for kind in (MigrationKind.UP, MigrationKind.DOWN):
        if name.endswith(kind.suffix):
            return kind
    return MigrationKind.SIMPLE


def _canonical(folder: Path) -> Path:
    try:
        return Path(os.path.realpath(folder, strict=True))
    except OSError as error:
        raise _unreadable(folder, error, display_os_error(error)) from error
    except ValueError as error:  # a NUL in the path
        raise SourceError(f"{folder} is no folder of migrations", path=folder, cause=str(error)) from error


def _files(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            paths = [Path(entry.path) for entry in entries]
    except OSError as error:
        words = f"error reading migration directory {lossy(str(folder))}: {display_os_error(error)}"
        raise _unreadable(folder, error, words) from error
    # A dangling link stops sqlx, whatever its name; so does anything that cannot be looked at.
    return (path for path in paths if _is_file(path))


def _is_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError as error:
        words = f"error getting metadata of migration path {lossy(str(path))}"
        raise _source_error(
            f"{path.name} in the folder of migrations cannot be read",
            path,
            words,
            cause=str(error.strerror),
            remedy="Remove it, or mend the link: sqlx stops at it too.",
        ) from error


def _read(path: Path, config: SqlxConfig) -> Migration | None:
    name = lossy(path.name)
    prefix, underscore, rest = name.partition("_")
    if not underscore or not rest.endswith(MigrationKind.SIMPLE.suffix):
        return None
    version = _version(prefix, name, path)
    kind = kind_of_file(rest)
    sql = _text(path)
    sha384, sha256 = checksums(sql, config.ignored_chars)
    return Migration(
        version=version,
        description=_description(rest, kind),
        kind=kind,
        sql=sql,
        checksum=sha384,
        equal_checksums=frozenset((sha384, sha256)),
        path=path,
        no_transaction=sql.startswith(NO_TRANSACTION),
    )


def _version(prefix: str, name: str, path: Path) -> int:
    if _INTEGER.fullmatch(prefix) and -(2**63) <= (version := int(prefix)) < 2**63:
        return version
    words = (
        f"error parsing migration filename {debug_string(name)}; "
        "expected integer version prefix (e.g. `01_foo.sql`)"
    )
    raise _source_error(
        f"{path.name} does not begin with a version number",
        path,
        words,
        cause="Everything before the first _ must be a whole number of at most 64 bits.",
        remedy="Rename it, for example to 20250131120000_add_tags.sql, or move it out of the folder.",
    )


def _description(rest: str, kind: MigrationKind) -> str:
    # The suffix goes as often as it repeats: foo.sql.sql is "foo".
    while rest.endswith(kind.suffix):
        rest = rest.removesuffix(kind.suffix)
    return rest.replace("_", " ")


def _text(path: Path) -> str:
    prefix = f"error reading contents of migration {lossy(str(path))}: "
    try:
        text = path.read_bytes().decode()
    except OSError as error:
        raise _unreadable(path, error, prefix + display_os_error(error)) from error
    except UnicodeDecodeError as error:
        raise _source_error(
            f"{path.name} is not UTF-8",
            path,
            prefix + "stream did not contain valid UTF-8",
            cause=f"The byte {error.object[error.start]:#04x} at offset {error.start} cannot be decoded.",
            remedy="Save the file as UTF-8; its checksum changes with that.",
        ) from error
    if "\0" in text:
        raise SourceError(
            f"{path.name} holds a NUL byte",
            path=path,
            cause=f"It is character {text.index(chr(0)) + 1}. SQL ends there; sqlx never returns from it.",
            remedy="Remove the byte. A file in UTF-16 must be saved as UTF-8.",
        )
    return text


def _unreadable(path: Path, error: OSError, words: str) -> SourceError:
    return _source_error(
        f"The migrations in {path} cannot be read",
        path,
        words,
        cause=f"{error.strerror}.",
        remedy="Check the path and the permissions, or name another folder of migrations.",
    )


def _source_error(summary: str, path: Path, words: str, *, cause: str, remedy: str) -> SourceError:
    message = f"while resolving migrations: {words}"
    return SourceError(summary, path=path, cause=cause, remedy=remedy, sqlx_message=message)
