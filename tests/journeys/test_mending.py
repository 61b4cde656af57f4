"""Stories of ledgers that do not agree with the folder, mended from the window's bar."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from pipeline_browser.model.migrations.bundled import UPSTREAM_TEXTS
from tests.ui.finding import child
from tests.ui.migrations.conftest import Workshop, workshop

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

__all__ = ["workshop"]
_LONG = 20_000  # milliseconds, of which the parts of the window take some to load


def opened(parts: Parts, path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(parts.session.opened):
        parts.window.opener.open_path(str(path))
    qtbot.waitUntil(lambda: not parts.session.worker.busy)


def press(parts: Parts, offer: str) -> None:
    child(parts.window.notice_bar, QPushButton, f"offer-{offer}").click()


def test_a_database_of_the_first_release_is_brought_up_to_date_for_the_newest(
    parts: Parts, workshop: Workshop, qtbot: QtBot, shared: Path
) -> None:
    shutil.copy(shared / "data/real-created.db", workshop.path)
    workshop.path.chmod(0o644)
    workshop.execute(f"UPDATE _sqlx_migrations SET checksum = x'{UPSTREAM_TEXTS[0].checksum.hex()}'")
    opened(parts, workshop.path, qtbot)
    refused = "Adaptive Pipeline would refuse this database"
    bar = parts.window.notice_bar
    qtbot.waitUntil(lambda: any(text.startswith(refused) for text in bar.texts), timeout=_LONG)
    press(parts, "why-problem")
    explaining = parts.migrations.explaining
    qtbot.waitUntil(
        lambda: explaining.dialog is not None and explaining.dialog.answer is not None, timeout=_LONG
    )
    dialog = explaining.dialog
    assert dialog is not None
    dialog.foot.accept.click()
    qtbot.waitUntil(lambda: bar.texts == [], timeout=_LONG)
    dialog.reject()


def test_a_database_that_is_no_version_gets_a_migration_that_brings_it_there(
    parts: Parts, workshop: Workshop, qtbot: QtBot, shared: Path
) -> None:
    shutil.copy(shared / "data/real-unversioned.db", workshop.path)
    workshop.path.chmod(0o644)
    opened(parts, workshop.path, qtbot)
    press(parts, "mark-migrated")
    baselining = parts.migrations.baselining
    qtbot.waitUntil(
        lambda: baselining.dialog is not None and baselining.dialog.offer is not None, timeout=_LONG
    )
    dialog = baselining.dialog
    assert dialog is not None
    assert dialog.differences.count() == 16
    assert not dialog.mark.isEnabled()
    dialog.migration.click()
    qtbot.waitUntil(lambda: parts.migrations.new.dialog is not None, timeout=_LONG)
    new = parts.migrations.new.dialog
    assert new is not None
    new.reject()
