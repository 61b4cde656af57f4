"""Whatever somebody does to a diagram, undoing all of it gives back exactly what was there."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.diagram.layout.shapes import Point
from tests.ui.diagram.showing import is_drawn

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.diagram.tab import DiagramTab

DEEDS = (
    "hide", "hide_others", "show_selected", "near_1", "near_2", "show_parents", "show_children",
    "show_everything", "hide_views", "hide_loose", "detail_columns", "detail_keys", "detail_names",
    "arrange", "arrange_selected", "align_left", "align_top", "spread_down", "nudge_right", "nudge_up",
)  # fmt: skip


def what_shows(tab: DiagramTab) -> object:
    """Return everything that can be seen of boxes and lines."""
    boxes = [(item.box, item.place, item.size) for item in tab.scene.boxes]
    return boxes, [(item.line, item.route) for item in tab.scene.lines]


def settle(qtbot: QtBot, tab: DiagramTab) -> None:
    qtbot.waitUntil(lambda: is_drawn(tab) and not tab.redrawer.is_busy)


def do_something(tab: DiagramTab, random: Random) -> None:
    """Select some tables and do something with them, as a person might."""
    everything = range(len(tab.scene.boxes))
    tab.focus.select(random.sample(everything, min(len(everything), random.randint(0, 3))))
    if random.random() < 0.2:
        by = Point(random.randint(-300, 300), random.randint(-300, 300))
        tab.mover.move(tab.focus.boxes, by)
    elif random.random() < 0.1 and (state := tab.history.state):
        left_out = [state.graph.boxes[number].name.lower() for number in state.left_out]
        tab.choosing.reveal(left_out[:1])
    else:
        tab.actions_by_name[random.choice(DEEDS)].trigger()


@pytest.mark.parametrize("seed", range(8))
def test_any_changes_are_undone_and_redone_exactly(qtbot: QtBot, tab: DiagramTab, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same every time
    states = [(tab.history.state, what_shows(tab))]
    for _ in range(25):
        before = tab.history.undo_stack.index()
        do_something(tab, random)
        settle(qtbot, tab)
        if tab.history.undo_stack.index() == before:  # nothing, or one more of a series
            states[-1] = (tab.history.state, what_shows(tab))
        else:
            states.append((tab.history.state, what_shows(tab)))
    assert tab.history.undo_stack.count() == len(states) - 1 > 8

    for state in reversed(states[:-1]):
        tab.actions_by_name["undo"].trigger()
        settle(qtbot, tab)
        assert (tab.history.state, what_shows(tab)) == state
    assert not tab.actions_by_name["undo"].isEnabled()
    for state in states[1:]:
        tab.actions_by_name["redo"].trigger()
        settle(qtbot, tab)
        assert (tab.history.state, what_shows(tab)) == state
