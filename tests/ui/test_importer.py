"""Modules are imported between events, in the window's own thread."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pipeline_browser.ui.importer import Importer

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot


def test_every_module_is_imported_in_order_by_the_windows_thread(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "import threading\nthread = threading.get_ident()\n"
    for name in ("first_part", "second_part"):
        (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    parent = QObject()
    Importer(("first_part", "second_part"), parent).start()
    assert "first_part" not in sys.modules, "what is being done goes first"
    qtbot.waitUntil(lambda: "second_part" in sys.modules)
    assert sys.modules["first_part"].thread == threading.get_ident()
