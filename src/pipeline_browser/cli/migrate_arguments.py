"""The grammar of ``migrate``: sqlx-cli's flags, and ours beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.parser import Parser, needed, seconds, whole_number, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands

EXIT_CODES = """exit codes:
  0    done (check: up to date)
  1    an error (check: migrations are pending)
  2    wrong usage (check: modified, missing, failed, or tables without a ledger)
  3    check and plan: no verdict, since the source or the database cannot be read
  70   a fault of this program
  130  cancelled with Ctrl-C
With several databases the highest of them."""

_DATABASES = """DATABASE is a path or a sqlite: URL. Without one: --database-url, DATABASE_URL (also from the
nearest .env file upwards), ADAPIPE_SQLITE_PATH, ./pipeline.db."""


def add_migrate_command(commands: Commands, words: Sequence[str]) -> None:
    """Add ``migrate`` with its commands."""
    parser = commands.add_parser(
        "migrate",
        help="see, apply, revert and add migrations",
        description="See, apply, revert and add migrations, as sqlx-cli does.",
        epilog=EXIT_CODES,
    )
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for build in needed(words, _BUILDERS):
        build(group, words)


def _add_info(group: Commands, words: Sequence[str]) -> None:
    parser = _command(group, "info", "list all migrations and whether they are installed; never writes")
    _add_databases(parser)
    _add_json(parser)


def _add_run(group: Commands, words: Sequence[str]) -> None:
    parser = _command(group, "run", "apply all pending migrations")
    _add_databases(parser)
    _add_changing(parser)
    _add_json(parser)
    parser.add_argument(
        "--allow-unversioned",
        action="store_true",
        help="run although there are tables without a ledger that differ from what the migrations make",
    )


def _add_revert(group: Commands, words: Sequence[str]) -> None:
    parser = _command(group, "revert", "revert the newest migration that has a down file")
    _add_databases(parser)
    _add_changing(parser)
    _add_json(parser)


def _add_add(group: Commands, words: Sequence[str]) -> None:
    parser = _command(group, "add", "write a new migration file", failure=1)
    parser.add_argument("description", metavar="DESCRIPTION", help="a few words; they become the file's name")
    parser.add_argument("--source", metavar="SOURCE", help="folder of migrations [default: migrations]")
    parser.add_argument("-r", action="store_true", dest="reversible", help="write an up file and a down file")
    numbers = parser.add_mutually_exclusive_group()
    numbers.add_argument("-t", "--timestamp", action="store_true", help="number it by the time")
    numbers.add_argument("-s", "--sequential", action="store_true", help="number it in sequence")
    parser.add_argument(
        "--template", action="store_true", help="begin with name, description and a line about the way back"
    )
    _add_json(parser)


def _add_plan(group: Commands, words: Sequence[str]) -> None:
    parser = _command(
        group, "plan", "show what run (or revert) would do, with warnings; never writes", failure=3
    )
    _add_databases(parser)
    parser.add_argument("--revert", action="store_true", help="plan a revert instead of a run")
    parser.add_argument("--sql", action="store_true", help="print the SQL as well")
    _add_limits(parser)
    parser.add_argument("--atomic", action="store_true", help="plan one transaction for everything")
    _add_json(parser)


def _add_check(group: Commands, words: Sequence[str]) -> None:
    parser = _command(
        group, "check", "say by exit code whether a database is up to date; never writes", failure=3
    )
    _add_databases(parser)
    parser.add_argument(
        "--ignore-missing", action="store_true", help="accept migrations that are not in the source"
    )
    _add_json(parser)


def _command(group: Commands, name: str, summary: str, *, failure: int = 1) -> Parser:
    parser = group.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=EXIT_CODES if name == "add" else f"{_DATABASES}\n\n{EXIT_CODES}",
    )
    parser.set_defaults(
        handler=f"pipeline_browser.cli.migrate_{name}:run",
        command=f"migrate {name}",
        failure=failure,
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="tell every statement, and details of errors"
    )
    return parser


def _add_databases(parser: Parser) -> None:
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help="one or more databases")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--source", metavar="SOURCE", help="folder of migrations [default: migrations, else the bundled ones]"
    )
    source.add_argument("--bundled", action="store_true", help="the migrations that come with this program")
    parser.add_argument("--no-dotenv", action="store_true", help="do not read .env files")
    parser.add_argument("-D", "--database-url", metavar="DATABASE_URL", help="the database, beside DATABASE")
    parser.add_argument(
        "--connect-timeout",
        type=whole_seconds,
        metavar="CONNECT_TIMEOUT",
        help="accepted for sqlx; a file needs no connecting",
    )
    parser.add_argument(
        "--busy-timeout",
        type=seconds,
        metavar="SECONDS",
        help="how long to wait for a lock that another program holds [default: 30]",
    )


def _add_changing(parser: Parser) -> None:
    parser.add_argument("--dry-run", action="store_true", help="only list what would be done; never writes")
    _add_limits(parser)
    parser.add_argument("--atomic", action="store_true", help="one transaction for everything")
    parser.add_argument("--backup", action="store_true", help="save a copy beside the database first")
    parser.add_argument(
        "--allow-cascade",
        action="store_true",
        help="let a table rebuild delete or blank rows of the tables that refer to it",
    )


def _add_limits(parser: Parser) -> None:
    parser.add_argument(
        "--ignore-missing", action="store_true", help="accept applied migrations that are not in the source"
    )
    parser.add_argument(
        "--target-version",
        type=whole_number,
        metavar="TARGET_VERSION",
        help="stop at this version (revert: go back to it, 0 reverts everything)",
    )


def _add_json(parser: Parser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON document")


_BUILDERS = {
    "info": _add_info,
    "run": _add_run,
    "revert": _add_revert,
    "add": _add_add,
    "plan": _add_plan,
    "check": _add_check,
}
