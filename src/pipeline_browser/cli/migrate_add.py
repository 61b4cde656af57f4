"""``migrate add``: write a new migration file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.cli.targets import WrongUsage, local_config, named_folder
from pipeline_browser.model.migrations.writing.new_files import add_migration

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig
    from pipeline_browser.model.migrations.writing.texts import Draft


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the file or the pair, and say where."""
    _check_usage(arguments)
    if arguments.from_drift is not None or arguments.between is not None:
        return _add_change(arguments, console)
    paths = _write(arguments, console, None)
    if console.as_json:
        console.document({"exit_code": 0, "files": [str(path) for path in paths]})
    return 0


def _check_usage(arguments: argparse.Namespace) -> None:
    for option in ("take_back", "record", "ignore"):
        if getattr(arguments, option) and arguments.from_drift is None:
            raise WrongUsage(f"the argument '--{option.replace('_', '-')}' needs '--from-drift'")
    if arguments.take_back and arguments.record:
        raise WrongUsage("the argument '--take-back' cannot be used with '--record'")


def _add_change(arguments: argparse.Namespace, console: Console) -> int:
    from pipeline_browser.cli.added_change import find_change, record_change  # noqa: PLC0415 - not as sqlx does

    config = local_config()
    change = find_change(arguments, named_folder(_folder(arguments, config)), config)
    if change is None:
        console.say("The schemas are equal: nothing was written.")
        if console.as_json:
            console.document({"exit_code": 0, "files": [], "changes": []})
        return 0
    paths = _write(arguments, console, change.proposal.draft)
    change.tell(console)
    recorded = record_change(arguments, paths[0], config) if arguments.record else None
    if recorded is not None:
        console.say(f"Recorded {recorded} as applied in {arguments.from_drift}")
    if console.as_json:
        files = [str(path) for path in paths]
        console.document({"exit_code": 0, "files": files, "recorded": recorded, **change.facts()})
    return 0


def _write(arguments: argparse.Namespace, console: Console, draft: Draft | None) -> tuple[Path, ...]:
    config = local_config()
    source = _folder(arguments, config)
    paths = add_migration(
        named_folder(source),
        arguments.description,
        now=datetime.now(UTC),
        reversible=True if arguments.reversible else None,
        sequential=_sequential(arguments),
        template=arguments.template,
        draft=draft,
        config=config,
    )
    for path in paths:
        console.say(f"Creating {os.path.join(source, path.name)}")  # noqa: PTH118 - as sqlx, without tidying it
    return paths


def _folder(arguments: argparse.Namespace, config: SqlxConfig | None) -> str:
    if arguments.source is not None:
        return str(arguments.source)
    return config.migrations_dir if config else "migrations"


def _sequential(arguments: argparse.Namespace) -> bool | None:
    if arguments.sequential or arguments.timestamp:
        return bool(arguments.sequential)
    return None
