"""The grammar of those commands of ``migrate`` that sqlx-cli does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.migrate_mending_arguments import MENDING_BUILDERS
from pipeline_browser.cli.migrate_options import (
    add_allow_unversioned,
    add_busy_timeout,
    add_command,
    add_databases,
    add_json,
    add_limits,
    add_source,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands, Parser

_LINT_PLACES = """Without FOLDER and --source: migrations, else the bundled ones. A comment
`-- lint: allow RULE` switches a rule off for its file, migration-lint.toml in the folder for others."""


def _add_plan(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group, "plan", "show what run (or revert) would do, with warnings; never writes", failure=3
    )
    add_databases(parser)
    parser.add_argument("--revert", action="store_true", help="plan a revert instead of a run")
    parser.add_argument("--sql", action="store_true", help="print the SQL as well")
    add_limits(parser)
    parser.add_argument("--atomic", action="store_true", help="plan one transaction for everything")
    add_allow_unversioned(parser)
    add_json(parser)


def _add_rehearse(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group, "rehearse", "run the plan on a copy and tell what it would do; never writes", failure=3
    )
    add_databases(parser)
    parser.add_argument("--revert", action="store_true", help="rehearse a revert instead of a run")
    add_limits(parser)
    parser.add_argument("--atomic", action="store_true", help="one transaction for everything")
    parser.add_argument(
        "--allow-cascade",
        action="store_true",
        help="let a table rebuild delete or blank rows of the tables that refer to it",
    )
    add_allow_unversioned(parser)
    parser.add_argument(
        "--folder",
        metavar="FOLDER",
        help="where the copy goes [default: the temporary folder, or beside the database]",
    )
    parser.add_argument(
        "--quick", action="store_true", help="do not check whether indexes hold what their tables do"
    )
    add_json(parser)


def _add_check(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group, "check", "say by exit code whether a database is up to date; never writes", failure=3
    )
    add_databases(parser)
    parser.add_argument(
        "--ignore-missing", action="store_true", help="accept migrations that are not in the source"
    )
    parser.add_argument(
        "--no-drift", action="store_true", help="look at the ledger alone, not whether the schema has drifted"
    )
    _add_ignore(parser)
    parser.add_argument(
        "--quiet", action="store_true", help="print nothing but errors: the exit code says it"
    )
    add_json(parser)


def _add_drift(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group,
        "drift",
        "compare the schema with what the applied migrations promise; never writes to the database",
        failure=3,
    )
    add_databases(parser)
    parser.add_argument(
        "--ignore-missing", action="store_true", help="compare with the rest where a file is missing"
    )
    _add_ignore(parser)
    forms = parser.add_mutually_exclusive_group()
    forms.add_argument(
        "--sql", action="store_true", help="print the SQL that would bring the schema back to the promise"
    )
    forms.add_argument(
        "--write-migration",
        metavar="DESCRIPTION",
        help="write that SQL as a new migration, with its rollback, into the source's folder",
    )
    add_json(parser)


def add_written_change(parser: Parser) -> None:
    """Add what ``migrate add`` can fill a file with, beyond what sqlx-cli does."""
    change = parser.add_mutually_exclusive_group()
    change.add_argument(
        "--from-drift",
        metavar="DATABASE",
        help="write what was changed by hand there, with its rollback; nothing where nothing was",
    )
    change.add_argument(
        "--between",
        nargs=2,
        metavar=("OLD", "NEW"),
        help="write what makes the schema of database OLD that of database NEW, with its rollback",
    )
    parser.add_argument(
        "--take-back",
        action="store_true",
        help="with --from-drift: write what brings DATABASE back to what its migrations promise",
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="with --from-drift: record it as applied in DATABASE, which has the change already",
    )
    _add_ignore(parser)


def _add_ignore(parser: Parser) -> None:
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="TABLE",
        help="a table or view that is none of the migrations' business; * and ? stand for anything",
    )


def _add_lint(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group,
        "lint",
        "say what could be better about migration files; needs no database",
        failure=3,
        epilog=_LINT_PLACES,
    )
    add_source(parser)
    parser.add_argument("folder", nargs="?", metavar="FOLDER", help="the folder, instead of --source")
    parser.add_argument(
        "-D",
        "--database-url",
        metavar="DATABASE_URL",
        help="a database whose ledger and rows are looked at too; it is never written to",
    )
    add_busy_timeout(parser)
    _add_choice(parser)
    parser.add_argument("--rules", action="store_true", help="list the rules and leave")
    parser.add_argument("--explain", metavar="RULE", help="say what a rule is about and leave")
    add_json(parser)


def _add_choice(parser: Parser) -> None:
    rules = parser.add_mutually_exclusive_group()
    for option, words in (("--only", "these rules alone"), ("--except", "all rules but these")):
        rules.add_argument(
            option,
            dest=option.removeprefix("--") + "_rules",
            action="append",
            default=[],
            metavar="RULE",
            help=f"{words}; several with commas",
        )
    parser.add_argument(
        "--fail-on",
        choices=("note", "warning", "danger"),
        default="warning",
        help="how grave a finding has to be for exit code 1 [default: warning]",
    )


OWN_BUILDERS = {
    "plan": _add_plan,
    "rehearse": _add_rehearse,
    "check": _add_check,
    "drift": _add_drift,
    "lint": _add_lint,
    **MENDING_BUILDERS,
}
