"""The figures above the charts: what they say, and what a click on them asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from pipeline_browser.model.metrics.filters import Between, OneOf
from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.metrics.tiles.facts import tile_facts, time_words
from pipeline_browser.ui.metrics.tiles.tiles import Tiles
from tests.ui.metrics.made_runs import dashboard_of, made_runs

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.model.metrics.figures import facts
    from pipeline_browser.ui.metrics.tiles.facts import TileFacts
    from pipeline_browser.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton


def figures(count: int = 10, **columns: np.ndarray) -> facts.Tiles:
    return dashboard_of(made_runs(count, **columns)).tiles


def named(tiles: facts.Tiles) -> dict[str, TileFacts]:
    return {each.name: each for each in tile_facts(tiles)}


def test_each_figure_has_its_unit_and_its_share() -> None:
    found = named(figures())
    assert {name: each.figure for name, each in found.items()} == {
        "runs": "10",
        "completed": "8",
        "failed": "2",
        "running": "0",
        "stalled": "0",
        "processed": "52.5 MiB",
        "throughput": "20.0 MB/s",
        "compression": "0.300",
        "errors": "4",
        "warnings": "3",
    }
    assert found["failed"].more == "20.0 %"
    assert found["compression"].more == "saves 70.0 %"
    assert found["throughput"].more.startswith("mean ")
    assert all(each.explanation for each in found.values())


def test_good_and_bad_are_said_by_colour_and_icon_and_nothing_is_neither() -> None:
    found = named(figures())
    assert (found["failed"].meaning, found["failed"].icon) == (Meaning.BAD, "bad")
    assert (found["completed"].meaning, found["completed"].icon) == (Meaning.GOOD, "check")
    assert (found["stalled"].meaning, found["stalled"].icon) == (Meaning.NEUTRAL, "")
    grew = named(figures(output_size=np.full(10, 1e9)))["compression"]
    assert (grew.meaning, grew.icon) == (Meaning.WARNING, "up")
    assert grew.more.startswith("grew by")


def test_nothing_known_is_a_dash_and_asks_for_nothing() -> None:
    nothing = named(figures(0))
    assert nothing["throughput"].figure == "\N{EN DASH}"
    assert nothing["compression"].figure == "\N{EN DASH}"
    assert all(each.asks is None for each in nothing.values())


def test_times_that_cannot_be_read_are_counted() -> None:
    nothing = np.full(10, np.nan)
    tiles = figures(started=nothing, ended=nothing)
    assert named(tiles)["runs"].more == "10 without a time"
    assert "10 runs with neither a readable start nor end" in time_words(tiles)
    assert time_words(figures()) == ""


def test_a_click_asks_for_the_runs_that_a_tile_counts(qtbot: QtBot, theme: Theme) -> None:
    tiles = Tiles(theme)
    qtbot.addWidget(tiles)
    tiles.resize(1200, 80)
    tiles.show_tiles(figures())
    tiles.show()
    asked: list[object] = []
    tiles.filter_asked.connect(asked.append)
    for name in ("failed", "errors", "warnings", "stalled", "processed"):
        QTest.mouseClick(tiles.tiles[name], LEFT)
    assert asked == [OneOf("status", (int(Status.FAILED),)), Between("errors", 1), Between("warnings", 1)]
    assert tiles.tiles["failed"].focusPolicy() is Qt.FocusPolicy.StrongFocus
    assert tiles.tiles["stalled"].focusPolicy() is Qt.FocusPolicy.NoFocus
    assert tiles.tiles["failed"].accessibleName() == "Failed: 2, 20.0 %"


def test_new_figures_show_in_the_same_tiles(qtbot: QtBot, theme: Theme) -> None:
    tiles = Tiles(theme)
    qtbot.addWidget(tiles)
    tiles.show_tiles(figures())
    before = dict(tiles.tiles)
    tiles.show_tiles(figures(20))
    assert tiles.tiles == before
    assert "20" in tiles.tiles["runs"].text_shown.splitlines()


def test_tiles_share_one_row_or_as_many_as_they_need(qtbot: QtBot, theme: Theme) -> None:
    tiles = Tiles(theme)
    qtbot.addWidget(tiles)
    tiles.show_tiles(figures())
    tiles.show()
    for width, rows in ((1920, 1), (1024, 1), (600, 2)):
        tiles.resize(width, tiles.height())
        places = [each.geometry() for each in tiles.tiles.values()]
        assert len({place.top() for place in places}) == rows, width
        assert all(not a.intersects(b) for at, a in enumerate(places) for b in places[at + 1 :])
        assert max(place.right() for place in places) < width
        assert tiles.height() > max(place.bottom() for place in places)
