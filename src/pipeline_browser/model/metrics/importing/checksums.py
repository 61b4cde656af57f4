"""The checksums of the output files that are to be imported; the one part of an import that takes long."""

from __future__ import annotations

from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import FileUnreadable
from pipeline_browser.model.files.digests import digest_file
from pipeline_browser.model.metrics.importing.plan import bytes_to_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.metrics.importing.plan import PlannedFile

_OFTEN = 0.05  # seconds between two words of progress
ALGORITHM = "sha256"  # that of every checksum which Adaptive Pipeline writes


@dataclass(frozen=True, slots=True)
class Hashed:
    """How far it is.

    Attributes:
        bytes_done: of all the files together.
        number: of the file that is being read, from 1.
    """

    bytes_done: int
    bytes_total: int
    number: int
    files: int
    name: str


@dataclass(frozen=True, slots=True)
class Checksums:
    """What was computed.

    Attributes:
        by_path: hexadecimal digits.
        unread: why for those that could not be read, or are not what was planned with any more.
    """

    by_path: Mapping[Path, str] = field(default_factory=dict)
    unread: Mapping[Path, str] = field(default_factory=dict)


def compute_checksums(
    planned: Sequence[PlannedFile],
    *,
    progress: Callable[[Hashed], object] = lambda _hashed: None,
    cancellation: Cancellation | None = None,
) -> Checksums:
    """Read files whole, one after the other.

    Raises:
        Cancelled: somebody asked for it.
    """
    tell = _Telling(progress, bytes_to_hash(planned), len(planned))
    by_path: dict[Path, str] = {}
    unread: dict[Path, str] = {}
    for each in planned:
        path = each.file.path
        tell.begin(path.name)
        try:
            found = digest_file(path, (ALGORITHM,), progress=tell.bytes_read, cancellation=cancellation)
        except FileUnreadable as error:
            unread[path] = error.cause
        else:
            if found.mark == each.file.mark:
                by_path[path] = found.by_algorithm[ALGORITHM]
            else:
                unread[path] = "It changed since it was looked at."
        tell.end(each.file.size or 0)
    return Checksums(by_path, unread)


class _Telling:
    """Tells how far all the files are, about 20 times a second however small they are, and at the end."""

    def __init__(self, progress: Callable[[Hashed], object], total: int, files: int) -> None:
        self._progress = progress
        self._total = total
        self._files = files
        self._before = 0
        self._number = 0
        self._name = ""
        self._told = 0.0

    def begin(self, name: str) -> None:
        self._number += 1
        self._name = name

    def bytes_read(self, done: int, _all: int) -> None:
        if monotonic() - self._told >= _OFTEN:
            self._told = monotonic()
            self._tell(self._before + done)

    def end(self, size: int) -> None:
        self._before += size
        if self._number == self._files:
            self._tell(self._before)

    def _tell(self, done: int) -> None:
        self._progress(Hashed(done, self._total, self._number, self._files, self._name))
