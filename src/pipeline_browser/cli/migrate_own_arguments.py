"""The grammar of those commands of ``migrate`` that sqlx-cli does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.migrate_options import add_command, add_databases, add_json, add_limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands


def _add_plan(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group, "plan", "show what run (or revert) would do, with warnings; never writes", failure=3
    )
    add_databases(parser)
    parser.add_argument("--revert", action="store_true", help="plan a revert instead of a run")
    parser.add_argument("--sql", action="store_true", help="print the SQL as well")
    add_limits(parser)
    parser.add_argument("--atomic", action="store_true", help="plan one transaction for everything")
    add_json(parser)


def _add_check(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group, "check", "say by exit code whether a database is up to date; never writes", failure=3
    )
    add_databases(parser)
    parser.add_argument(
        "--ignore-missing", action="store_true", help="accept migrations that are not in the source"
    )
    add_json(parser)


OWN_BUILDERS = {
    "plan": _add_plan,
    "check": _add_check,
}
