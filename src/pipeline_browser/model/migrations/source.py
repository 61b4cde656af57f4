"""Folders of migration files, read as sqlx reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig


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

    def up(self, version: int) -> Migration | None:
        """Return the file that applies ``version``."""
        return next((each for each in self.ups if each.version == version), None)

    def down(self, version: int) -> Migration | None:
        """Return the file that reverts ``version``."""
        downs = (each for each in self.migrations if each.kind is MigrationKind.DOWN)
        return next((each for each in downs if each.version == version), None)


def read_source(folder: Path, config: SqlxConfig | None = None) -> MigrationSource:
    """Read a folder of migrations; without ``config`` a ``sqlx.toml`` beside the folder is honoured.

    Raises:
        SourceError: the folder is missing or unreadable, a name has no valid version, a text is not UTF-8 or
            holds a NUL byte.
    """
    raise NotImplementedError


def bundled_source() -> MigrationSource:
    """Return the migrations that come with this program, stamped with the newest known upstream checksums."""
    raise NotImplementedError
