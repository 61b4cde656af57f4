"""Every odd database that we know how to make, table by table: no error, and no wait without end."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model import tables
from tests.ui.diagram.inspector.looking import Looking
from tests.ui.diagram.showing import is_drawn, show

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts

ODDEST = (
    "cols2000", "ctl_chars", "fk_missing", "ledger_is_view", "types_values", "unknown_collation_func",
    "utf16be", "weird_idents",
)  # fmt: skip
OTHERS = (
    "appid", "cte_bomb_view", "custom_funcs", "fk_case", "fk_circular", "fk_composite", "fk_mismatch",
    "fk_self", "fk_violations", "fts5", "generated", "int_overflow_like", "rec_view_bomb", "rtree", "strict",
    "trigger_bomb", "utf16le", "views_broken", "walmode", "without_rowid",
)  # fmt: skip
NAMES = (*ODDEST, *(pytest.param(name, marks=pytest.mark.campaign) for name in OTHERS))
MOST = 24  # tables of one database


@pytest.fixture(scope="session")
def odd(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of odd databases."""
    folder = tmp_path_factory.mktemp("odd")
    tool = shared / "tools" / "odd_databases.py"
    subprocess.run([sys.executable, tool, folder], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_an_odd_database_can_be_inspected(
    qtbot: QtBot, parts: Parts, odd: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SECONDS", 0.1)
    parts.window.resize(1280, 800)
    tab = show(qtbot, parts, odd / f"{name}.db")
    qtbot.waitUntil(lambda: is_drawn(tab) and tab.is_settled, timeout=30_000)
    looking = Looking(qtbot, tab)
    assert looking.title == "Schema"
    for item in tab.scene.boxes[:MOST]:
        tab.focus.select([item.number])
        for page in range(tab.inspector.pages.count()):
            tab.inspector.pages.setCurrentIndex(page)
            looking.settle()
        assert looking.sections() or looking.words == "view"
        tab.inspector.pages.setCurrentIndex(0)
    for line in tab.scene.lines[:MOST]:
        tab.focus.select_line(line.number)
        looking.settle()
        assert "Rules" in looking.sections()
