"""The actions that put tables elsewhere."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction

_NUDGE = "Move the selected tables a little"

ARRANGE = TabAction(
    "arrange",
    "Arrange everything",
    "Put every table where the arrangement wants it",
    "arrange",
    ("R",),
    here=True,
    short="Arrange",
)
ARRANGE_SELECTED = TabAction(
    "arrange_selected",
    "Arrange selection",
    "Arrange the selected tables among themselves",
    "",
    ("Shift+R",),
    here=True,
)
ALIGN_LEFT = TabAction(
    "align_left", "Left sides", "Bring their left sides into line", whole="Align left sides"
)
ALIGN_RIGHT = TabAction(
    "align_right", "Right sides", "Bring their right sides into line", whole="Align right sides"
)
ALIGN_TOP = TabAction(
    "align_top", "Upper sides", "Bring their upper sides into line", whole="Align upper sides"
)
ALIGN_BOTTOM = TabAction(
    "align_bottom", "Lower sides", "Bring their lower sides into line", whole="Align lower sides"
)
SPREAD_ACROSS = TabAction(
    "spread_across",
    "Equal gaps across",
    "Leave the same gap between the selected tables, from left to right",
    whole="Spread with equal gaps across",
)
SPREAD_DOWN = TabAction(
    "spread_down",
    "Equal gaps down",
    "Leave the same gap between the selected tables, from top to bottom",
    whole="Spread with equal gaps down",
)
NUDGE_LEFT = TabAction("nudge_left", "Nudge left", _NUDGE, "", ("Shift+Left",), here=True)
NUDGE_RIGHT = TabAction("nudge_right", "Nudge right", _NUDGE, "", ("Shift+Right",), here=True)
NUDGE_UP = TabAction("nudge_up", "Nudge up", _NUDGE, "", ("Shift+Up",), here=True)
NUDGE_DOWN = TabAction("nudge_down", "Nudge down", _NUDGE, "", ("Shift+Down",), here=True)

ALIGN = (ALIGN_LEFT, ALIGN_RIGHT, ALIGN_TOP, ALIGN_BOTTOM, SPREAD_ACROSS, SPREAD_DOWN)
NUDGES = (NUDGE_LEFT, NUDGE_RIGHT, NUDGE_UP, NUDGE_DOWN)
MOVING_ACTIONS = (ARRANGE, ARRANGE_SELECTED, *ALIGN, *NUDGES)
OF_SEVERAL = (ARRANGE_SELECTED, *ALIGN)
