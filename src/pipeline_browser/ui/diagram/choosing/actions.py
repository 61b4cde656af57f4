"""The actions that choose what the diagram shows."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction

DETAIL_COLUMNS = TabAction(
    "detail_columns",
    "All columns",
    "Show every column",
    "detail-columns",
    ("C",),
    here=True,
    switch=True,
    whole="Show all columns",
)
DETAIL_KEYS = TabAction(
    "detail_keys",
    "Keys only",
    "Show the columns of primary and foreign keys",
    "detail-keys",
    ("K",),
    here=True,
    switch=True,
    whole="Show keys only",
)
DETAIL_NAMES = TabAction(
    "detail_names",
    "Names only",
    "Show tables without their columns",
    "detail-names",
    ("N",),
    here=True,
    switch=True,
    whole="Show names only",
)
HIDE = TabAction("hide", "Hide", "Hide the selected tables", "hide", ("H", "Del"), here=True)
HIDE_OTHERS = TabAction(
    "hide_others", "Hide others", "Hide all tables but the selected ones", "", ("Shift+H",), here=True
)
SHOW_SELECTED = TabAction(
    "show_selected", "Show only selected", "Show the selected tables alone", "", ("0",), here=True
)
NEAR_1 = TabAction(
    "near_1",
    "Neighbours, 1 step",
    "Show the selected tables and those beside them",
    "",
    ("1",),
    here=True,
    whole="Show only neighbours, 1 step",
)
NEAR_2 = TabAction(
    "near_2",
    "Neighbours, 2 steps",
    "Show the selected tables and 2 steps around them",
    "",
    ("2",),
    here=True,
    whole="Show only neighbours, 2 steps",
)
NEAR_3 = TabAction(
    "near_3",
    "Neighbours, 3 steps",
    "Show the selected tables and 3 steps around them",
    "",
    ("3",),
    here=True,
    whole="Show only neighbours, 3 steps",
)
SHOW_PARENTS = TabAction(
    "show_parents",
    "All they depend on",
    "Show the selected tables with their parents, and the parents of those",
    whole="Show only all that the selected depend on",
)
SHOW_CHILDREN = TabAction(
    "show_children",
    "All that depend on them",
    "Show the selected tables with their children, and the children of those",
    whole="Show only all that depend on the selected",
)
SHOW_EVERYTHING = TabAction(
    "show_everything",
    "Show everything",
    "Show all tables and views again",
    "show",
    ("A", "Ctrl+Shift+A"),
    here=True,
)
SHOW_HIDDEN = TabAction("show_hidden", "Show hidden tables…", "Choose hidden tables to be shown again")
HIDE_VIEWS = TabAction("hide_views", "Hide views", "Show tables only", switch=True)
HIDE_LOOSE = TabAction(
    "hide_loose", "Hide tables without relations", "Show only what foreign keys join", switch=True
)

DETAILS = (DETAIL_COLUMNS, DETAIL_KEYS, DETAIL_NAMES)
OF_SELECTION = (HIDE, HIDE_OTHERS, SHOW_SELECTED, NEAR_1, NEAR_2, NEAR_3, SHOW_PARENTS, SHOW_CHILDREN)
NEIGHBOURHOOD = (NEAR_1, NEAR_2, NEAR_3, SHOW_PARENTS, SHOW_CHILDREN)
CHOICE_ACTIONS = (*DETAILS, *OF_SELECTION, SHOW_EVERYTHING, SHOW_HIDDEN, HIDE_VIEWS, HIDE_LOOSE)
