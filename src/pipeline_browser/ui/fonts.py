"""Fonts for a machine that has none: a bare container, where text would be drawn as empty boxes.

Inter and Roboto Mono come as packages of their own (SIL Open Font License 1.1). Where the system has fonts,
those are used.
"""

from __future__ import annotations

from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

_BODY = "fontpkg_inter"
_FIXED = "fontpkg_roboto_mono"


def provide_fonts(app: QGuiApplication) -> bool:
    """Give the application the shipped fonts if the system has none; return whether that was so."""
    if QFontMetrics(app.font()).inFont("a"):
        return False
    _use_for_text(app, _load(_BODY))
    _use_for_fixed_width(_load(_FIXED))
    return True


def _load(package: str) -> str:
    """Register every font file of a package and return their family."""
    family = ""
    for entry in (files(package) / "files").iterdir():
        with as_file(entry) as file:
            number = QFontDatabase.addApplicationFont(str(file))
        family = next(iter(QFontDatabase.applicationFontFamilies(number)), family)
    return family


def _use_for_text(app: QGuiApplication, family: str) -> None:
    font = QFont(app.font())
    font.setFamily(family)
    app.setFont(font)


def _use_for_fixed_width(family: str) -> None:
    # The system's font for code is a name only ("monospace"), so the name is given a font.
    wanted = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    QFont.insertSubstitution(wanted, family)
