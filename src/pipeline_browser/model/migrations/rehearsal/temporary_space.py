"""How much room SQLite's temporary files take during a run, looked at a few times a second."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

_BETWEEN_LOOKS = 0.05  # seconds
_OPEN_FILES = Path("/proc/self/fd")
_TEMPORARY = "/etilqs_"  # how SQLite names them, for the moment that they have a name


class TemporarySpace:
    """Looks at the temporary files of this process while the block runs.

    Attributes:
        most: bytes; None where the system does not list open files.
    """

    def __init__(self) -> None:
        self.most: int | None = 0 if _OPEN_FILES.is_dir() else None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look_on, name="temporary space", daemon=True)

    def __enter__(self) -> Self:
        if self.most is not None:
            self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        if self.most is not None:
            self._thread.join()

    def _look_on(self) -> None:
        while not self._over.wait(_BETWEEN_LOOKS):
            self.most = max(self.most or 0, sum(_sizes()))


def _sizes() -> Iterator[int]:
    for name in os.listdir(_OPEN_FILES):  # noqa: PTH208 - numbers, of which few are worth a Path
        try:
            if _TEMPORARY in os.readlink(_OPEN_FILES / name):  # noqa: PTH115 - a name that leads nowhere
                yield os.fstat(int(name)).st_size
        except OSError:
            continue  # closed meanwhile
