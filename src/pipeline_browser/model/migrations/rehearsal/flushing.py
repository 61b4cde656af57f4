"""Bringing a copy to the disk, while something else is done with it.

Copied pages wait in the system's cache. The first COMMIT of the plan would have to write all of them before
its own, and take longer on the copy than it ever will on the database.
"""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation

_SLICE = 0.05  # seconds between two looks at a cancellation; nothing can interrupt the system itself


class Flushing:
    """Begins at once, on a thread of its own."""

    def __init__(self, file: int | None) -> None:
        self._error: OSError | None = None
        # A descriptor of its own: the copy may be closed, after a cancellation, before the system is done.
        self._file = None if file is None else os.dup(file)
        self._thread = threading.Thread(target=self._flush, name="flushing", daemon=True)
        if self._file is not None:
            self._thread.start()

    def wait(self, cancellation: Cancellation) -> None:
        """Wait until everything is on the disk.

        Raises:
            OSError: the disk has no room after all, or failed.
            Cancelled: on request.
        """
        while self._thread.is_alive():
            self._thread.join(_SLICE)
            cancellation.check()
        if self._error is not None:
            raise self._error

    def _flush(self) -> None:
        assert self._file is not None  # noqa: S101 - not started without one
        try:
            os.fsync(self._file)
        except OSError as error:
            self._error = error
        finally:
            os.close(self._file)
