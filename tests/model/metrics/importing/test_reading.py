"""Reading the trailer of a file: what the program wrote is understood, anything else gets a plain word."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_browser.model.files import plain_file
from pipeline_browser.model.metrics.importing.output_file import Flaw, OutputFile
from pipeline_browser.model.metrics.importing.reading import LONGEST, read_output_file
from tests.model.metrics.importing.making import CHECKSUM, EARLY, FIELDS, end, output, write


def read(folder: Path, content: bytes) -> OutputFile:
    return read_output_file(write(folder / "a.adapipe", content))


def flaw(folder: Path, content: bytes) -> tuple[Flaw, str]:
    fault = read(folder, content).fault
    assert fault is not None
    return fault.flaw, fault.words


def test_a_whole_file_says_what_its_run_was(tmp_path: Path) -> None:
    found = read(tmp_path, output(b"c" * 99))
    assert found.fault is None
    assert found.trailer is not None
    assert found.size == len(output(b"c" * 99))
    assert (found.trailer.pipeline_id, found.trailer.original_filename) == ("P1", "in.bin")
    assert (found.trailer.original_size, found.trailer.chunk_count) == (1000, 1)
    assert (found.trailer.original_checksum, found.trailer.processed_at) == (CHECKSUM, EARLY)


def test_the_files_of_the_real_program_are_understood(shared: Path) -> None:
    found = [read_output_file(path) for path in sorted((shared / "data" / "runs").glob("*.adapipe"))]
    names = [file.trailer.original_filename for file in found if file.trailer is not None]
    failed = [file.path.name for file in found if file.fault and file.fault.flaw is Flaw.FAILED_RUN]
    assert names == [
        "notes.txt", "readings-a.csv", "readings-b.csv", "empty.log", "server.log", "contacts.txt",
    ]  # fmt: skip
    assert failed == ["lz4-fast-fails.bin.adapipe", "vault-nightly-vault.bin.adapipe"]


def test_of_a_file_of_gigabytes_only_the_end_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.adapipe"
    with path.open("wb") as file:
        file.seek(5 << 30)
        file.write(output())
    read_bytes = []
    real = plain_file.PlainFile.read

    def counted(self: plain_file.PlainFile, start: int, length: int) -> bytes:
        read_bytes.append(length)
        return real(self, start, length)

    monkeypatch.setattr(plain_file.PlainFile, "read", counted)
    found = read_output_file(path)
    assert found.trailer is not None
    assert found.size == (5 << 30) + len(output())
    assert sum(read_bytes) == len(output())


@pytest.mark.parametrize(
    ("content", "expected", "word"),
    [
        (b"", Flaw.FAILED_RUN, "empty"),
        (b"ADAPIPE\0", Flaw.NO_OUTPUT, "does not end"),
        (b"SQLite format 3\0" * 20, Flaw.NO_OUTPUT, "does not end"),
        (output()[:-1], Flaw.TRUNCATED, "cut short"),
        (output(b"c" * 300)[:-100], Flaw.TRUNCATED, "cut short"),
        (bytes(12) + b"\x20\0\0\0" + b"c" * 32, Flaw.TRUNCATED, "still being written"),
        (end(b"{}", version=0), Flaw.UNKNOWN_FORMAT, "version 0"),
        (end(b"{}", version=2), Flaw.UNKNOWN_FORMAT, "version 2"),
        (end(b"{}", length=2**32 - 1), Flaw.LYING_LENGTH, "4,294,967,295 bytes, but the whole file has 16"),
        (end(b"{}", length=3), Flaw.LYING_LENGTH, "claims"),
        (end(b"", length=0), Flaw.BROKEN_TRAILER, "broken JSON"),
        (end(b"{}", length=1), Flaw.BROKEN_TRAILER, "broken JSON"),
        (end(b"[]"), Flaw.BROKEN_TRAILER, "no object"),
        (end(b"17"), Flaw.BROKEN_TRAILER, "no object"),
        (end(b'{"a": "\xff"}'), Flaw.BROKEN_TRAILER, "not UTF-8"),
        (end(b'{"a": NaN}'), Flaw.BROKEN_TRAILER, "broken JSON"),
        (end(b'{"a": ' + b"9" * 10_000 + b"}"), Flaw.BROKEN_TRAILER, "broken JSON"),
        (end(b'{"a": 1, "a": 1}'), Flaw.BROKEN_TRAILER, "“a” twice"),
        (end(b'{"a": ' + b"[" * 200 + b"]" * 200 + b"}"), Flaw.BROKEN_TRAILER, "too deeply"),
        (end(b"[" * 100_000), Flaw.BROKEN_TRAILER, "too deeply"),
        (end(b'{"a":' * 100_000), Flaw.BROKEN_TRAILER, "too deeply"),
        (end(b"{}"), Flaw.BROKEN_TRAILER, "lacks “processed_at”"),
    ],
)
def test_each_damage_has_its_plain_word(tmp_path: Path, content: bytes, expected: Flaw, word: str) -> None:
    kind, words = flaw(tmp_path, content)
    assert kind is expected
    assert word in words


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("pipeline_id", ..., "lacks “pipeline_id”"),
        ("pipeline_id", None, "no text"),
        ("pipeline_id", "", "is empty"),
        ("pipeline_id", "\ud800", "can be stored"),
        ("original_filename", 5, "no text"),
        ("original_size", ..., "lacks"),
        ("original_size", "5", "no whole number"),
        ("original_size", True, "no whole number"),
        ("original_size", 5.0, "no whole number"),
        ("original_size", -1, "out of range"),
        ("original_size", 2**63, "out of range"),
        ("chunk_count", 2**32, "out of range"),
        ("chunk_count", None, "no whole number"),
        ("original_checksum", "zz", "no checksum"),
        ("original_checksum", {}, "no text"),
        ("processed_at", "yesterday", "no moment"),
        ("processed_at", "2026-13-01T00:00:00Z", "no moment"),
        ("processed_at", 1767225600, "no text"),
    ],
)
def test_each_wrong_field_is_named(tmp_path: Path, field: str, value: object, word: str) -> None:
    kind, words = flaw(tmp_path, output(**{field: value}))
    assert kind is Flaw.BROKEN_TRAILER
    assert field in words
    assert word in words


def test_fields_that_no_row_needs_may_be_missing_or_new(tmp_path: Path) -> None:
    content = output(metadata=..., processing_steps=..., app_version=..., something_new=[1])
    assert read(tmp_path, content).trailer is not None


def test_a_trailer_that_is_too_long_is_not_read(tmp_path: Path) -> None:
    kind, words = flaw(tmp_path, end(b" " * (LONGEST + 1)))
    assert kind is Flaw.LYING_LENGTH
    assert "are not read" in words


def test_what_is_no_ordinary_file_is_named_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket"))
    paths = [tmp_path / name for name in ("fifo", "folder", "socket", "missing", "loop", "nul\0")]
    found = [read_output_file(path).fault for path in [*paths, Path("/dev/zero")]]
    server.close()
    words = [fault.words.split()[2] for fault in found if fault is not None and fault.flaw is Flaw.UNREADABLE]
    assert words == ["a", "a", "a", "not", "says:", "says:", "a"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_the_system_keeps_from_us_says_so(tmp_path: Path) -> None:
    path = write(tmp_path / "a.adapipe")
    path.chmod(0)
    fault = read_output_file(path).fault
    assert fault is not None
    assert fault.words == "The system does not let us read it."


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


@given(
    content=st.binary(max_size=60)
    | st.builds(end, st.binary(max_size=60), length=st.integers(0, 2**32 - 1), version=st.integers(0, 65535))
    | st.builds(end, st.binary(max_size=60))
    | st.builds(
        lambda fields: end(json.dumps({**FIELDS, **fields}).encode("utf-8", "surrogatepass")),
        st.dictionaries(st.sampled_from(sorted(FIELDS)), _ANYTHING, max_size=3),
    )
)
def test_no_bytes_bring_the_reading_down(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    found = read(tmp_path_factory.getbasetemp(), content)
    assert (found.trailer is None) is (found.fault is not None)
    if found.fault is not None:
        assert found.fault.words.endswith(".")


@given(st.integers(0, len(output(b"c" * 40)) - 1), st.integers(0, 255))
def test_a_whole_file_with_one_byte_changed_or_cut_off_there_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    whole = output(b"c" * 40)
    folder = tmp_path_factory.getbasetemp()
    for content in (whole[:place] + bytes([byte]) + whole[place + 1 :], whole[:place]):
        found = read(folder, content)
        assert (found.trailer is None) is (found.fault is not None)


def test_a_hostile_trailer_costs_no_time(tmp_path: Path) -> None:
    hostile = [
        b'{"a": "' + b'\\"' * (LONGEST // 3),
        b"[" * LONGEST,
        b'{"":' * (LONGEST // 4),
        b"\\u" * (LONGEST // 2),
        b'{"a": ' + b"[[" * 60 + b",".join([b"[]"] * (LONGEST // 4)) + b"]]" * 60 + b"}",
    ]
    began = process_time()
    for content in hostile:
        assert flaw(tmp_path, end(content))[0] is Flaw.BROKEN_TRAILER
    assert process_time() - began < 2
