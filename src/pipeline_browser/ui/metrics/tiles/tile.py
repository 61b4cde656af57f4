"""One tile: a title, a large figure, a few words; a button where a click shows what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.labels import plain_label, set_role, tooltip
from pipeline_browser.ui.marks import IconLabel
from pipeline_browser.ui.theme import FIGURE, INSIDE, RELATED, tabular

if TYPE_CHECKING:
    from pipeline_browser.ui.metrics.tiles.facts import TileFacts
    from pipeline_browser.ui.theme import Theme

_ICON = 14  # pixels
_SMALLER = 0.9  # title and words, of the body
_HEAD = 16  # pixels, whether there is an icon or not
_COMPACT = 1.4  # times the body's size, where there is little room


class Tile(QPushButton):
    """Shows the facts of one tile."""

    def __init__(self, facts: TileFacts, theme: Theme) -> None:
        super().__init__()
        self.facts: TileFacts | None = None
        self.setObjectName(f"tile-{facts.name}")
        self.setProperty("tile", True)
        self.setAutoDefault(False)
        font = theme.body_font()
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        self._title = plain_label(role="dim", font=font)
        self._theme = theme
        self._compact: bool | None = None
        self._figure = plain_label()
        self._icon = IconLabel(theme, size=_ICON)
        self._more = plain_label(role="dim", font=font)
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.show_facts(facts)

    @property
    def text_shown(self) -> str:
        """Everything that it says, one line each."""
        return "\n".join(each.text() for each in (self._title, self._figure, self._more) if each.text())

    def show_facts(self, facts: TileFacts) -> None:
        """Show other figures."""
        if facts == self.facts:
            return
        self.facts = facts
        self._title.setText(facts.title)
        self._figure.setText(facts.figure)
        self._more.setText(facts.more)
        coloured = facts.meaning is not Meaning.NEUTRAL
        set_role(self._figure, facts.meaning.value if coloured and facts.meaning is not Meaning.GOOD else "")
        self._icon.setVisible(bool(facts.icon))
        if facts.icon:
            self._icon.show_icon(facts.icon, facts.meaning)
        self.setToolTip(tooltip(facts.explanation))
        self.setAccessibleName(
            ", ".join(each for each in (f"{facts.title}: {facts.figure}", facts.more) if each)
        )
        self._allow_click(allowed=facts.asks is not None)
        self.updateGeometry()

    def set_compact(self, *, compact: bool) -> None:
        """Use less room, or as much as looks best."""
        if compact != self._compact:
            self._compact = compact
            font = self._theme.heading_font(_COMPACT if compact else FIGURE)
            self._figure.setFont(tabular(font))
            side = RELATED if compact else RELATED + INSIDE
            self._column.setContentsMargins(side, RELATED - 2, RELATED, RELATED - 2)

    def _allow_click(self, *, allowed: bool) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor if allowed else Qt.CursorShape.ArrowCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if allowed else Qt.FocusPolicy.NoFocus)
        if self.property("clickable") != allowed:
            self.setProperty("clickable", allowed)
            self.style().unpolish(self)
            self.style().polish(self)

    @override
    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(INSIDE)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        self._title.setFixedHeight(_HEAD)
        column = self._column
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._figure)
        column.addWidget(self._more)
        column.addStretch(1)
        for label in (self._title, self._figure, self._more, self._icon):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_compact(compact=False)
