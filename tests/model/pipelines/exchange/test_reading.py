"""A file that is wrong is refused with its line and in plain words; whatever it holds, that is all."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline_browser.model.errors import ImportRefused
from pipeline_browser.model.pipelines.exchange.reading import LARGEST, read_documents

HEAD = 'format = "pipeline-browser-pipelines"\nversion = 1\n'
STAGE = 'name = "s"\nstage_type = "t"\nalgorithm = "a"\n'
PIPELINE = HEAD + '[[pipelines]]\nname = "p"\n'
WHOLE = f"{PIPELINE}[[pipelines.stages]]\n{STAGE}"

WRONG = {
    "no TOML": ("a = \n", 1, "no TOML"),
    "a TOML of something else": ('name = "x"\n', 1, "not known here"),
    "nothing at all": ("", 1, "does not say format"),
    "another format": ('format = "other"\n', 1, "does not say format"),
    "a later version": ('format = "pipeline-browser-pipelines"\nversion = 2\n', 2, "Only version 1"),
    "a version that is no number": (
        'format = "pipeline-browser-pipelines"\nversion = true\n',
        2,
        "version 1",
    ),
    "a key twice": (PIPELINE + 'name = "q"\n', 5, "no TOML"),
    "an unclosed text": (PIPELINE + '[pipelines.configuration]\na = "x\n', 6, "no TOML"),
    "an unknown field": (PIPELINE + 'nme = "q"\n', 5, "“nme” is not known"),
    "an unknown field of a stage": (WHOLE + "[pipelines.stages.parameter]\nx = 1\n", 9, "“parameter”"),
    "no name": (HEAD + "[[pipelines]]\narchived = true\n", 3, "“name” is missing"),
    "no algorithm": (PIPELINE + '[[pipelines.stages]]\nname = "s"\nstage_type = "t"\n', 5, "“algorithm”"),
    "the second stage": (WHOLE + f"[[pipelines.stages]]\n{STAGE}enabled = []\n", 13, "“enabled”"),
    "the second pipeline": (
        WHOLE + '\n# more\n\n[[pipelines]]\nname = "q"\nnotes = """\na\n[[pipelines]]\n"""\n',
        14,
        "“notes”",
    ),
    "a date": (WHOLE + "chunk_size = 2024-01-01\n", 9, "must be a text or a number"),
    "a switch that is none": (WHOLE + "[pipelines.stages.parameters]\nlevel = true\n", 10, "in quotes"),
    "no array": (HEAD + '[pipelines]\nname = "x"\n', 3, "array of tables: [[pipelines]]"),
    "no table": (WHOLE + "parameters = 3\n", 9, "a table: [pipelines.stages.parameters]"),
    "no base64": (WHOLE + 'chunk_size = { blob = "?" }\n', 9, "no base64"),
    "another small table": (WHOLE + "chunk_size = { bytes = 3 }\n", 9, "in place of a value"),
    "an empty small table": (WHOLE + "chunk_size = {}\n", 9, "in place of a value"),
    "too large a number": (WHOLE + f"chunk_size = {2**64}\n", 9, "64 bits"),
    "no number": (WHOLE + "chunk_size = nan\n", 9, "no number"),
    "a column of the program": (WHOLE + '[pipelines.stages.other]\nID = "x"\n', 10, "column of the program"),
    "the owner of a parameter": (
        WHOLE + '[[pipelines.stages.parameters_rows]]\nkey = "a"\nvalue = "b"\nother = { STAGE_ID = "x" }\n',
        12,
        "column of the program",
    ),
    "half a character": (PIPELINE + '[pipelines.configuration]\na = "\\ud800"\n', 6, "no TOML"),
    "a row without value": (
        PIPELINE + '[[pipelines.configuration_rows]]\nkey = "a"\n',
        5,
        "“value” is missing",
    ),
}


@pytest.mark.parametrize(("text", "line", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(ImportRefused) as caught:
        read_documents(text.encode())

    assert words in caught.value.cause
    assert caught.value.cause.startswith(f"Line {line}: ")
    assert caught.value.line == line


def test_what_is_right_but_unusual_is_read() -> None:
    text = "\ufeff" + WHOLE.replace("\n", "\r\n") + "chunk_size = { null = true }\r\n"

    (document,) = read_documents(text.encode())

    assert document.line == 3
    assert document.content.stages[0].chunk_size is None
    assert read_documents((HEAD + "pipelines = []").encode()) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"x = " + b"[" * 100_000,
        b"x = " + b"{a=" * 50_000,
        b"x = " + b"1" * 100_000,
        b"x" * (LARGEST + 1),
        b"SQLite format 3\0" + bytes(5000),
        b"\0",
    ],
    ids=["not utf-8", "deep arrays", "deep tables", "digits", "too large", "a database", "a zero"],
)
def test_hostile_files_are_refused(content: bytes) -> None:
    with pytest.raises(ImportRefused):
        read_documents(content)


@settings(max_examples=75, deadline=None)
@given(at=st.integers(0, len(WHOLE)), cut=st.integers(0, 30), put=st.binary(max_size=6))
@example(at=0, cut=0, put=b"")
def test_a_damaged_file_is_read_or_refused_and_nothing_else(at: int, cut: int, put: bytes) -> None:
    raw = WHOLE.encode()
    try:
        read_documents(raw[:at] + put + raw[at + cut :])
    except ImportRefused as error:
        assert error.cause  # noqa: PT017 - either outcome is right
