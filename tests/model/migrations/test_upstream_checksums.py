from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.migrations import bundled
from pipeline_browser.model.migrations.bundled import bundled_source, upstream_release
from pipeline_browser.model.migrations.source import read_source

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 20250101000000
OLDEST = bytes.fromhex(
    "919a6e279e2c6f675f113c158ece9bd74b7aaa5a8467f32588a4a4e91ab8def922902e0840dd984004e7053e6999e018"
)
NEWEST = bytes.fromhex(
    "a2619f4f47a4af7c8c2867a644018ad1e5bb33bd0196c549e254ac6c4d7581c4ff4497536b0f6d13aa20f35a49f4192d"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / f"{VERSION}_initial_schema.sql").write_text("CREATE TABLE a(x);")
    (tmp_path / "20990101000000_ours.sql").write_text("CREATE TABLE b(x);")
    monkeypatch.setattr(bundled, "migrations_folder", lambda: tmp_path)
    return tmp_path


def test_the_bundled_migration_records_the_newest_upstream_checksum(folder: Path) -> None:
    source = bundled_source()
    assert source.bundled
    assert source.migrations[0].checksum == NEWEST


def test_the_bundled_migration_is_known_by_every_upstream_checksum_and_its_own(folder: Path) -> None:
    migration = bundled_source().migrations[0]
    assert all(migration.matches(known) for known in (OLDEST, NEWEST))
    assert migration.matches(hashlib.sha384(b"CREATE TABLE a(x);").digest())
    assert not migration.matches(hashlib.sha384(b"something else").digest())


def test_a_bundled_migration_without_upstream_has_its_own_checksum(folder: Path) -> None:
    assert bundled_source().migrations[1].checksum == hashlib.sha384(b"CREATE TABLE b(x);").digest()


def test_the_bundled_folder_given_explicitly_is_read_as_sqlx_would(folder: Path) -> None:
    source = read_source(folder)
    assert not source.bundled
    assert source.migrations[0].checksum == hashlib.sha384(b"CREATE TABLE a(x);").digest()
    assert not source.migrations[0].matches(NEWEST)


def test_an_upstream_checksum_names_its_releases() -> None:
    assert upstream_release(VERSION, OLDEST) == "Adaptive Pipeline 1.0.0"
    assert upstream_release(VERSION, NEWEST) == "Adaptive Pipeline 1.0.1 to 2.0.0"
    assert upstream_release(VERSION + 1, NEWEST) is None
