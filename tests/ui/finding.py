"""Finding a window's parts by kind and name."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QAbstractButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

T = TypeVar("T", bound=QWidget)


def child(parent: QObject, kind: type[T], name: str | None = None) -> T:
    """Return the one descendant of a kind, and of a name if one is given."""
    found = parent.findChild(kind) if name is None else parent.findChild(kind, name)
    assert isinstance(found, kind), f"no {kind.__name__} {name or ''}"
    return found


def button(parent: QObject, text: str) -> QAbstractButton:
    """Return the button that says ``text``."""
    found = [each for each in parent.findChildren(QAbstractButton) if each.text() == text]
    assert found, f"no button says {text}"
    return found[0]
