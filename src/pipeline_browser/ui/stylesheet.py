"""The small style sheet over Fusion, filled in from the tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.ui.colours import Colours

_TEMPLATE = """
QToolTip {{ color: {text}; background: {raised}; border: 1px solid {line}; padding: 4px 6px; }}
QMainWindow::separator {{ width: 0; height: 0; }}

QPushButton {{
    color: {text}; background: {raised}; border: 1px solid {outline}; border-radius: 6px;
    padding: 5px 12px; min-height: 16px;
}}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 4px 11px; }}
QPushButton:disabled {{ color: {outline}; border-color: {line}; }}
QPushButton:default, QPushButton[primary="true"] {{
    color: {on_accent}; background: {accent_fill}; border-color: {accent_fill};
}}
QPushButton:default:hover, QPushButton[primary="true"]:hover {{ background: {accent_hover}; }}
QPushButton:default:focus, QPushButton[primary="true"]:focus {{ border: 2px solid {text}; }}
QPushButton:default:disabled, QPushButton[primary="true"]:disabled {{
    color: {dim}; background: {hover}; border-color: {line};
}}
QPushButton[small="true"] {{ padding: 1px 8px; min-height: 14px; border-radius: 4px; }}
QPushButton[small="true"]:focus {{ padding: 0 7px; }}
QPushButton[flat="true"] {{ background: transparent; border-color: transparent; }}
QPushButton[flat="true"]:hover {{ background: {hover}; }}
QPushButton[flat="true"]:focus {{ border: 2px solid {accent}; }}

