"""Which file a text names: as sqlx understands URLs, and plain paths to the letter."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import LocationError
from pipeline_browser.model.location import Location, find_location, parse_location

SQLX = shutil.which("sqlx", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")

NAMING_URLS = [
    "sqlite:a.db",
    "sqlite://a.db",
    "sqlite:///{folder}/a.db",
    "sqlite:////{folder}/a.db",
    "sqlite:file:a.db",
    "sqlite:file:a%20b.db",
    "sqlite:file:///{folder}/a.db",
    "sqlite:a%20b.db",
    "sqlite:a b.db",
    "sqlite: a.db",
    "sqlite:a+b.db",
    "sqlite:a#b.db",
    "sqlite:a%23b.db",
    "sqlite:a%3fb.db",
    "sqlite:a%2541.db",
    "sqlite:a%",
    "sqlite:a%zz",
    "sqlite:ü.db",
    "sqlite://user@a.db",
    "sqlite://a.db:80",
    "sqlite:sqlite:a.db",
    "sqlite://sqlite://a.db",
    "sqlite:nowhere/../a.db",
    "sqlite:a\nb.db",
    "sqlite:a.db?",
    "sqlite:a.db?mode=rw",
    "sqlite:a.db?mode=rwc",
    "sqlite:a.db?mode=%72wc",
    "sqlite:a.db?cache=shared&immutable=0",
    "sqlite:a.db?immutable=true",
    "sqlite:a.db?vfs=unix-none",
    "SQLITE:a.db",
]

REFUSED_URLS = [
    "sqlite:a?b.db",
    "sqlite:a.db?mode",
    "sqlite:a.db?mode=",
    "sqlite:a.db?mode=RO",
    "sqlite:a.db?mode=rw c",
    'sqlite:a.db?mode="rw"\\',
    "sqlite:a.db?Mode=rwc",
    "sqlite:a.db?mode=rw&#x",
    "sqlite:a.db?foo=1",
    "sqlite:a.db?immutable=yes",
    "sqlite:a.db?cache=Private",
    "sqlite:a%ff.db",
    "sqlite:a%80%80.db",
    "file:a.db",
    "sqlite3:a.db",
    "mongodb://a.db",
]


def sqlx_create(url: str, folder: Path) -> tuple[int, str, set[str]]:
    """Let the real sqlx create the database; return its exit code, its words and the files."""
    if SQLX is None:
        pytest.skip("sqlx-cli is not installed")
    done = subprocess.run(
        [SQLX, "database", "create", "--connect-timeout", "1", "--no-dotenv", "-D", url],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip(), {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("url", NAMING_URLS)
def test_a_url_names_the_file_that_sqlx_creates_for_it(url: str, tmp_path: Path) -> None:
    url = url.replace("{folder}", str(tmp_path).lstrip("/"))
    code, words, created = sqlx_create(url, tmp_path)
    assert (code, words) == (0, "")
    path = parse_location(url, base=tmp_path).path
    assert path is not None
    assert path.parent == tmp_path
    assert created == {path.name}


@pytest.mark.parametrize("url", REFUSED_URLS)
def test_a_url_that_sqlx_refuses_is_refused_in_the_same_words(url: str, tmp_path: Path) -> None:
    code, words, created = sqlx_create(url, tmp_path)
    assert (code, created) == (1, set())
    with pytest.raises(LocationError) as caught:
        parse_location(url, base=tmp_path)
    assert f"error: {caught.value.sqlx_message}" == words
    assert caught.value.cause
    assert "sqlite:pipeline.db" in caught.value.remedy


@pytest.mark.parametrize(
    "url",
    ["sqlite::memory:", "sqlite://:memory:", "sqlite::memory:?cache=private", "sqlite:a.db?mode=memory"],
)
def test_memory_names_no_file(url: str, tmp_path: Path) -> None:
    assert sqlx_create(url, tmp_path)[2] == set()
    assert parse_location(url, base=tmp_path).in_memory


def test_sqlites_own_name_for_memory_is_understood() -> None:
    assert parse_location(":memory:").in_memory


def test_parameters_are_kept() -> None:
    location = parse_location("sqlite:/a.db?mode=ro&cache=private&immutable=1&vfs=unix")
    assert location == Location(Path("/a.db"), mode="ro", cache="private", immutable=True, vfs="unix")


@pytest.mark.parametrize("url", ["sqlite:", "sqlite://", "sqlite:?mode=rwc", ""])
def test_a_url_without_a_name_is_refused_where_sqlx_would_use_a_file_that_vanishes(url: str) -> None:
    with pytest.raises(LocationError, match="names no database"):
        parse_location(url)


@pytest.mark.parametrize("name", ["a%20b.db", "a?mode=ro", "a#b", "~", "-x", " a ", "a:b.db", "C:x"])
def test_a_plain_path_means_itself_to_the_letter(name: str, tmp_path: Path) -> None:
    assert parse_location(name, base=tmp_path) == Location(tmp_path / name)


def test_a_path_object_is_never_read_as_a_url(tmp_path: Path) -> None:
    assert parse_location(Path("sqlite:x.db"), base=tmp_path).path == tmp_path / "sqlite:x.db"


def test_going_up_from_a_link_leads_where_the_system_leads(tmp_path: Path) -> None:
    (tmp_path / "far" / "below").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "far" / "below")
    assert parse_location("link/../a.db", base=tmp_path).path == tmp_path / "far" / "a.db"


names = st.binary(min_size=1, max_size=40).filter(
    lambda name: b"\0" not in name and b"/" not in name and name not in {b".", b".."}
)


@given(name=names)
def test_the_uri_given_to_sqlite_opens_exactly_the_named_file(
    name: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "uris"
    folder.mkdir(exist_ok=True)
    path = folder / os.fsdecode(name)
    sqlite3.connect(Location(path, mode="rwc").uri(), uri=True).close()
    try:
        assert [os.fsencode(entry.name) for entry in folder.iterdir()] == [name]
    finally:
        for entry in folder.iterdir():
            entry.unlink()


def test_the_argument_comes_before_everything_else(tmp_path: Path) -> None:
    (tmp_path / "pipeline.db").touch()
    found = find_location("sqlite:mine.db?mode=ro", {"ADAPIPE_SQLITE_PATH": "theirs.db"}, tmp_path)
    assert found == Location(tmp_path / "mine.db", mode="ro")


def test_the_environment_comes_before_the_folder(tmp_path: Path) -> None:
    (tmp_path / "pipeline.db").touch()
    found = find_location(None, {"ADAPIPE_SQLITE_PATH": "theirs.db"}, tmp_path)
    assert found == Location(tmp_path / "theirs.db")


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert find_location(None, {"ADAPIPE_SQLITE_PATH": ""}, tmp_path) is None


def test_the_folders_own_database_is_found(tmp_path: Path) -> None:
    assert find_location(None, {}, tmp_path) is None
    (tmp_path / "pipeline.db").touch()
    assert find_location(None, {}, tmp_path) == Location(tmp_path / "pipeline.db")


def test_the_name_for_a_title_is_the_files(tmp_path: Path) -> None:
    assert Location(tmp_path / "a.db").name == "a.db"
    assert parse_location("sqlite::memory:").name == "in memory"


def test_where_the_current_folder_is_gone_absolute_paths_are_still_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert parse_location(str(tmp_path / "a.db")).path == tmp_path / "a.db"
    with pytest.raises(LocationError, match="names no database"):
        parse_location("a.db")
