"""What the commands of ``migrate`` have in common: databases, source, limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.migrate_exit_codes import exit_codes
from pipeline_browser.cli.parser import seconds, whole_number, whole_seconds

if TYPE_CHECKING:
    from pipeline_browser.cli.parser import Commands, Parser

_DATABASES = """DATABASE is a path or a sqlite: URL. Without one: --database-url, DATABASE_URL (also from the
nearest .env file upwards), ADAPIPE_SQLITE_PATH, ./pipeline.db."""


def add_command(
    group: Commands, name: str, summary: str, *, failure: int = 1, epilog: str | None = None
) -> Parser:
    """Add a command whose handler is in the file of its name.

    Args:
        failure: its exit code for errors.
        epilog: what stands above the exit codes; None says where databases are looked for.
    """
    parser = group.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=f"{_DATABASES if epilog is None else epilog}\n\n{exit_codes(name)}".strip(),
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


def add_databases(parser: Parser) -> None:
    """Add where the databases and the migrations are."""
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help="one or more databases")
    add_source(parser)
    parser.add_argument("-D", "--database-url", metavar="DATABASE_URL", help="the database, beside DATABASE")
    parser.add_argument(
        "--connect-timeout",
        type=whole_seconds,
        metavar="CONNECT_TIMEOUT",
        help="accepted for sqlx; a file needs no connecting",
    )
    add_busy_timeout(parser)


def add_source(parser: Parser) -> None:
    """Add where the migrations are."""
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--source", metavar="SOURCE", help="folder of migrations [default: migrations, else the bundled ones]"
    )
    source.add_argument("--bundled", action="store_true", help="the migrations that come with this program")
    parser.add_argument("--no-dotenv", action="store_true", help="do not read .env files")


def add_busy_timeout(parser: Parser) -> None:
    """Add how long to wait for others."""
    parser.add_argument(
        "--busy-timeout",
        type=seconds,
        metavar="SECONDS",
        help="how long to wait for a lock that another program holds [default: 30]",
    )


def add_changing(parser: Parser) -> None:
    """Add how a command that writes goes about it."""
    parser.add_argument("--dry-run", action="store_true", help="only list what would be done; never writes")
    add_limits(parser)
    parser.add_argument("--atomic", action="store_true", help="one transaction for everything")
    parser.add_argument("--backup", action="store_true", help="save a copy beside the database first")
    parser.add_argument(
        "--allow-cascade",
        action="store_true",
        help="let a table rebuild delete or blank rows of the tables that refer to it",
    )


def add_limits(parser: Parser) -> None:
    """Add how far to go, and what to put up with."""
    parser.add_argument(
        "--ignore-missing", action="store_true", help="accept applied migrations that are not in the source"
    )
    parser.add_argument(
        "--target-version",
        type=whole_number,
        metavar="TARGET_VERSION",
        help="stop at this version (revert: go back to it, 0 reverts everything)",
    )


def add_allow_unversioned(parser: Parser) -> None:
    """Add the leave to pass over tables without a ledger that differ."""
    parser.add_argument(
        "--allow-unversioned",
        action="store_true",
        help="go on although there are tables without a ledger that differ from what the migrations make",
    )


def add_json(parser: Parser) -> None:
    """Add the choice of one JSON document instead of lines."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")
