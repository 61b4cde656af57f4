"""A request to stop that comes by itself when time is over."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.cancellation import Cancellation

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def deadline(seconds: float, cancellation: Cancellation | None = None) -> Iterator[Cancellation]:
    """Yield a request to stop that comes after ``seconds``, or with the other one.

    Raises:
        Cancelled: the other one came before.
    """
    # Another thread asks: counting a table's rows never looks at the progress handler.
    moment = Cancellation()
    over = threading.Timer(seconds, moment.cancel)
    over.daemon = True
    over.start()
    try:
        if cancellation is None:
            yield moment
        else:
            with cancellation.interrupting(moment.cancel):
                cancellation.check()
                yield moment
    finally:
        over.cancel()
