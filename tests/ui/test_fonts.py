"""Text can be read on a machine without any font."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFontMetrics

from pipeline_browser.ui.fonts import provide_fonts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_SRC = Path(__file__).resolve().parents[2] / "src"
_REPORT = """
from PySide6.QtGui import QFontDatabase, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication
from pipeline_browser.ui.fonts import provide_fonts

app = QApplication([])
provided = provide_fonts(app)
fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
text = QFontMetrics(app.font())
print(provided, text.inFont("a"), text.horizontalAdvance("iii") < text.horizontalAdvance("WWW"))
code = QFontMetrics(fixed)
print(code.inFont("a"), code.horizontalAdvance("iii") == code.horizontalAdvance("WWW"))
"""


def _report(**environment: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _REPORT],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(_SRC)} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout.splitlines()


@pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig can be told to know no font")
def test_without_any_font_text_and_code_are_drawn_with_shipped_ones(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>", "utf-8")

    assert _report(FONTCONFIG_FILE=str(empty)) == ["True True True", "True True"]


def test_a_systems_own_fonts_are_left_alone(qapp: QApplication) -> None:
    if not QFontMetrics(qapp.font()).inFont("a"):
        pytest.skip("this machine has no font")
    before = qapp.font().family()

    assert not provide_fonts(qapp)
    assert qapp.font().family() == before
