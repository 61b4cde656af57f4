"""Tab follows the eye: parts that are built later, or anew, take their turn where they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget


def step(window: QWidget, parts: Sequence[QWidget], *, back: bool) -> bool:
    """Give the focus to what comes next; return whether there is anything.

    Args:
        parts: in the order in which they are gone through; each as Qt would, what is in none of them before.
    """
    widgets = _in_order(window, parts)
    if not widgets:
        return False
    here = window.focusWidget()
    at = widgets.index(here) if here in widgets else (0 if back else -1)
    reason = Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason
    widgets[(at + (-1 if back else 1)) % len(widgets)].setFocus(reason)
    return True


def _in_order(window: QWidget, parts: Sequence[QWidget]) -> list[QWidget]:
    places = {part: place for place, part in enumerate(parts)}
    chain = [(_place(widget, places), widget) for widget in _chain(window)]
    return [widget for _, widget in sorted(chain, key=_first)]


def _first(placed: tuple[int, QWidget]) -> int:
    return placed[0]


def _chain(window: QWidget) -> Iterator[QWidget]:
    """Yield what Tab comes to, from the first widget of a window, as Qt goes through them."""
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        stops = widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value and widget.focusProxy() is None
        if stops and widget.isEnabled() and widget.isVisibleTo(window):
            yield widget
        widget = widget.nextInFocusChain()


def _place(widget: QWidget, places: dict[QWidget, int]) -> int:
    at: QWidget | None = widget
    while at is not None and at not in places:
        at = at.parentWidget()
    return -1 if at is None else places[at]
