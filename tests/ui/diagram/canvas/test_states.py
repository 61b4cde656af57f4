"""What was added, changed or removed shows in the diagram: in colour, and in a word or a sign beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from pipeline_browser.diagram.graph import Box, BoxKind, End, Line, Row, State
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.ui.diagram.canvas.box_item import BoxItem
from pipeline_browser.ui.diagram.canvas.line_item import LineItem
from pipeline_browser.ui.diagram.canvas.look import FontMeasure, Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from pipeline_browser.ui.diagram.canvas.item import DiagramItem

HAPPENED = (State.ADDED, State.CHANGED, State.REMOVED)
PLAIN = Box("stages", BoxKind.TABLE, (Row("id", "INTEGER"), Row("name", "TEXT")))


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp.font())


def drawn(item: DiagramItem) -> QImage:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(item.look.ink.page)
    painter = QPainter(image)
    painter.translate(20, 20)
    item.draw(painter, 1.0, QRectF(0, 0, 400, 200), alike=True)
    painter.end()
    return image


def box_item(box: Box, look: Look) -> BoxItem:
    shape = BoxShape(FontMeasure(look.text_font, look.name_font))
    return BoxItem(0, box, shape.size(box), shape, look)


def differing(one: QImage, other: QImage, area: QRectF) -> int:
    """Return how many pixels of an area are lighter or darker in one image than in the other."""
    xs, ys = range(int(area.left()), int(area.right())), range(int(area.top()), int(area.bottom()))
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 60
        for x in xs
        for y in ys
    )


@pytest.mark.parametrize("state", HAPPENED)
def test_a_table_says_in_its_header_what_happened_to_it(look: Look, state: State) -> None:
    item = box_item(replace(PLAIN, state=state), look)
    image, same = drawn(item), drawn(box_item(PLAIN, look))
    header = image.pixelColor(QPointF(20 + item.size.width / 2 + 6, 30).toPoint())
    assert header.name() == look.ink.soft_of_state(state).name()
    word = QRectF(20 + item.size.width - 60, 24, 50, 24)
    assert differing(image, same, word) > 20


@pytest.mark.parametrize("state", HAPPENED)
def test_a_column_has_a_sign_for_what_happened_to_it(look: Look, state: State) -> None:
    rows = (PLAIN.rows[0], replace(PLAIN.rows[1], state=state))
    image, same = drawn(box_item(replace(PLAIN, rows=rows), look)), drawn(box_item(PLAIN, look))
    top = 20 + 34 + 22
    assert image.pixelColor(35, top + 18).name() == look.ink.soft_of_state(state).name()
    assert differing(image, same, QRectF(21, top + 2, 9, 19)) > 2
    assert differing(image, same, QRectF(21, top - 20, 300, 19)) == 0


@pytest.mark.parametrize("state", HAPPENED)
def test_a_line_takes_the_colour_of_what_happened_to_the_key(look: Look, state: State) -> None:
    line = Line(0, 1, (0,), (0,), ("a",), ("id",), End.MANY, End.ONE, state=state)
    item = LineItem(0, line, (Point(0, 60), Point(300, 60)), End.ONE, look, 0.0)
    colours = {drawn(item).pixelColor(x, 80).name() for x in range(80, 240)}
    assert look.ink.of_state(state).name() in colours
    assert (look.ink.page.name() in colours) is (state is State.REMOVED), "only what is gone is dashed"
