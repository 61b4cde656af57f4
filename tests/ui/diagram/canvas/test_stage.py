"""The sheets that the view shows: sharp, up to date, and painted no more often than needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.ui.diagram.canvas import sheet, stage
from pipeline_browser.ui.diagram.canvas.box_item import BoxItem
from pipeline_browser.ui.theme import Scheme
from tests.ui.diagram.showing import box

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from pipeline_browser.app import Parts
    from pipeline_browser.ui.diagram.tab import DiagramTab


def painted(tab: DiagramTab) -> QImage:
    return tab.view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def painted_by_items(tab: DiagramTab) -> QImage:
    """Return what the view should show, straight from the items."""
    image = QImage(tab.view.viewport().size(), QImage.Format.Format_RGB32)
    image.fill(tab.look.ink.page)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tab.scene.render(painter, QRectF(image.rect()), tab.view.seen)
    painter.end()
    return image


def likeness(one: QImage, other: QImage) -> float:
    """Return the part of the pixels that look the same, of every third; roundings of edges do not count."""
    places = [(x, y) for x in range(0, one.width(), 3) for y in range(0, one.height(), 3)]
    off = (abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) for x, y in places)
    return sum(each < 24 for each in off) / len(places)


def test_what_is_seen_is_what_the_items_paint(qtbot: QtBot, tab: DiagramTab) -> None:
    for scale in (0.5, 1.0, 2.5):
        tab.view.zoom_to(scale)
        painted(tab)
        qtbot.waitUntil(lambda: tab.is_settled)
        assert likeness(painted(tab), painted_by_items(tab)) > 0.995


def test_panning_paints_no_box(qtbot: QtBot, tab: DiagramTab, monkeypatch: pytest.MonkeyPatch) -> None:
    tab.view.actual_size()
    painted(tab)
    qtbot.waitUntil(lambda: tab.is_settled)
    drawn: list[str] = []
    monkeypatch.setattr(BoxItem, "draw", lambda item, *_, **__: drawn.append(item.box.name))
    before = painted(tab)
    tab.view.pan(QPointF(40, 30))
    assert likeness(painted(tab), before) < 1
    assert drawn == []


def test_only_what_stays_bright_is_painted_over_the_sheet(
    qtbot: QtBot, tab: DiagramTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(tab)
    qtbot.waitUntil(lambda: tab.is_settled)
    drawn: list[str] = []
    monkeypatch.setattr(BoxItem, "draw", lambda item, *_, **__: drawn.append(item.box.name))
    tab.focus.select([box(tab, "customer").number])
    painted(tab)
    assert sorted(drawn) == ["customer", "order"]


def test_a_box_that_was_moved_shows_at_its_new_place_at_once_and_in_the_next_sheet(
    qtbot: QtBot, tab: DiagramTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "_QUICK", 0.0)  # as for a diagram that takes long to paint
    painted(tab)
    qtbot.waitUntil(lambda: tab.is_settled)
    tab.mover.move([box(tab, "note").number], Point(48, 48))
    painted(tab)
    assert tab.scene.live_items(dims=False)
    qtbot.waitUntil(lambda: tab.is_settled)
    assert not tab.scene.live_items(dims=False)
    assert likeness(painted(tab), painted_by_items(tab)) > 0.995


def test_other_colours_never_show_beside_the_old_ones(
    qtbot: QtBot, tab: DiagramTab, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.theme.set_scheme(Scheme.LIGHT)
    painted(tab)
    qtbot.waitUntil(lambda: tab.is_settled)
    monkeypatch.setattr(stage, "_QUICK", 0.0)  # as for a diagram that takes long to paint
    parts.theme.set_scheme(Scheme.DARK)
    image = painted(tab)
    places = [(x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)]
    assert max(image.pixelColor(x, y).lightness() for x, y in places) < 80


def test_a_picture_that_goes_while_it_is_painted_is_not_painted_on(
    qtbot: QtBot, tab: DiagramTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sheet, "_SLICE", -1.0)  # no slice gets anywhere
        tab.view.stage.refresh()
        qtbot.waitUntil(lambda: tab.view.stage.is_painting)
        tab.scene.show_picture(tab.scene.picture)
    qtbot.waitUntil(lambda: tab.scene.is_built and tab.view.stage.is_settled)


def test_a_table_that_is_dragged_lies_over_those_it_passes(tab: DiagramTab) -> None:
    for name in ("customer", "order"):
        tab.focus.select([box(tab, name).number])
        carry = tab.mover.take_up([box(tab, name).number])
        assert carry is not None
        tab.mover.preview(carry, Point(40, 40), 0.0)
        shown = [item for item in tab.scene.live_items(dims=True) if isinstance(item, BoxItem)]
        assert len(shown) > 1
        assert shown[-1].box.name == name
