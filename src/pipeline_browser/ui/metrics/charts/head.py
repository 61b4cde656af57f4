"""The first line of a chart: its title, days and zone, and the few buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from pipeline_browser.ui.fitting_row import tool_button
from pipeline_browser.ui.labels import plain_label, tooltip
from pipeline_browser.ui.metrics.charts.caption import Caption
from pipeline_browser.ui.theme import INSIDE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.charts.kinds.kind import Kind
    from pipeline_browser.ui.theme import Theme

_ICON = 14  # pixels
_HOW = (
    "Drag over a range to see it alone. Move with the right button, zoom with the wheel (with Ctrl where the"
    " charts scroll), reset by a double click on an axis. Arrows walk along the figures, with Shift over a"
    " range; Enter takes it."
)


class Head(QWidget):
    """Title and buttons.

    Signals:
        menu_asked: where, in the screen's pixels.
    """

    menu_asked = Signal(QPoint)

    def __init__(self, kind: Kind[Any], theme: Theme, *, bent: bool) -> None:
        super().__init__()
        self._theme = theme
        self._enlarged = False
        font = theme.body_font()
        font.setWeight(QFont.Weight.DemiBold)
        self.title = plain_label(kind.title, font=font)
        self.title.setToolTip(tooltip(f"{kind.explanation}\n\n{_HOW}"))
        self.caption = Caption()
        self.reset = _button(f"reset-{kind.name}", f"Reset the view of {kind.title} (0)")
        self.log = _button(f"log-{kind.name}", f"Logarithmic scale for {kind.title} (L)")
        self.log.setCheckable(True)
        self._bends = kind.bends
        if not kind.bends:  # shown before it has a parent it would be a window of its own for a moment
            self.log.hide()
        self.enlarge = _button(f"enlarge-{kind.name}", f"Show {kind.title} alone (F)")
        self.more = _button(f"menu-{kind.name}", f"Save and copy {kind.title}")
        self.more.clicked.connect(self._ask_menu)
        self.reset.hide()
        self.show_log(on=bent)
        self._lay_out()
        theme.changed.connect(self.dress)
        self.dress()

    def show_caption(self, caption: str) -> None:
        """Say what the ticks do not: days and zone, or the zone alone where there is no room."""
        self.caption.show_text(caption)

    def show_log(self, *, on: bool) -> None:
        """Show whether the scale is logarithmic."""
        self.log.setChecked(on)

    def show_zoomed(self, *, zoomed: bool) -> None:
        """Offer to see everything again, where only a part shows."""
        self.reset.setVisible(zoomed)

    def show_empty(self, *, empty: bool) -> None:
        """Offer nothing that takes figures where there are none."""
        self.log.setVisible(self._bends and not empty)
        self.more.setVisible(not empty)

    def show_enlarged(self, *, enlarged: bool) -> None:
        """Offer the way back."""
        self._enlarged = enlarged
        words = "Show all charts again (F or Escape)" if enlarged else f"Show {self.title.text()} alone (F)"
        self.enlarge.setToolTip(tooltip(words))
        self.enlarge.setAccessibleName(words)
        self.dress()

    @Slot()
    def dress(self) -> None:
        """Draw icons in the theme's colours."""
        names = ("fit", "log-scale", "shrink" if self._enlarged else "enlarge", "more")
        for button, name in zip((self.reset, self.log, self.enlarge, self.more), names, strict=True):
            button.setIcon(self._theme.icon(name))

    @Slot()
    def _ask_menu(self) -> None:
        self.menu_asked.emit(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.title)
        row.addSpacing(RELATED)
        row.addWidget(self.caption, 1)
        row.addSpacing(INSIDE)
        for button in (self.reset, self.log, self.enlarge, self.more):
            row.addWidget(button)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)


def _button(name: str, tip: str) -> QToolButton:
    button = tool_button(name, tip)
    button.setIconSize(QSize(_ICON, _ICON))
    button.setProperty("small", True)
    button.setToolTip(tooltip(tip))
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys and the menu of the drawing do the same
    return button
