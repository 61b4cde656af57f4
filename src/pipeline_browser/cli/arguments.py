"""The grammar of the command line; nothing but argparse is imported, so that help is immediate."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser import __version__
from pipeline_browser.cli.metrics_arguments import add_metrics_command
from pipeline_browser.cli.migrate_arguments import add_migrate_command
from pipeline_browser.cli.parser import ASKS_SOMETHING, Parser, needed
from pipeline_browser.cli.pipelines_arguments import add_pipelines_command
from pipeline_browser.cli.schema_arguments import add_schema_command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands

_COMMANDS = ("migrate", "schema", "pipelines", "metrics", "open", "demo")


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for; ``handler`` names the function that does it, as ``module:function``.

    Raises:
        SystemExit: 0 after help or version, 2 after wrong usage.
    """
    words = _completed(argv)
    return _build(words).parse_args(words)


def _completed(argv: Sequence[str]) -> list[str]:
    """Read ``pipeline-browser`` and ``pipeline-browser FILE`` as the command ``open``."""
    first = next((word for word in argv if not word.startswith("-")), None)
    if first is None:
        return list(argv) if ASKS_SOMETHING.intersection(argv) else ["open", *argv]
    names_a_file = first not in _COMMANDS and re.search(r"[./\\:]", first)
    return ["open", *argv] if names_a_file else list(argv)


def _build(words: Sequence[str]) -> Parser:
    parser = Parser(
        prog="pipeline-browser",
        description="Schema browser and migration tool for SQLite databases managed by sqlx migrations.",
        epilog="Without a command the window opens. A file or a sqlite: URL alone is opened in it.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"pipeline-browser {__version__}")
    parser.add_argument(
        "--no-dotenv", action="store_true", dest="no_dotenv_first", help="do not read .env files"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    builders = {
        "open": _add_open,
        "demo": _add_demo,
        "migrate": add_migrate_command,
        "schema": add_schema_command,
        "pipelines": add_pipelines_command,
        "metrics": add_metrics_command,
    }
    for build in needed(words, builders):
        build(commands, _after_command(words))
    return parser


def _after_command(words: Sequence[str]) -> Sequence[str]:
    command = next((at for at, word in enumerate(words) if not word.startswith("-")), len(words))
    return words[command + 1 :]


def _add_open(commands: Commands, words: Sequence[str]) -> None:
    parser = commands.add_parser(
        "open",
        help="open a database in the window",
        description="Open a database in the window.",
        epilog="Without DATABASE: ADAPIPE_SQLITE_PATH, then ./pipeline.db, then the welcome page.",
    )
    parser.add_argument("database", nargs="?", metavar="DATABASE", help="a path or a sqlite: URL")
    parser.add_argument("--read-only", action="store_true", help="never write to it")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    parser.set_defaults(handler="pipeline_browser.cli.window:open_window", command="open")


def _add_demo(commands: Commands, words: Sequence[str]) -> None:
    parser = commands.add_parser(
        "demo",
        help="open a sample database",
        description="Build a sample database and open it; without a screen, draw every tab into PNG files.",
    )
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        help="draw PNG files into this folder, screen or not [without a screen: pipeline-browser-demo]",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    parser.set_defaults(handler="pipeline_browser.cli.window:open_demo", command="demo")
