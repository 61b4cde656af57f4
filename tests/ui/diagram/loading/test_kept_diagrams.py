"""What is remembered of diagrams, outside the databases: damaged, moved and forgotten files."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline_browser.diagram.graph import Detail
from pipeline_browser.diagram.shown import Shown
from pipeline_browser.diagram.standing import Place, Standing
from pipeline_browser.diagram.state import Memory
from pipeline_browser.ui.diagram.loading import kept_diagrams
from pipeline_browser.ui.diagram.loading.kept_diagrams import KeptDiagrams

TABLES = frozenset({"a", "b"})
MEMORY = Memory(
    Shown(hidden=frozenset({"a"})),
    {Detail.COLUMNS: Standing({"a": Place(1, 2, 3, 4), "b": Place(5, 6, 7, 8)})},
)


@pytest.fixture
def kept(tmp_path: Path) -> KeptDiagrams:
    return KeptDiagrams(tmp_path / "diagrams")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "here" / "some.db"
    path.parent.mkdir()
    path.write_bytes(b"")
    return path


def files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "diagrams").iterdir())


def test_a_diagram_is_there_again(kept: KeptDiagrams, database: Path) -> None:
    assert kept.load(database, TABLES) == Memory()
    kept.save(database, MEMORY)
    assert kept.load(database, TABLES) == MEMORY


@pytest.mark.parametrize(
    "content",
    ["", "\n", "{}\n{}\n", "[]\n[]", "null\nnull", '{"a":\n', "\x00", "[" * 100_000 + "\n" + "[" * 100_000],
)
def test_a_damaged_file_is_as_if_there_was_none(
    kept: KeptDiagrams, database: Path, tmp_path: Path, content: str
) -> None:
    kept.save(database, MEMORY)
    (file,) = files(tmp_path)
    file.write_text(content)
    assert kept.load(database, TABLES) == Memory()
    assert kept.load(tmp_path / "other.db", TABLES) == Memory()
    kept.save(database, MEMORY)
    assert kept.load(database, TABLES) == MEMORY


@pytest.mark.parametrize("bad", ["NaN", "Infinity", "-1e300", "1e9", '"x"', "null", "[]"])
def test_a_place_that_is_none_spoils_no_diagram(
    kept: KeptDiagrams, database: Path, tmp_path: Path, bad: str
) -> None:
    kept.save(database, MEMORY)
    (file,) = files(tmp_path)
    file.write_text(file.read_text().replace("[5,6,7,8]", f"[5,6,7,{bad}]"))
    assert kept.load(database, TABLES) == Memory()


@pytest.mark.parametrize(
    ("was", "bad"), [('"only":null', '"only":[["a"],Infinity,"BOTH"]'), ('"only":null', '"only":[[],1,2]')]
)
def test_a_choice_that_is_none_spoils_no_diagram(
    kept: KeptDiagrams, database: Path, tmp_path: Path, was: str, bad: str
) -> None:
    kept.save(database, MEMORY)
    (file,) = files(tmp_path)
    assert was in file.read_text()
    file.write_text(file.read_text().replace(was, bad))
    assert kept.load(database, TABLES) == Memory()


def test_a_database_that_was_renamed_or_moved_keeps_its_diagram(
    kept: KeptDiagrams, database: Path, tmp_path: Path
) -> None:
    kept.save(database, MEMORY)
    renamed = database.rename(database.with_name("another.db"))
    assert kept.load(renamed, TABLES) == MEMORY


def test_a_file_of_that_name_elsewhere_is_taken_for_it_if_the_old_one_is_gone(
    kept: KeptDiagrams, database: Path, tmp_path: Path
) -> None:
    kept.save(database, MEMORY)
    copy = Path(shutil.copy(database, tmp_path / "some.db"))
    assert kept.load(copy, TABLES) == Memory()
    database.unlink()
    assert kept.load(copy, TABLES) == MEMORY


def test_a_file_with_other_tables_is_not_taken_for_a_moved_one(
    kept: KeptDiagrams, database: Path, tmp_path: Path
) -> None:
    kept.save(database, MEMORY)
    renamed = database.rename(database.with_name("another.db"))
    assert kept.load(renamed, {"a", "x", "y"}) == Memory()
    assert kept.load(renamed, set()) == Memory()


def test_the_diagram_that_was_not_seen_for_longest_is_forgotten(
    kept: KeptDiagrams, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_diagrams, "MOST", 3)
    for number in range(5):
        kept.save(tmp_path / f"{number}.db", MEMORY)
        for file in files(tmp_path):
            past = file.stat().st_mtime - 100
            os.utime(file, (past, past))
    known = [kept.load(tmp_path / f"{number}.db", TABLES) == MEMORY for number in range(5)]
    assert known == [False, False, True, True, True]


def test_a_folder_that_cannot_be_written_only_means_that_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = KeptDiagrams(tmp_path / "file")
    kept.save(tmp_path / "some.db", MEMORY)
    assert kept.load(tmp_path / "some.db", TABLES) == Memory()
