"""Menu bar and toolbar, made from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenuBar, QToolBar, QToolButton

from pipeline_browser.ui.actions import ACTIONS, MENUS
from pipeline_browser.ui.theme import Scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QMenu

    from pipeline_browser.ui.actions import Actions
    from pipeline_browser.ui.chip import DatabaseChip

TOOL_ICON = 20
_AFTER_RECENT = "sample"
_TOOLS = (("new", "New"), ("open", "Open"), ("migrate", "Migrate"), ("refresh", "Refresh"))


def fill_menu_bar(bar: QMenuBar, actions: Actions, recent: QMenu) -> None:
    """Add every menu; actions of one group stand together."""
    for name, title in zip(MENUS, with_mnemonics(MENUS), strict=True):
        menu = bar.addMenu(title)
        group = 0
        rows = [row for row in ACTIONS if row.menu == name]
        *texts, recent_title = with_mnemonics([*(row.text for row in rows), recent.title()])
        for row, text in zip(rows, texts, strict=True):
            actions[row.name].setText(text)
            if row.group != group:
                menu.addSeparator()
                group = row.group
            if row.name == _AFTER_RECENT:
                recent.setTitle(recent_title)
                menu.addMenu(recent)
            menu.addAction(actions[row.name])
    schemes = QActionGroup(bar)
    for scheme in Scheme:
        schemes.addAction(actions[f"scheme-{scheme.value}"])


def with_mnemonics(texts: Sequence[str]) -> list[str]:
    """Return the texts with a letter of each marked, another one for each as far as they reach."""
    taken: set[str] = set()
    return [_with_mnemonic(text, taken) for text in texts]


def _with_mnemonic(text: str, taken: set[str]) -> str:
    initials = [at for at, letter in enumerate(text) if letter.isalpha() and (at == 0 or text[at - 1] == " ")]
    others = [at for at, letter in enumerate(text) if letter.isalpha()]
    for at in (*initials, *others):
        if text[at].casefold() not in taken:
            taken.add(text[at].casefold())
            return f"{text[:at]}&{text[at:]}"
    return text


def make_toolbar(actions: Actions, chip: DatabaseChip) -> QToolBar:
    """Return the toolbar: the database, and what is done most."""
    bar = QToolBar("Main")
    bar.setObjectName("main-toolbar")
    bar.setMovable(False)
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    bar.setIconSize(QSize(TOOL_ICON, TOOL_ICON))
    bar.addWidget(chip)
    bar.addSeparator()
    for name, text in _TOOLS:
        actions[name].setIconText(text)
        actions.draw_icon(name)
        bar.addAction(actions[name])
        button = bar.widgetForAction(actions[name])
        if isinstance(button, QToolButton):
            button.setObjectName(f"tool-{name}")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(text)
    return bar
