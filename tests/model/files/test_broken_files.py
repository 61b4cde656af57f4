"""Seeded mutants of sound databases: no crash, no traceback, no hang, and no byte of theirs changed."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.model.files.broken_files import judge, mutants, sound_databases

if TYPE_CHECKING:
    from pathlib import Path

WORKERS = 2


def judge_share(shared: Path, sources: list[Path], count: int, share: int, folder: Path) -> list[str]:
    """Judge every mutant whose number leaves ``share`` when divided by WORKERS; return the complaints."""
    folder.mkdir()
    verdicts = (
        (mutant, judge(mutant, folder))
        for mutant in mutants(shared, sources, count)
        if mutant[0] % WORKERS == share
    )
    return [f"{number} {kind} of {source}: {told}" for (number, source, kind, _, _), told in verdicts if told]


# The generator leaves the files that it reads to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore:unclosed file")
def test_a_sample_of_broken_files_ends_in_messages_and_unchanged_bytes(shared: Path, tmp_path: Path) -> None:
    sources = sorted((shared / "data").glob("*.db"))
    complaints = [judge(mutant, tmp_path) for mutant in mutants(shared, sources, 62)]
    assert len(complaints) == 62
    assert [told for told in complaints if told] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.campaign
def test_five_thousand_broken_files_end_in_messages_and_unchanged_bytes(shared: Path, tmp_path: Path) -> None:
    (tmp_path / "odd").mkdir()
    sources = sound_databases(shared, tmp_path / "odd")
    # Processes of their own: a crash of SQLite's would be a broken pool, not the end of the tests.
    with ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn")) as pool:
        shares = [
            pool.submit(judge_share, shared, sources, 5000, share, tmp_path / f"share{share}")
            for share in range(WORKERS)
        ]
        assert [told for share in shares for told in share.result()] == []
