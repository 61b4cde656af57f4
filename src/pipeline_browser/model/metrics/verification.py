"""Whether a file is the one that a run read or wrote, by the checksums in its row."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.files.digests import digest_file
from pipeline_browser.model.metrics.importing.reading import read_output_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.metrics.importing.output_file import Trailer

DEFAULT = "sha256"  # what Adaptive Pipeline writes
BY_DIGITS = {32: "md5", 40: "sha1", 64: "sha256", 96: "sha384", 128: "sha512"}
"""The algorithm of a checksum by its hexadecimal digits. Others have these lengths too (BLAKE3 has 64 digits,
SHA3 those of SHA-2), but nothing in a row tells them apart, and the program computes SHA-256."""
TITLES = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}
_HEX = re.compile(r"[0-9a-f]+")


class Match(Enum):
    """How a file stands to one checksum."""

    SAME = "same"
    OTHER = "different"
    NONE = "no checksum"
    UNKNOWN = "unknown kind"


@dataclass(frozen=True, slots=True)
class Compared:
    """A checksum beside the file's.

    Attributes:
        checksum: as the row has it; None where it has none.
        algorithm: hashlib's name; empty where nobody can tell.
        computed: the file's, in hexadecimal digits; empty where none was computed.
    """

    checksum: str | None
    algorithm: str
    computed: str
    match: Match


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out.

    Attributes:
        size: bytes.
        trailer: what the file says of the run that wrote it, if it is an output file.
    """

    path: Path
    size: int
    input: Compared
    output: Compared
    sha256: str
    trailer: Trailer | None = None

    @property
    def is_input(self) -> bool:
        """Whether it is the file that the run read."""
        return self.input.match is Match.SAME

    @property
    def is_output(self) -> bool:
        """Whether it is the file that the run wrote."""
        return self.output.match is Match.SAME


def algorithm_of(checksum: str | None) -> str:
    """Return what a checksum was computed with, by its length; empty where nobody can tell."""
    text = normalised(checksum)
    return BY_DIGITS.get(len(text), "") if _HEX.fullmatch(text) else ""


def normalised(checksum: str | None) -> str:
    """Return a checksum as hashlib writes one: blanks around it, letter case and ``0x`` say nothing."""
    text = (checksum or "").strip().lower()
    prefix, found, rest = text.partition(":")  # sha256:ab…, as containers write it
    if found and prefix.replace("-", "") in BY_DIGITS.values():
        text = rest.strip()
    return text.removeprefix("0x")


def verify_file(
    path: Path,
    input_checksum: str | None,
    output_checksum: str | None,
    *,
    progress: Callable[[int, int], object] = lambda _done, _all: None,
    cancellation: Cancellation | None = None,
) -> Verification:
    """Read a file once and compare it with both checksums of a run.

    SHA-256 is computed in any case, so that there is something to compare by eye.

    Args:
        progress: told the bytes that were read and all of them.

    Raises:
        FileUnreadable: it cannot be read, or changed meanwhile.
        Cancelled: somebody asked for it.
    """
    checksums = (input_checksum, output_checksum)
    algorithms = {DEFAULT, *filter(None, map(algorithm_of, checksums))}
    found = digest_file(path, sorted(algorithms), progress=progress, cancellation=cancellation)
    read, written = (_compared(each, found.by_algorithm) for each in checksums)
    trailer = read_output_file(path).trailer
    return Verification(path, found.mark.size, read, written, found.by_algorithm[DEFAULT], trailer)


def _compared(checksum: str | None, computed: dict[str, str]) -> Compared:
    if not (checksum or "").strip():
        return Compared(checksum, "", "", Match.NONE)
    algorithm = algorithm_of(checksum)
    if not algorithm:
        return Compared(checksum, "", "", Match.UNKNOWN)
    same = computed[algorithm] == normalised(checksum)
    return Compared(checksum, algorithm, computed[algorithm], Match.SAME if same else Match.OTHER)
