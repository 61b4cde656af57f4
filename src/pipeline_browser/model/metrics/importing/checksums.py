"""The checksums of the output files that are to be imported; the one part of an import that takes long."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import FileUnreadable
from pipeline_browser.model.files.digests import digest_file
from pipeline_browser.model.metrics.importing.plan import bytes_to_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.metrics.importing.plan import PlannedFile

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
    total, before = bytes_to_hash(planned), 0
    by_path: dict[Path, str] = {}
    unread: dict[Path, str] = {}
    for number, each in enumerate(planned, 1):
        path = each.file.path

        def tell(done: int, _all: int, before: int = before, number: int = number, path: Path = path) -> None:
            progress(Hashed(before + done, total, number, len(planned), path.name))

        try:
            found = digest_file(path, (ALGORITHM,), progress=tell, cancellation=cancellation)
        except FileUnreadable as error:
            unread[path] = error.cause
        else:
            if found.mark == each.file.mark:
                by_path[path] = found.by_algorithm[ALGORITHM]
            else:
                unread[path] = "It changed since it was looked at."
        before += each.file.size or 0
    return Checksums(by_path, unread)
