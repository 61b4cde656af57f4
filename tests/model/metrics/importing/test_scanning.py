"""Finding output files: named ones whatever they are called, in folders those with the suffix, each once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled
from pipeline_browser.model.metrics.importing.output_file import Flaw
from pipeline_browser.model.metrics.importing.scanning import Scanned, scan
from tests.model.metrics.importing.making import write

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path, *chosen: Path) -> list[str]:
    return [str(file.path.relative_to(folder)) for file in scan(chosen).files]


def test_in_folders_all_output_files_are_found_at_any_depth_in_order(tmp_path: Path) -> None:
    for name in ("b.adapipe", "a.ADAPIPE", "deep/deeper/c.adapipe", "deep/notes.txt", "d.adapipe.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / name)
    assert names(tmp_path, tmp_path) == ["a.ADAPIPE", "b.adapipe", "deep/deeper/c.adapipe"]


def test_a_named_file_is_looked_at_whatever_its_name_is(tmp_path: Path) -> None:
    path = write(tmp_path / "renamed.bin")
    assert scan([path]).files[0].trailer is not None
    assert scan([tmp_path / "missing"]).files[0].fault is not None


def test_a_file_counts_once_by_whatever_names_it_is_reached(tmp_path: Path) -> None:
    path = write(tmp_path / "a.adapipe")
    os.link(path, tmp_path / "hard.adapipe")
    (tmp_path / "soft.adapipe").symlink_to(path)
    found = scan([path, tmp_path, path])
    assert [file.path.name for file in found.files] == ["a.adapipe"]
    assert found.repeated == 4


def test_links_that_go_round_in_circles_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "self.adapipe").symlink_to("self.adapipe")
    write(tmp_path / "in" / "a.adapipe")
    found = scan([tmp_path])
    assert [(file.path.name, file.trailer is None) for file in found.files] == [
        ("a.adapipe", False),
        ("self.adapipe", True),
    ]
    assert found.repeated == 0


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    (found,) = scan([tmp_path]).files
    assert found.fault is not None
    assert found.fault.flaw is Flaw.UNREADABLE


def test_thousands_of_files_tell_how_far_they_are_and_can_be_stopped(tmp_path: Path) -> None:
    for number in range(500):
        (tmp_path / f"{number:04d}.adapipe").touch()
    told: list[Scanned] = []
    assert len(scan([tmp_path], progress=told.append).files) == 500
    assert told[-1] == Scanned(500, 450)
    assert Scanned(100) in told
    cancellation = Cancellation()

    def stop(scanned: Scanned) -> None:
        if scanned.read == 100:
            cancellation.cancel()

    with pytest.raises(Cancelled):
        scan([tmp_path], progress=stop, cancellation=cancellation)
