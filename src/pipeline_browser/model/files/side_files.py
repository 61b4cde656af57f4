"""The files that SQLite keeps beside an open database, and tidying away those that only we needed."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from pipeline_browser.model.files.connected_files import file_id

try:
    import fcntl
except ImportError:  # Windows refuses to delete what others have open
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.files.file_check import FileCheck

# Where SQLite's locks lie in the file (os.h): PENDING, RESERVED, and 510 bytes that readers share.
_PENDING_BYTE = 0x40000000
_LOCK_BYTES = 512


class SideFiles:
    """What lay beside the file before it was opened, and what does now."""

    def __init__(self, check: FileCheck) -> None:
        self.check = check
        self._before = {suffix: check.size_beside(suffix) for suffix in ("-wal", "-shm")}

    def size(self, suffix: str) -> int:
        """Return the bytes of the main file (``""``) or of one beside it; 0 if there is none."""
        return self.check.size_beside(suffix) or 0

    def tidy(self) -> None:
        """Remove an empty WAL and a -shm that came with our connection, if nobody else uses them.

        A read-only connection to a WAL file makes both and cannot remove them. Call it only when this
        process has no connection to the file any more.
        """
        ours = [suffix for suffix, size in self._before.items() if size is None]
        if not any(self.check.size_beside(suffix) is not None for suffix in ours):
            return
        with suppress(OSError), self._nobody_connected():
            for suffix in ours:
                # A -shm can be made anew at any time; a WAL only counts as ours while it is empty.
                if suffix == "-shm" or not self.size(suffix):
                    self.check.beside(suffix).unlink(missing_ok=True)

    @contextmanager
    def _nobody_connected(self) -> Iterator[None]:
        """Hold the lock that SQLite holds while it removes a WAL; OSError if somebody is connected."""
        if fcntl is None:
            yield
            return
        descriptor = os.open(self.check.real_path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            if file_id(os.fstat(descriptor)) != self.check.file:
                raise FileNotFoundError(self.check.real_path)
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCK_BYTES, _PENDING_BYTE)
            yield
        finally:
            os.close(descriptor)
