"""The grammar of ``migrate``: sqlx-cli's commands and flags; ours are in migrate_own_arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.migrate_exit_codes import exit_codes
from pipeline_browser.cli.migrate_options import (
    add_allow_unversioned,
    add_changing,
    add_command,
    add_databases,
    add_json,
)
from pipeline_browser.cli.migrate_own_arguments import OWN_BUILDERS, add_written_change
from pipeline_browser.cli.parser import Parser, needed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands


def add_migrate_command(commands: Commands, words: Sequence[str]) -> None:
    """Add ``migrate`` with its commands."""
    parser = commands.add_parser(
        "migrate",
        help="see, apply, revert and add migrations",
        description="See, apply, revert and add migrations, as sqlx-cli does.",
        epilog=exit_codes(),
    )
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for build in needed(words, _BUILDERS):
        build(group, words)


def _add_info(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(group, "info", "list all migrations and whether they are installed; never writes")
    add_databases(parser)
    add_json(parser)


def _add_run(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(group, "run", "apply all pending migrations")
    add_databases(parser)
    add_changing(parser)
    add_json(parser)
    add_allow_unversioned(parser)


def _add_revert(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(group, "revert", "revert the newest migration that has a down file")
    add_databases(parser)
    add_changing(parser)
    add_json(parser)


def _add_add(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(group, "add", "write a new migration file", failure=1, epilog="")
    parser.add_argument("description", metavar="DESCRIPTION", help="a few words; they become the file's name")
    parser.add_argument("--source", metavar="SOURCE", help="folder of migrations [default: migrations]")
    parser.add_argument("-r", action="store_true", dest="reversible", help="write an up file and a down file")
    numbers = parser.add_mutually_exclusive_group()
    numbers.add_argument("-t", "--timestamp", action="store_true", help="number it by the time")
    numbers.add_argument("-s", "--sequential", action="store_true", help="number it in sequence")
    parser.add_argument(
        "--template", action="store_true", help="begin with name, description and a line about the way back"
    )
    add_written_change(parser)
    add_json(parser)


_BUILDERS = {
    "info": _add_info,
    "run": _add_run,
    "revert": _add_revert,
    "add": _add_add,
    **OWN_BUILDERS,
}
