"""The digests of a file, in pieces, so that it can be told how far they are, and stopped."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from pipeline_browser.model.files.plain_file import FileMark, plain_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation

    BytesRead = Callable[[int, int], object]

PIECE = 1 << 20  # bytes
_OFTEN = 0.05  # seconds between two words of progress


@dataclass(frozen=True, slots=True)
class Digests:
    """What a file's bytes add up to.

    Attributes:
        mark: the file, unchanged from the first byte to the last.
        by_algorithm: hexadecimal digits in lower case, by hashlib's name.
    """

    mark: FileMark
    by_algorithm: dict[str, str]


def digest_file(
    path: Path,
    algorithms: Iterable[str],
    *,
    progress: BytesRead = lambda _done, _all: None,
    cancellation: Cancellation | None = None,
) -> Digests:
    """Read a file once and return its digests.

    Args:
        algorithms: names that hashlib knows, such as ``sha256``.
        progress: told the bytes that were read and all of them, about 20 times a second.

    Raises:
        FileUnreadable: it cannot be read, or changed meanwhile.
        Cancelled: somebody asked for it.
    """
    # Not for secrets: MD5 and SHA-1 are here since a checksum may have their length.
    hashes = {name: hashlib.new(name, usedforsecurity=False) for name in algorithms}
    with plain_file(path) as file:
        told, done, size = 0.0, 0, file.mark.size
        while done < size:
            if cancellation is not None:
                cancellation.check()
            piece = file.read(done, min(PIECE, size - done))
            if not piece:
                break
            done += len(piece)
            for each in hashes.values():
                each.update(piece)
            if monotonic() - told >= _OFTEN:
                told = monotonic()
                progress(done, size)
        file.check_unchanged()
        progress(size, size)
        return Digests(file.mark, {name: each.hexdigest() for name, each in hashes.items()})
