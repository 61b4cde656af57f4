"""What is remembered between two starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import SettingsDamaged
from pipeline_browser.settings import (
    FOLDER_VARIABLE,
    RECENT_FILES,
    DatabaseSettings,
    Settings,
    SettingsFile,
    settings_folder,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_file_the_defaults_are_in_use(tmp_path: Path) -> None:
    assert SettingsFile(tmp_path / "none").load() == Settings()


def test_what_was_saved_is_loaded_with_names_that_are_not_utf8(tmp_path: Path) -> None:
    settings = (
        Settings(busy_timeout=5.0, scheme="dark", utc=True)
        .with_recent("/data/caf\udce9.db", "2026-01-02T03:04:05+00:00")
        .with_database(DatabaseSettings("/data/one.db", source="/m", always_apply=True))
        .with_view("window", "AAEC")
    )
    SettingsFile(tmp_path).save(settings)
    assert SettingsFile(tmp_path).load() == settings


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "\x00",
        '{"utc": 3}',
        '{"scheme": "pink"}',
        '{"recent": [{}]}',
        '{"views": 1}',
        "[" * 99_999,
    ],
)
def test_a_damaged_file_is_kept_aside_and_named(tmp_path: Path, text: str) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text(text)
    with pytest.raises(SettingsDamaged) as caught:
        file.load()
    assert caught.value.path == file.path
    assert (tmp_path / "settings.json.bad").read_text() == text
    assert file.load() == Settings()


def test_what_a_later_version_wrote_is_read_as_far_as_it_is_known(tmp_path: Path) -> None:
    file = SettingsFile(tmp_path)
    file.path.write_text('{"utc": true, "colour_of_the_sky": "blue"}')
    assert file.load() == Settings(utc=True)


def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SettingsFile(tmp_path)
    file.save(Settings(utc=True))

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        file.save(Settings())
    assert [each.name for each in tmp_path.iterdir()] == ["settings.json"]
    assert file.load() == Settings(utc=True)


def test_a_file_opened_again_moves_to_the_top_of_the_recent_ones() -> None:
    settings = Settings()
    for each in range(RECENT_FILES + 3):
        settings = settings.with_recent(f"/{each}.db", "2026-01-01T00:00:00+00:00")
    settings = settings.with_recent("/9.db", "2026-01-02T00:00:00+00:00")
    assert settings.recent[0].path == "/9.db"
    assert len({each.path for each in settings.recent}) == len(settings.recent) == RECENT_FILES


def test_the_environment_says_where_settings_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path))
    assert settings_folder() == tmp_path
