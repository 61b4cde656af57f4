"""The slider's words: what a stop is, when it came, what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from pipeline_browser.diagram.comparing.facts import Counts, Thing
from pipeline_browser.diagram.comparing.timeline import Stop, StopKind, Timeline
from pipeline_browser.diagram.graph import State
from pipeline_browser.diagram.palette import DARK, LIGHT
from pipeline_browser.model.schema.facts import Schema
from pipeline_browser.ui.colours import contrast
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.diagram.time.chips import Chips
from pipeline_browser.ui.diagram.time.track import Track
from pipeline_browser.ui.diagram.time.words import caption_words, title_words, when_words

if TYPE_CHECKING:
    from pipeline_browser.ui.preferences import Preferences
    from pipeline_browser.ui.theme import Theme

NOTHING = Schema()
COUNTS = Counts({(State.ADDED, Thing.TABLE): 1, (State.REMOVED, Thing.COLUMN): 3})


def stop(kind: StopKind = StopKind.APPLIED, version: int | None = 20250204120000, **facts: object) -> Stop:
    return Stop(kind, NOTHING, NOTHING, version, "add tags", **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("at", "title", "when"),
    [
        (
            stop(applied_at="2025-02-05 08:00:00"),
            "20250204120000 add tags",
            "applied 2025-02-05 08:00:00 UTC",
        ),
        (stop(StopKind.PENDING), "20250204120000 add tags", "pending, written 2025-02-04"),
        (stop(StopKind.PENDING, 7), "7 add tags", "pending"),
        (
            stop(applied_at="odd", is_modified=True),
            "20250204120000 add tags",
            "applied odd, its file was changed since",
        ),
        (
            stop(StopKind.NOW, None, note="what it should be is not known"),
            "Now",
            "what it should be is not known",
        ),
    ],
)
def test_a_stop_says_what_it_is_and_when_it_came(at: Stop, title: str, when: str) -> None:
    assert title_words(at) == title
    assert when_words(at, utc=True) == when


def test_a_picture_that_leaves_says_of_what_it_is() -> None:
    assert caption_words(stop(), COUNTS) == "20250204120000 add tags: adds 1 table; removes 3 columns"
    now = stop(StopKind.NOW, None)
    assert caption_words(now, COUNTS) == (
        "against what its migrations promise: has besides 1 table; lacks 3 columns"
    )
    plan = Comparison("Rehearsed plan", NOTHING, NOTHING, "today", "after the plan")
    assert caption_words(stop(StopKind.COMPARISON), Counts(), plan) == (
        "Rehearsed plan: after the plan against today: no difference"
    )


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("state", [State.ADDED, State.CHANGED, State.REMOVED])
def test_a_chip_can_be_read(palette: object, state: State) -> None:
    assert isinstance(palette, type(LIGHT))
    assert contrast(palette.of_state(state), palette.soft_of_state(state)) >= 4.5


def test_chips_say_all_where_there_is_room_and_figures_where_not(theme: Theme) -> None:
    chips = Chips(theme)
    chips.tell(COUNTS, {State.ADDED: "adds", State.REMOVED: "removes", State.CHANGED: "changes"})
    assert chips.texts == ("+ 1 table", "\N{MINUS SIGN} 3 columns")
    assert chips.minimumSizeHint().width() < chips.sizeHint().width()
    assert chips.accessibleName() == "adds 1 table; removes 3 columns"
    chips.tell(Counts(), {}, "no drift")
    assert chips.accessibleName() == "no drift"


def test_a_thousand_versions_have_room_on_the_track(theme: Theme, preferences: Preferences) -> None:
    track = Track(theme, preferences)
    track.resize(600, 34)
    track.use(Timeline(tuple(stop(version=number) for number in range(1000))), 500)
    assert track.grab().toImage().pixelColor(300, 20).isValid()
    gone: list[int] = []
    track.valueChanged.connect(gone.append)
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=QPointF(track.place_of(250), 20).toPoint())
    assert abs(gone[-1] - 250) <= 1
    QTest.keyClick(track, Qt.Key.Key_Right)
    QTest.keyClick(track, Qt.Key.Key_PageUp)
    assert track.value() == gone[0] + 101
    for key, value in ((Qt.Key.Key_End, 999), (Qt.Key.Key_Home, 0)):
        QTest.keyClick(track, key)
        assert track.value() == value
