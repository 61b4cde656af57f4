"""The command ``pipeline-browser``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from pipeline_browser.cli.entry import run_command

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; ``argv`` is without the program's name."""
    return run_command(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
