"""The migrations that come with this program, and the upstream texts that count as the same.

Adaptive Pipeline refuses a ledger with another checksum than that of its own file. Ours is our own text of
the same schema, so the known checksums of upstream's files are kept here, oldest first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline_browser.model.migrations.source import Migration, MigrationSource, read_source
from pipeline_browser.model.migrations.sqlx_config import SqlxConfig
from pipeline_browser.paths import migrations_folder


@dataclass(frozen=True, slots=True)
class UpstreamText:
    """A migration file as upstream published it: its version, SHA-384, and the releases that carry it."""

    version: int
    checksum: bytes
    releases: str


UPSTREAM_TEXTS = (
    UpstreamText(
        20250101000000,
        bytes.fromhex(
            "919a6e279e2c6f675f113c158ece9bd74b7aaa5a8467f32588a4a4e91ab8def922902e0840dd984004e7053e6999e018"
        ),
        "Adaptive Pipeline 1.0.0",
    ),
    UpstreamText(
        20250101000000,
        bytes.fromhex(
            "a2619f4f47a4af7c8c2867a644018ad1e5bb33bd0196c549e254ac6c4d7581c4ff4497536b0f6d13aa20f35a49f4192d"
        ),
        "Adaptive Pipeline 1.0.1 to 2.0.0",
    ),
)


def bundled_source() -> MigrationSource:
    """Return the migrations that come with this program, stamped with the newest known upstream checksums.

    Raises:
        SourceError: the program is not installed completely.
    """
    source = read_source(migrations_folder(), SqlxConfig())
    return replace(source, bundled=True, migrations=tuple(map(_stamped, source.migrations)))


def upstream_release(version: int, checksum: bytes) -> str | None:
    """Return which releases of Adaptive Pipeline carry the migration with this checksum."""
    texts = (text for text in _upstream_texts(version) if text.checksum == checksum)
    return next((text.releases for text in texts), None)


def upstream_checksums(version: int) -> frozenset[bytes]:
    """Return the checksums of upstream's texts of a version, that of the newest among them."""
    return frozenset(text.checksum for text in _upstream_texts(version))


def _stamped(migration: Migration) -> Migration:
    texts = _upstream_texts(migration.version)
    if not texts:
        return migration
    known = frozenset(text.checksum for text in texts)
    return replace(migration, checksum=texts[-1].checksum, equal_checksums=migration.equal_checksums | known)


def _upstream_texts(version: int) -> list[UpstreamText]:
    return [text for text in UPSTREAM_TEXTS if text.version == version]
