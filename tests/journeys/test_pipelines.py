"""An operator with a database of an older version: the marks lead to what the program lists and runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity
from pipeline_browser.ui.pipelines.details.head.problem_card import ProblemCard
from tests.small_pipelines import read_named
from tests.ui.pipelines.at_work import CTRL, AtWork, Key, open_pipelines

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts


@pytest.fixture
def older(tmp_path: Path, shared: Path) -> Path:
    """A database of the program's authors: three pipelines, six stages of a type that it knows no more."""
    path = tmp_path / "older.db"
    shutil.copy(shared / "data" / "real-unversioned.db", path)
    path.chmod(0o644)
    return path


def first_card(work: AtWork, worst: Severity) -> ProblemCard | None:
    """Return the first problem that is at least so bad and that a button cures."""
    cards = [each for each in work.bench.details.findChildren(ProblemCard) if each.isVisible()]
    return next((each for each in cards if each.problem.severity >= worst and each.cure_button), None)


def cure_all(work: AtWork, worst: Severity) -> None:
    """Press the buttons of the marks, until no mark of the selected pipeline is so bad any more."""
    while (card := first_card(work, worst)) is not None:
        assert card.cure_button is not None
        card.cure_button.click()
        work.settle()
        work.qtbot.waitUntil(partial(_is_gone, work, card.problem))
        work.settle()


def _is_gone(work: AtWork, problem: object) -> bool:
    cards = work.bench.details.findChildren(ProblemCard)
    return all(each.problem != problem for each in cards if each.isVisible())


def test_an_older_database_is_brought_to_where_the_program_lists_it_without_sql(
    qtbot: QtBot, parts: Parts, older: Path
) -> None:
    work = open_pipelines(qtbot, parts, older)
    button = parts.window.notice_bar.findChild(QPushButton, "offer-show-pipeline-problems")
    assert button is not None, "the window says what is wrong, over every tab"
    button.click()
    work.settle()
    for name in ("image-processing", "test-multi-stage"):
        work.go_to(name)
        cure_all(work, Severity.STOPS_LIST)

    verdict = work.bench.checker.verdict
    assert verdict is not None
    assert verdict.loads
    assert verdict.shows_all
    offer = parts.window.notice_bar.findChild(QPushButton, "offer-show-pipeline-problems")
    assert offer is None or not offer.isVisible(), "what is solved is not said any more"
    kinds = {stage.name: stage.stage_type for stage in read_named(older, "test-multi-stage").stages}
    assert kinds == {
        "input_checksum": "checksum",
        "compression": "compression",
        "encryption": "encryption",
        "output_checksum": "checksum",
    }
    parts.session.close()
    work.qtbot.waitUntil(lambda: not parts.session.worker.busy)
    if shutil.which("adaptive_pipeline"):
        listed = _program(older, "list")
        assert (listed.returncode, listed.stdout.count("Pipeline: ")) == (0, 3)


def test_all_of_it_can_be_undone(qtbot: QtBot, parts: Parts, older: Path) -> None:
    before = read_named(older, "image-processing")
    work = open_pipelines(qtbot, parts, older)
    work.go_to("image-processing")
    cure_all(work, Severity.STOPS_LIST)
    while work.bench.editor.undo_text:
        work.press(Key.Key_Z, CTRL)
    assert read_named(older, "image-processing") == before


def test_an_encrypting_pipeline_that_the_program_made_is_made_to_run(
    qtbot: QtBot, parts: Parts, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "created.db"
    shutil.copy(shared / "data" / "real-created.db", path)
    path.chmod(0o644)
    work = open_pipelines(qtbot, parts, path)
    work.go_to("secure-backup")
    card = first_card(work, Severity.CANNOT_RUN)
    assert card is not None
    assert card.problem.cure is not None
    assert card.problem.cure.kind is CureKind.GENERATE_KEYS
    cure_all(work, Severity.CANNOT_RUN)
    stage = next(each for each in read_named(path, "secure-backup").stages if each.stage_type == "encryption")
    assert all(stage.parameter(key) for key in ("key", "nonce", "salt"))
    parts.session.close()
    work.qtbot.waitUntil(lambda: not parts.session.worker.busy)
    if shutil.which("adaptive_pipeline"):
        (tmp_path / "input.txt").write_text("to be kept\n" * 1000)
        run = ("--input", "input.txt", "--output", "out.adapipe", "--pipeline", "secure-backup")
        assert _program(path, "process", *run).returncode == 0


def _program(database: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["adaptive_pipeline", *arguments],
        cwd=database.parent,
        env={**os.environ, "ADAPIPE_SQLITE_PATH": str(database)},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
