"""Where the command line writes: lines on the two streams, escaped on a terminal, quiet when nobody reads."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, TextIO

from pipeline_browser.model.literal_text import escape_for_terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Console:
    """Standard output for what scripts read, standard error for everything that is ours to add.

    Attributes:
        above_bar: prints a line above a progress bar while one is shown on the same terminal.
    """

    def __init__(self, out: TextIO, err: TextIO, *, verbose: bool = False, as_json: bool = False) -> None:
        self.verbose = verbose
        self.as_json = as_json
        self.above_bar: Callable[[str], None] | None = None
        self._out = _Stream(out)
        self._err = _Stream(err)

    @property
    def bar_possible(self) -> bool:
        """Whether somebody watches standard error."""
        return self._err.is_terminal and os.environ.get("TERM") != "dumb"

    @property
    def draws_tables(self) -> bool:
        """Whether a person reads the result on a terminal."""
        return self._out.is_terminal and not self.as_json

    @property
    def unwritten(self) -> str:
        """Why standard output did not take everything, such as a full disk; empty if it did."""
        return self._out.fault

    def say(self, line: str) -> None:
        """Write a line of the result; nothing where the result is a JSON document."""
        if self.as_json:
            return
        if self.above_bar is not None and self._out.is_terminal:
            self.above_bar(escape_for_terminal(line))
        else:
            self._out.write_line(line)

    def note(self, line: str) -> None:
        """Write a line that is no part of the result."""
        if self.above_bar is not None:
            self.above_bar(escape_for_terminal(line))
        else:
            self._err.write_line(line)

    def text(self, text: str) -> None:
        """Write text of several lines, such as SQL, as part of the result."""
        if not self.as_json:
            self._out.write_line(text.removesuffix("\n"), keep="\n\t")

    @property
    def is_left(self) -> bool:
        """Whether whoever read the result has left, as ``head`` does."""
        return self._out.is_left

    @property
    def is_read(self) -> bool:
        """Whether a person reads the result on a terminal."""
        return self._out.is_terminal

    def pour(self, data: bytes) -> None:
        """Write some of a file, as it is; escaped on a terminal."""
        self._out.write_bytes(data)

    def document(self, facts: Mapping[str, object]) -> None:
        """Write the result as one JSON document."""
        import json  # noqa: PLC0415 - every start would pay for it

        # Only ASCII, so that neither the stream's encoding nor a terminal can change it.
        self._out.write_line(json.dumps(facts, indent=2), keep="\n")


class _Stream:
    """A text stream that may be closed at the other end."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.fault = ""
        self.is_left = False
        self.is_terminal = stream.isatty()
        if isinstance(stream, io.TextIOWrapper):
            _make_able(stream, is_terminal=self.is_terminal)

    def write_line(self, line: str, *, keep: str = "") -> None:
        shown = escape_for_terminal(line, keep=keep) if self.is_terminal else line
        self._write(shown + "\n")

    def write_bytes(self, data: bytes) -> None:
        if self.is_terminal or not isinstance(self._stream, io.TextIOWrapper):
            text = data.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
            self._write(escape_for_terminal(text, keep="\n\t") if self.is_terminal else text)
        else:
            self._stream.flush()
            self._write(data)

    def _write(self, data: str | bytes) -> None:
        try:
            if isinstance(data, bytes):
                self._stream.buffer.write(data)
            else:
                self._stream.write(data)
            self._stream.flush()
        except BrokenPipeError:
            self.is_left = True
            self._go_on_silently()
        except OSError as error:
            self.fault = error.strerror or str(error)
            self._go_on_silently()

    def _go_on_silently(self) -> None:
        # A reader that left must not stop a migration in the middle; and at exit Python flushes once more.
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123
            os.dup2(nowhere.fileno(), self._stream.fileno())


def _make_able(stream: io.TextIOWrapper, *, is_terminal: bool) -> None:
    """Let every name pass: bytes as they are into files and pipes, as sqlx writes; escaped on a terminal."""
    if is_terminal:
        stream.reconfigure(errors="backslashreplace")
    else:
        stream.reconfigure(encoding="utf-8", errors="surrogateescape")
