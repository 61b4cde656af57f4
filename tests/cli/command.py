"""Our command line, called in this process with streams of its own."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.__main__ import main
from tests.oracle import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

UNSET = ("DATABASE_URL", "ADAPIPE_SQLITE_PATH")


def call(*arguments: str, folder: Path, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run the command in ``folder``; only ``environment`` of the variables that it reads is set."""
    with pytest.MonkeyPatch.context() as patch:
        out, err = _stream(), _stream()
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        patch.chdir(folder)
        for name in UNSET:
            patch.delenv(name, raising=False)
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        code = main(list(arguments))
    return Outcome(code, _written(out), _written(err))


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8", "surrogateescape")
