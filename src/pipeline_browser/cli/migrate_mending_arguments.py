"""The grammar of those commands of ``migrate`` that mend the ledger: explain, repair, baseline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.migrate_options import add_command, add_databases, add_json
from pipeline_browser.cli.parser import whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands, Parser


def _add_explain(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group,
        "explain",
        "say why migrations are modified, missing or failed, and what mends it; never writes",
        failure=3,
    )
    add_databases(parser)
    _add_migrations(parser)
    parser.add_argument(
        "--no-git", action="store_true", help="do not look through the git history of the source's folder"
    )
    add_json(parser)


def _add_repair(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group,
        "repair",
        "accept today's text of applied migrations where it makes the schema that is there; backs up first",
    )
    add_databases(parser)
    _add_migrations(parser)
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done; never writes")
    parser.add_argument(
        "--force",
        action="store_true",
        help="also where the schemas are not proven equal; says what is unproven",
    )
    missing = parser.add_mutually_exclusive_group()
    missing.add_argument(
        "--bring-back",
        action="store_true",
        help="first write files that the source lacks back into its folder, as its git history has them",
    )
    missing.add_argument(
        "--forget-missing",
        action="store_true",
        help="remove the rows of migrations that the source lacks, as after several were made into one",
    )
    add_json(parser)


def _add_baseline(group: Commands, words: Sequence[str]) -> None:
    parser = add_command(
        group,
        "baseline",
        "mark a database without a ledger as migrated up to the version that it is; backs up first",
    )
    add_databases(parser)
    parser.add_argument(
        "--target-version",
        type=whole_number,
        metavar="TARGET_VERSION",
        help="the version [default: the only one whose schema is the database's]",
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what would be done; never writes")
    parser.add_argument(
        "--allow-extra",
        action="store_true",
        help="put up with tables and views that no migration makes, such as those of another program",
    )
    add_json(parser)


def _add_migrations(parser: Parser) -> None:
    parser.add_argument(
        "--migration",
        type=whole_number,
        action="append",
        metavar="VERSION",
        help="only this one; may be given several times",
    )


MENDING_BUILDERS = {
    "explain": _add_explain,
    "repair": _add_repair,
    "baseline": _add_baseline,
}