QLineEdit, QPlainTextEdit, QTextEdit, QListView, QTreeView, QTableView {{
    color: {text}; background: {base}; border: 1px solid {line}; border-radius: 6px;
    selection-background-color: {selection}; selection-color: {text};
}}
QLineEdit {{ border-color: {outline}; padding: 4px 6px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QListView:focus, QTreeView:focus, QTableView:focus {{
    border-color: {accent};
}}
QTableView, QTreeView, QListView {{
    outline: none; gridline-color: {line}; alternate-background-color: {alternate};
}}
QTableWidget::item, QTreeWidget::item {{ padding: 0 8px; }}
QTreeWidget::item:disabled {{ color: {outline}; }}
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected {{
    background: {selection}; color: {text};
}}
QHeaderView {{ background: {raised}; border: none; }}
QHeaderView::section {{
    color: {dim}; background: {raised}; border: none; border-right: 1px solid {line};
    border-bottom: 1px solid {line}; padding: 5px 8px; font-weight: 600;
}}
QTableCornerButton::section {{ background: {raised}; border: none; }}

QComboBox {{
    color: {text}; background: {raised}; border: 1px solid {outline}; border-radius: 6px;
    padding: 4px 4px 4px 8px; min-height: 16px;
}}
QComboBox:hover {{ background: {hover}; }}
QComboBox:focus {{ border-color: {accent}; }}
QComboBox:disabled {{ color: {outline}; border-color: {line}; }}
QComboBox::drop-down {{ border: none; width: 20px; }}
QComboBox::down-arrow {{ image: url("{marks}/down.svg"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ border: 1px solid {outline}; padding: 2px; }}
QAbstractSpinBox {{
    color: {text}; background: {base}; border: 1px solid {outline}; border-radius: 6px;
    padding: 4px 20px 4px 4px; min-height: 16px;
}}
QAbstractSpinBox:focus {{ border-color: {accent}; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{
    subcontrol-origin: border; border: none; background: transparent; width: 20px;
}}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; }}
QAbstractSpinBox::up-arrow {{ image: url("{marks}/up.svg"); width: 10px; height: 10px; }}
QAbstractSpinBox::down-arrow {{ image: url("{marks}/down.svg"); width: 10px; height: 10px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox::indicator, QRadioButton::indicator, QTableView::indicator, QListView::indicator {{
    width: 14px; height: 14px; border: 1px solid {outline}; background: {base};
}}
QCheckBox::indicator, QTableView::indicator, QListView::indicator {{ border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {accent}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border: 2px solid {accent}; }}
QCheckBox::indicator:checked, QTableView::indicator:checked, QListView::indicator:checked {{
    background: {accent_fill}; border-color: {accent_fill}; image: url("{marks}/check.svg");
}}
QCheckBox::indicator:indeterminate {{
    background: {accent_fill}; border-color: {accent_fill}; image: url("{marks}/partly.svg");
}}
QRadioButton::indicator:checked {{
    border: 5px solid {accent_fill}; width: 6px; height: 6px; background: {on_accent};
}}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
    border-color: {line}; background: {hover};
}}
QCheckBox:disabled, QRadioButton:disabled {{ color: {outline}; }}

QTabWidget::tab-bar {{ left: 12px; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; background: {window}; }}
QTabBar {{ background: transparent; }}
QTabBar::tab {{
    color: {dim}; background: transparent; border: none; border-bottom: 2px solid transparent;
    padding: 7px 12px 6px 12px; margin-right: 4px;
}}
QTabBar::tab:hover {{ color: {text}; background: {hover}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom-color: {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}

QToolBar {{
    background: {raised}; border: none; border-bottom: 1px solid {line}; padding: 6px 8px; spacing: 4px;
}}
QToolBar::separator {{ width: 1px; background: {line}; margin: 5px 8px; }}
QToolButton {{
    color: {text}; background: transparent; border: 1px solid transparent; border-radius: 6px;
    padding: 4px 5px;
}}
QToolButton:hover {{ background: {hover}; }}
QToolButton:pressed, QToolButton:checked {{ background: {line}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton:disabled {{ color: {outline}; }}
QToolButton[small="true"] {{ padding: 2px 3px; border-radius: 4px; }}
QToolButton::menu-indicator {{ image: none; }}
QToolButton[menu="true"] {{ padding-right: 20px; }}
QToolButton[menu="true"]::menu-indicator {{
    image: url("{marks}/down.svg"); width: 12px; height: 12px;
    subcontrol-origin: border; subcontrol-position: right center; right: 5px;
}}
QToolButton[popupMode="1"] {{ padding-right: 24px; }}
QToolButton::menu-button {{ border: none; background: transparent; width: 20px; border-radius: 6px; }}
QToolButton::menu-button:hover {{ background: {line}; }}
QToolButton::menu-arrow {{ image: url("{marks}/down.svg"); width: 12px; height: 12px; }}
QMenuBar {{ background: {raised}; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 6px; background: transparent; color: {text}; }}
QMenuBar::item:selected {{ background: {hover}; }}
QMenu {{ background: {raised}; border: 1px solid {line}; padding: 4px; color: {text}; }}
QMenu::item {{ padding: 5px 24px 5px 8px; border-radius: 4px; }}
QMenu::item:selected {{ background: {selection}; }}
QMenu::item:disabled {{ color: {outline}; }}
QMenu::icon {{ padding-left: 6px; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}

QStatusBar {{ background: {raised}; border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QProgressBar {{
    background: {hover}; border: none; border-radius: 4px; text-align: center; color: {text};
    min-height: 8px; max-height: 8px;
}}
QProgressBar::chunk {{ background: {accent_fill}; border-radius: 4px; }}
QSplitter::handle {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 1px; }}
QSplitter::handle:vertical {{ height: 1px; }}
QSplitter::handle:hover {{ background: {accent}; }}

QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {outline}; border-radius: 4px; border: 2px solid {base}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QLabel[role="dim"] {{ color: {dim}; }}
QLabel[role="good"] {{ color: {good}; }}
QLabel[role="waiting"] {{ color: {waiting}; }}
QLabel[role="warning"] {{ color: {warning}; }}
QLabel[role="bad"] {{ color: {bad}; }}
QFrame[role="card"] {{ background: {base}; border: 1px solid {line}; border-radius: 6px; }}
QFrame[role="chip"] {{ background: {hover}; border: 1px solid {line}; border-radius: 6px; }}
QFrame[role="chip"] QToolButton {{ padding: 2px; border-radius: 4px; }}
QFrame[role="chip"] QToolButton:hover {{ background: {line}; }}
QPushButton[tile="true"] {{
    background: {base}; border: 1px solid {line}; border-radius: 6px; padding: 0; text-align: left;
}}
QPushButton[tile="true"][clickable="true"]:hover {{ background: {hover}; }}
QPushButton[tile="true"]:focus {{ border: 2px solid {accent}; padding: 0; }}
"""


def style_sheet(colours: Colours, marks: Path) -> str:
    """Return the application's style sheet in these colours; ``marks`` holds the pictures that it names."""
    return _TEMPLATE.format(
        marks=marks.as_posix(),
        text=colours.text,
        dim=colours.dim,
        window=colours.window,
        raised=colours.raised,
        base=colours.base,
        alternate=colours.alternate,
        hover=colours.hover,
        line=colours.line,
        outline=colours.outline,
        accent=colours.accent,
        accent_fill=colours.accent_fill,
        accent_hover=colours.accent_hover,
        on_accent=colours.on_accent,
        selection=colours.selection,
        good=colours.good.text,
        waiting=colours.waiting.text,
        warning=colours.warning.text,
        bad=colours.bad.text,
    )
