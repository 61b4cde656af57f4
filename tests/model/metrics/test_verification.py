"""Comparing a file with the checksums of a run, whatever kind they are."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled, FileUnreadable
from pipeline_browser.model.metrics.verification import Match, algorithm_of, verify_file

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"what a run read" * 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "in.bin"
    path.write_bytes(CONTENT)
    return path


def digest(algorithm: str) -> str:
    return hashlib.new(algorithm, CONTENT, usedforsecurity=False).hexdigest()


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha384", "sha512"])
def test_a_checksums_length_says_how_to_compare(path: Path, algorithm: str) -> None:
    found = verify_file(path, digest(algorithm), "0" * len(digest(algorithm)))
    assert (found.input.algorithm, found.input.match, found.is_input) == (algorithm, Match.SAME, True)
    assert (found.output.match, found.output.computed, found.is_output) == (
        Match.OTHER,
        digest(algorithm),
        False,
    )
    assert (found.size, found.sha256) == (len(CONTENT), digest("sha256"))


@pytest.mark.parametrize(
    "spelling", ["{upper}", "  {lower}\n", "0x{lower}", "sha256:{lower}", "SHA-256: {upper}"]
)
def test_spellings_of_the_same_checksum_match(path: Path, spelling: str) -> None:
    lower = digest("sha256")
    found = verify_file(path, None, spelling.format(lower=lower, upper=lower.upper()))
    assert (found.input.match, found.output.match) == (Match.NONE, Match.SAME)


@pytest.mark.parametrize("odd", ["abc", "g" * 64, "ab" * 30, "crc32:12345678", "€" * 32, "a" * 65])
def test_a_checksum_of_no_known_kind_is_said_to_be_so(path: Path, odd: str) -> None:
    found = verify_file(path, odd, "")
    assert (found.input.match, found.input.computed, algorithm_of(odd)) == (Match.UNKNOWN, "", "")
    assert found.output.match is Match.NONE


def test_a_file_that_is_not_there_or_that_somebody_stops_gives_no_answer(path: Path) -> None:
    with pytest.raises(FileUnreadable):
        verify_file(path.with_name("missing"), None, None)
    cancellation = Cancellation()
    cancellation.cancel()
    with pytest.raises(Cancelled):
        verify_file(path, None, None, cancellation=cancellation)
