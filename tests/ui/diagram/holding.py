"""What must hold of the Diagram tab, whatever was done to it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline_browser.diagram.measuring import sizes_and_links
from pipeline_browser.ui.diagram.canvas.look import Emphasis

if TYPE_CHECKING:
    from pipeline_browser.diagram.layout.shapes import Link, Point, Route
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.diagram.tab import DiagramTab

_LOOP = 4.0  # a line from a row to itself begins and ends this far from its middle
_NEAR = 0.01


def check(tab: DiagramTab) -> None:
    """Check what holds at any time."""
    _check_focus(tab)
    actions, stack = tab.actions_by_name, tab.history.undo_stack
    assert actions["undo"].isEnabled() == stack.canUndo()
    assert actions["redo"].isEnabled() == stack.canRedo()
    assert actions["hide"].isEnabled() == bool(tab.focus.boxes)
    state, picture = tab.history.state, tab.scene.picture
    if picture is None:
        assert not tab.scene.boxes
        assert state is None
    if state is not None:
        assert picture is not None
        assert picture.graph == state.picture.graph
    if picture is not None and tab.scene.is_built:
        _check_items(tab, picture)


def check_settled(tab: DiagramTab) -> None:
    """Check what holds as soon as nothing is under way."""
    check(tab)
    state = tab.history.state
    if tab.isHidden() or state is None:
        return
    assert tab.loader.matter is not None
    assert (tab.loader.over is not None) is tab.history.is_covered
    assert state.graph == tab.loader.matter.graph(state.shown.detail), "of another schema"
    page = tab.pages.currentWidget()
    boxes = len(state.graph.boxes)
    expected = tab.view if boxes or tab.history.is_covered else tab.notice
    assert page is expected, f"{type(page).__name__} for {boxes} boxes"
    if state.picture.graph.boxes:
        assert tab.view.stage.overview is not None
    _check_lines(state.picture)


def _check_focus(tab: DiagramTab) -> None:
    focus, picture = tab.focus, tab.scene.picture
    boxes = len(picture.graph.boxes) if picture else 0
    lines = len(picture.graph.lines) if picture else 0
    assert focus.boxes <= set(range(boxes))
    assert focus.line is None or focus.line < lines
    assert focus.hovered is None or focus.hovered < lines


def _check_items(tab: DiagramTab, picture: Picture) -> None:
    scene = tab.scene
    assert [item.box for item in scene.boxes] == list(picture.graph.boxes)
    assert [item.line for item in scene.lines] == list(picture.graph.lines)
    if not tab.focus.dims:
        dimmed = [item for item in (*scene.boxes, *scene.lines) if item.emphasis is Emphasis.DIMMED]
        assert not dimmed, "dimmed without a selection"
    if not tab.view.pointer.is_busy:
        assert [item.place for item in scene.boxes] == list(picture.layout.positions)
        assert [item.route for item in scene.lines] == list(picture.layout.routes)
        assert tab.view.guides == ()
        assert tab.view.band.isNull()


def _check_lines(picture: Picture) -> None:
    _, links = sizes_and_links(picture.graph, picture.shape)
    for route, link in zip(picture.layout.routes, links, strict=True):
        _check_end(picture, route[0], link, at_child=True)
        _check_end(picture, route[-1], link, at_child=False)
        _check_straight(route)


def _check_end(picture: Picture, end: Point, link: Link, *, at_child: bool) -> None:
    box, y = (link.child, link.child_y) if at_child else (link.parent, link.parent_y)
    place, size = picture.layout.positions[box], picture.sizes[box]
    loop = _LOOP if (link.child, link.child_y) == (link.parent, link.parent_y) else 0.0
    assert abs(end.y - place.y - y) < loop + _NEAR, f"{link} ends beside its row"
    assert min(abs(end.x - place.x), abs(end.x - place.x - size.width)) < _NEAR, f"{link} ends beside its box"


def _check_straight(route: Route) -> None:
    for one, other in pairwise(route):
        assert min(abs(one.x - other.x), abs(one.y - other.y)) < _NEAR, f"{route} runs askew"
