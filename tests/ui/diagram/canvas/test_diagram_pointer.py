"""What pointer, wheel and keys do in the diagram."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pipeline_browser.ui.diagram.canvas.look import Emphasis
from tests.ui.diagram.showing import box, header, on_screen

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.tab import DiagramTab

LEFT = Qt.MouseButton.LeftButton


def turn_wheel(tab: DiagramTab, at: QPoint, turns: int) -> None:
    view = tab.view.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(view.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def test_the_wheel_zooms_about_the_pointer(tab: DiagramTab) -> None:
    at = header(tab, "item")
    place, before = tab.view.mapToScene(at), tab.view.scale_now
    turn_wheel(tab, at, 3)
    off = tab.view.mapFromScene(place) - at
    assert tab.view.scale_now > before * 1.3
    assert off.manhattanLength() <= 3


def test_two_fingers_on_a_touchpad_move_what_is_seen_and_pinching_zooms(tab: DiagramTab) -> None:
    view, at = tab.view.viewport(), QPointF(header(tab, "item"))
    touchpad = QPointingDevice(
        "touchpad", 7, QInputDevice.DeviceType.TouchPad, QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Scroll, 2, 2,
    )  # fmt: skip
    place, before = tab.view.mapToScene(at.toPoint()), tab.view.scale_now
    slide = QWheelEvent(
        at, view.mapToGlobal(at), QPoint(-30, 12), QPoint(-240, 96), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.ScrollUpdate, False,
        Qt.MouseEventSource.MouseEventNotSynthesized, touchpad,
    )  # fmt: skip
    QApplication.sendEvent(view, slide)
    assert tab.view.scale_now == before
    assert tab.view.mapFromScene(place) - at.toPoint() == QPoint(-30, 12)

    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture, touchpad, 2, at, at, view.mapToGlobal(at), 0.25, QPointF()
    )
    QApplication.sendEvent(view, pinch)
    assert tab.view.scale_now == pytest.approx(before * 1.25)


def test_keys_zoom_and_return(tab: DiagramTab) -> None:
    tab.actions_by_name["actual_size"].trigger()
    assert tab.view.scale_now == 1.0
    tab.actions_by_name["zoom_in"].trigger()
    assert tab.actions_by_name["actual_size"].iconText() == "125 %"
    tab.actions_by_name["fit"].trigger()
    assert tab.view.mapToScene(tab.view.viewport().rect()).boundingRect().contains(tab.scene.content())


def test_dragging_the_background_moves_what_is_seen(tab: DiagramTab) -> None:
    view = tab.view.viewport()
    start = QPoint(4, 4)
    before = tab.view.mapToScene(start)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start + QPoint(30, 30))
    QTest.mouseMove(view, start + QPoint(60, 40))
    QTest.mouseRelease(view, LEFT, pos=start + QPoint(60, 40))
    off = tab.view.mapFromScene(before) - (start + QPoint(60, 40))
    assert off.manhattanLength() <= 2


def test_arrow_keys_move_what_is_seen(tab: DiagramTab) -> None:
    before = tab.view.mapToScene(0, 0)
    QTest.keyClick(tab.view, Qt.Key.Key_Right)
    assert tab.view.mapToScene(0, 0).x() > before.x()


def test_selecting_a_table_keeps_its_neighbours_and_fades_the_rest(tab: DiagramTab) -> None:
    QTest.mouseClick(tab.view.viewport(), LEFT, pos=header(tab, "customer"))
    shown = {item.box.name: item.emphasis for item in tab.scene.boxes}
    assert shown["customer"] is Emphasis.SELECTED
    assert shown["order"] is Emphasis.PLAIN
    assert shown["item"] is shown["note"] is Emphasis.DIMMED
    assert tab.strip.text() == "table customer; 2 columns; 0 rows; referred to by 1 foreign key"


def test_a_click_beside_everything_selects_nothing(tab: DiagramTab) -> None:
    tab.focus.select([0])
    QTest.mouseClick(tab.view.viewport(), LEFT, pos=QPoint(4, 4))
    assert not tab.focus.boxes
    assert {item.emphasis for item in tab.scene.boxes} == {Emphasis.PLAIN}


def test_a_line_under_the_pointer_is_read_as_a_sentence(tab: DiagramTab) -> None:
    line = next(each for each in tab.scene.lines if each.line.columns == ("customer",))
    a, b = line.route[:2]
    middle = on_screen(tab, QPointF((a.x + b.x) / 2, (a.y + b.y) / 2))
    QTest.mouseMove(tab.view.viewport(), middle)
    assert tab.strip.text() == "each order belongs to exactly one customer (customer → id); ON DELETE CASCADE"
    assert box(tab, "order").marked_rows == {1}
    assert box(tab, "customer").marked_rows == {0}


def test_a_double_click_on_a_foreign_key_goes_to_its_parent(tab: DiagramTab) -> None:
    child = box(tab, "order")
    assert tab.scene.picture is not None
    middle = tab.scene.picture.shape.row_middle(1)
    at = on_screen(tab, child.pos() + QPointF(child.size.width / 2, middle))
    QTest.mouseDClick(tab.view.viewport(), LEFT, pos=at)
    assert tab.focus.boxes == {box(tab, "customer").number}
    assert box(tab, "customer").marked_rows == {0}
