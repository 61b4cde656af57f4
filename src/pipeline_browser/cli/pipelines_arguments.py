"""The grammar of ``pipelines``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.parser import Parser, needed, seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands

EXIT_CODES = """exit codes:
  0    done (check: the program lists every active pipeline; with --run, it can run every one)
  1    check: it does not; show, export: no such pipeline; import: refused, nothing was written
  2    wrong usage
  3    the database cannot be read or written
  70   a fault of this program
  130  cancelled with Ctrl-C
With several databases the highest of them."""

DATABASES = """DATABASE is a path or a sqlite: URL. Without one: ADAPIPE_SQLITE_PATH, then ./pipeline.db."""


def add_pipelines_command(commands: Commands, words: Sequence[str]) -> None:
    """Add ``pipelines`` with its commands."""
    parser = commands.add_parser(
        "pipelines",
        help="look at the pipelines of a database, write them to files and back",
        description="Look at the pipelines of a database, write them to files and back.",
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


def _add_list(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "list", "print the pipelines: a table on a terminal, else lines with tabs")
    add_databases(parser)
    parser.add_argument("--archived", action="store_true", help="archived ones too")
    parser.add_argument("--filter", metavar="TEXT", help="only those in which all words of TEXT are found")
    add_json(parser)


def _add_show(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "show", "print everything about a pipeline", epilog=EXIT_CODES)
    _add_database(parser)
    parser.add_argument("pipeline", metavar="PIPELINE", help="its id or name")
    _add_secrets(parser, "print keys and passwords too")
    add_json(parser)


def _add_export(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "export", "write pipelines as TOML", epilog=EXIT_CODES)
    _add_database(parser)
    parser.add_argument("pipelines", nargs="*", metavar="PIPELINE", help="an id or name")
    parser.add_argument("--all", action="store_true", help="all of them, archived ones too")
    parser.add_argument("-o", "--output", metavar="FILE", help="the file to write [default: standard output]")
    _add_secrets(parser, "write keys and passwords too, in clear text")


def _add_import(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "import", "write the pipelines of TOML files, all or none", epilog=EXIT_CODES)
    _add_database(parser)
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="what export has written; - is standard input"
    )
    parser.add_argument(
        "--on-conflict",
        choices=("error", "rename", "replace", "skip"),
        default="error",
        help="what to do where a name is taken [default: error]",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    add_json(parser)


def _add_database(parser: Parser) -> None:
    parser.add_argument("database", metavar="DATABASE", help="a path or a sqlite: URL")
    _add_busy_timeout(parser)


def _add_secrets(parser: Parser, what: str) -> None:
    parser.add_argument("--secrets", action="store_true", help=what)


def command(group: Commands, name: str, summary: str, *, epilog: str = "") -> Parser:
    """Add a command, done by ``run`` of the module ``pipelines_NAME``."""
    parser = group.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=epilog or f"{DATABASES}\n\n{EXIT_CODES}",
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
    _add_busy_timeout(parser)


def _add_busy_timeout(parser: Parser) -> None:
    parser.add_argument(
        "--busy-timeout", type=seconds, metavar="SECONDS", help="how long to wait for a lock [default: 30]"
    )


def add_json(parser: Parser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


_BUILDERS = {
    "list": _add_list,
    "show": _add_show,
    "check": _add_check,
    "export": _add_export,
    "import": _add_import,
}
