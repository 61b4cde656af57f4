"""The command ``pipeline-browser``."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # as typing has it, whose import is time in which Ctrl-C would end in a traceback
if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; ``argv`` is without the program's name."""
    try:
        from pipeline_browser.cli.entry import run_command  # noqa: PLC0415 - Ctrl-C may come meanwhile

        return run_command(sys.argv[1:] if argv is None else argv)
    except KeyboardInterrupt:
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
