"""The grammar of ``pipelines``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.parser import Parser, needed, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands

EXIT_CODES = """exit codes:
  0    done (check: the program lists every active pipeline; with --run, it can run every one)
  1    check: it does not
  2    wrong usage
  3    the database cannot be read
  70   a fault of this program
  130  cancelled with Ctrl-C
With several databases the highest of them."""

DATABASES = """DATABASE is a path or a sqlite: URL. Without one: ADAPIPE_SQLITE_PATH, then ./pipeline.db."""


def add_pipelines_command(commands: Commands, words: Sequence[str]) -> None:
    """Add ``pipelines`` with its commands."""
    parser = commands.add_parser(
        "pipelines",
        help="look at the pipelines of a database",
        description="Look at the pipelines of a database.",
        epilog=EXIT_CODES,
    )
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for build in needed(words, _BUILDERS):
        build(group, words)


def _add_check(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "check", "say why Adaptive Pipeline would not load or run them; never writes")
    add_databases(parser)
    parser.add_argument("--run", action="store_true", help="also fail where an active pipeline cannot run")
    parser.add_argument(
        "--archived", action="store_true", help="also print what stands against archived pipelines"
    )
    add_json(parser)


def command(group: Commands, name: str, summary: str) -> Parser:
    """Add a command, done by ``run`` of the module ``pipelines_NAME``."""
    parser = group.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"{DATABASES}\n\n{EXIT_CODES}",
    )
    parser.set_defaults(
        handler=f"pipeline_browser.cli.pipelines_{name}:run",
        command=f"pipelines {name}",
        failure=3,
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="tell details of errors")
    return parser


def add_databases(parser: Parser) -> None:
    """Add the databases, and how long to wait for their locks."""
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help="a path or a sqlite: URL")
    parser.add_argument(
        "--busy-timeout", type=seconds, metavar="SECONDS", help="how long to wait for a lock [default: 30]"
    )


def add_json(parser: Parser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


_BUILDERS = {"check": _add_check}
