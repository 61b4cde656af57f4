"""What is on the clipboard when the program ends does not bring it down."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

_PROGRAM = """
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication
from pipeline_browser.ui.clipboard import put_on_clipboard
app = QApplication([])
for text in ("first", "second"):
    data = QMimeData()
    data.setText(text)
    data.setData("application/x-own", b"1")
    put_on_clipboard(data)
print(app.clipboard().text(), app.clipboard().mimeData().hasFormat("application/x-own"))
"""


def test_a_program_ends_well_with_several_forms_on_the_clipboard() -> None:
    run = partial(subprocess.run, capture_output=True, text=True, timeout=60, check=False)
    done = run([sys.executable, "-c", _PROGRAM])
    assert (done.returncode, done.stdout.strip()) == (0, "second True")
