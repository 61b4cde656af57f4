"""Pictures show what is there, and a tour waits for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel

from pipeline_browser.model.errors import AccessDenied
from pipeline_browser.ui.rendering import NothingToShow, Pictures, Tour

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.rendering import Condition


def test_a_picture_has_the_widgets_size_and_more_than_one_colour(qtbot: QtBot, tmp_path: Path) -> None:
    label = QLabel("Apply 1 migration")
    qtbot.addWidget(label)
    pictures = Pictures(tmp_path)

    pictures.take(label, "label")

    image = QImage(str(tmp_path / "label.png"))
    assert pictures.files == [tmp_path / "label.png"]
    assert image.size() == label.grab().size()
    assert len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}) > 1


def test_a_picture_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    label = QLabel("text")
    qtbot.addWidget(label)

    with pytest.raises(NothingToShow, match="could not be written"):
        Pictures(tmp_path / "missing").take(label, "label")


def test_a_tour_goes_on_when_its_condition_comes_true(qtbot: QtBot) -> None:
    seen: list[str] = []

    def steps() -> Iterator[Condition]:
        QTimer.singleShot(0, lambda: seen.append("event"))
        yield "the event", lambda: "event" in seen
        seen.append("after it")

    Tour(steps()).walk()

    assert seen == ["event", "after it"]


def test_a_tour_names_what_it_waited_for_in_vain(qtbot: QtBot) -> None:
    def steps() -> Iterator[Condition]:
        yield "the plan dialog", lambda: False

    with pytest.raises(NothingToShow, match="Waited in vain for the plan dialog"):
        Tour(steps(), patience=0.05).walk()


def test_a_tour_that_is_given_up_raises_the_reason(qtbot: QtBot) -> None:
    def steps() -> Iterator[Condition]:
        QTimer.singleShot(0, give_up)
        yield "what never comes", lambda: False

    tour = Tour(steps())

    def give_up() -> None:
        tour.give_up(AccessDenied("The folder may not be written"))

    with pytest.raises(AccessDenied, match="may not be written"):
        tour.walk()


def test_what_goes_wrong_in_a_step_is_raised_where_the_tour_began(qtbot: QtBot) -> None:
    def steps() -> Iterator[Condition]:
        yield "nothing", lambda: True
        raise LookupError("no such button")

    with pytest.raises(LookupError, match="no such button"):
        Tour(steps()).walk()
