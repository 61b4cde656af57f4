"""``migrate add``: write a new migration file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.cli.targets import local_config, named_folder
from pipeline_browser.model.migrations.new_migration import add_migration

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the file or the pair, and say where."""
    config = local_config()
    source = _folder(arguments, config)
    paths = add_migration(
        named_folder(source),
        arguments.description,
        now=datetime.now(UTC),
        reversible=True if arguments.reversible else None,
        sequential=_sequential(arguments),
        template=arguments.template,
        config=config,
    )
    for path in paths:
        console.say(f"Creating {os.path.join(source, path.name)}")  # noqa: PTH118 - as sqlx, without tidying it
    if console.as_json:
        console.document({"exit_code": 0, "files": [str(path) for path in paths]})
    return 0


def _folder(arguments: argparse.Namespace, config: SqlxConfig | None) -> str:
    if arguments.source is not None:
        return str(arguments.source)
    return config.migrations_dir if config else "migrations"


def _sequential(arguments: argparse.Namespace) -> bool | None:
    if arguments.sequential or arguments.timestamp:
        return bool(arguments.sequential)
    return None
