from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.migrations.sqlx_config import SqlxConfig
from pipeline_browser.model.migrations.writing.new_files import NewFile, add_migration, write_files
from pipeline_browser.paths import migrations_folder
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2025, 1, 31, 12, 59, 59, tzinfo=UTC)


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


@pytest.mark.parametrize("asked", [[], ["-s"], ["-t"]], ids=" ".join)
@pytest.mark.parametrize(
    "existing",
    [
        [],
        ["1_a.sql"],
        ["0_a.sql"],
        ["5_a.sql"],
        ["-5_a.sql"],
        ["9999_a.sql"],
        ["1_a.up.sql"],
        ["1_a.down.sql"],
        ["1_a.sql", "2_b.up.sql"],
        ["1_a.up.sql", "2_b.sql"],
        ["1_a.sql", "3_b.sql"],
        ["1_a.sql", "1_b.sql"],
        ["1_a.sql", "2_b.sql", "4_c.down.sql"],
    ],
    ids=" ".join,
)
def test_a_file_is_numbered_and_written_as_by_sqlx(
    tmp_path: Path, existing: list[str], asked: list[str]
) -> None:
    folders = [tmp_path / "ours" / "migrations", tmp_path / "theirs" / "migrations"]
    for folder in folders:
        folder.mkdir(parents=True)
        for name in existing:
            (folder / name).touch()
    find_sqlx()("migrate", "add", *asked, " a  new-one ", folder=folders[1].parent)
    sequential = {"-s": True, "-t": False}[asked[0]] if asked else None
    add_migration(folders[0], " a  new-one ", now=NOW, sequential=sequential)

    ours, theirs = (
        {_without_time(path.name): path.read_bytes() for path in folder.iterdir()} for folder in folders
    )
    assert ours == theirs


def _without_time(name: str) -> str:
    version, _, rest = name.partition("_")
    return f"<time>_{rest}" if len(version) == 14 else name


def test_a_taken_second_moves_on_instead_of_colliding(tmp_path: Path) -> None:
    for description in ("a", "b", "c"):
        add_migration(tmp_path, description, now=NOW, sequential=False)
    versions = [migration.version for migration in read_source(tmp_path).migrations]
    assert versions == [20250131125959, 20250131130000, 20250131130001]


def test_up_and_down_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    (tmp_path / "1_a.sql").touch()
    assert names(add_migration(tmp_path, "b", now=NOW, reversible=True)) == [
        "0002_b.up.sql",
        "0002_b.down.sql",
    ]


def test_a_missing_folder_is_made(tmp_path: Path) -> None:
    (path,) = add_migration(tmp_path / "db" / "migrations", "a", now=NOW)
    assert path == tmp_path / "db" / "migrations" / "20250131125959_a.sql"


def test_the_template_says_what_it_is_for_and_how_to_undo_it(tmp_path: Path) -> None:
    (path,) = add_migration(tmp_path, "add\ntags", now=NOW, template=True)
    lines = path.read_text().splitlines()
    assert lines[:2] == ["-- Migration: 20250131125959_add tags.sql", "-- Description: add tags"]
    assert lines[2].startswith("-- Rollback: ")
    assert not any(lines[3:])


def test_the_defaults_of_sqlx_toml_decide(tmp_path: Path) -> None:
    config = SqlxConfig(migration_type="reversible", versioning="sequential")
    assert names(add_migration(tmp_path, "a", now=NOW, config=config)) == ["0001_a.up.sql", "0001_a.down.sql"]


@pytest.mark.parametrize("description", ["a/b", "../escape", "a\0b", "x" * 300])
def test_a_description_that_no_file_name_can_hold_is_refused(tmp_path: Path, description: str) -> None:
    folder = tmp_path / "migrations"
    with pytest.raises(SourceError) as caught:
        add_migration(folder, description, now=NOW)
    assert caught.value.sqlx_message == "Failed to create migration file"
    assert [*folder.iterdir()] == []


def test_a_description_that_would_make_it_another_type_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be called"):
        add_migration(tmp_path, "shut.down", now=NOW)
    assert [*tmp_path.iterdir()] == []


def test_an_existing_file_is_never_overwritten_and_no_half_pair_stays(tmp_path: Path) -> None:
    (tmp_path / "0002_b.down.sql").mkdir()  # a folder, so the source does not know the version
    (tmp_path / "1_a.up.sql").touch()
    with pytest.raises(SourceError, match="cannot be written"):
        add_migration(tmp_path, "b", now=NOW)
    assert not (tmp_path / "0002_b.up.sql").exists()


def test_nothing_is_written_among_the_bundled_migrations() -> None:
    before = sorted(migrations_folder().iterdir())
    with pytest.raises(SourceError, match="are not added to"):
        add_migration(migrations_folder(), "x", now=NOW)
    assert sorted(migrations_folder().iterdir()) == before


def test_files_for_a_folder_that_went_meanwhile_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"1_a.sql cannot be written"):
        write_files([NewFile(tmp_path / "gone" / "1_a.sql", "")])


def test_a_sequence_that_is_used_up_is_refused(tmp_path: Path) -> None:
    (tmp_path / "9223372036854775807_a.sql").touch()
    with pytest.raises(SourceError, match="no version after"):
        add_migration(tmp_path, "b", now=NOW, sequential=True)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError) as caught:
        add_migration(tmp_path / "file" / "migrations", "a", now=NOW)
    assert caught.value.path == tmp_path / "file" / "migrations"
    assert caught.value.sqlx_message == "Unable to create migrations directory"
