"""Widgets that became garbage are destroyed in the window's thread, whatever other threads allocate."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pipeline_browser.ui.garbage import GarbageCollector

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from pipeline_browser.ui.background import Worker


class Knot(QObject):
    """Refers to itself, so that only the cyclic collector can free it."""

    def __init__(self) -> None:
        super().__init__()
        self.myself = self


def allocate(*_: object) -> None:
    kept = [[each] for each in range(200_000)]  # many times the threshold of Python's own collection
    del kept


def test_a_job_that_allocates_much_destroys_no_object_of_the_window(qtbot: QtBot, worker: Worker) -> None:
    threads: list[int] = []
    collector = GarbageCollector()
    knot = Knot()
    weakref.finalize(knot, lambda: threads.append(threading.get_ident()))
    del knot
    job = worker.run(allocate, "Allocating")
    qtbot.waitUntil(lambda: job.is_over)
    assert threads == []
    gc.collect()
    assert threads == [threading.get_ident()]
    collector.stop()
    gc.disable()


def test_garbage_is_collected_while_the_window_lives(qtbot: QtBot) -> None:
    collector = GarbageCollector()
    knot = weakref.ref(Knot())
    for _ in range(gc.get_threshold()[0] * 2):
        Knot()
    collector.collect()
    assert knot() is None
    collector.stop()
    assert gc.isenabled()
    gc.disable()
