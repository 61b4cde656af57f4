"""``pipelines export``: pipelines as TOML, into a file or to standard output."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.pipelines_one import in_database
from pipeline_browser.cli.pipelines_show import the_pipeline
from pipeline_browser.cli.pipelines_texts import counted
from pipeline_browser.cli.targets import WrongUsage, locate
from pipeline_browser.model.files.exported_file import refuse_database
from pipeline_browser.model.pipelines.exchange.saving import save_pipelines
from pipeline_browser.model.pipelines.exchange.writing import pipelines_as_toml
from pipeline_browser.model.pipelines.finding import all_pipelines

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the pipelines that are named, or all."""
    if bool(arguments.pipelines) == arguments.all:
        raise WrongUsage("name the pipelines, or say --all")
    target = None if arguments.output in (None, "-") else Path(arguments.output)
    if target is not None:
        refuse_database(target, locate(arguments.database))
    return in_database(arguments, console, partial(_export, arguments, console, target))


def _export(
    arguments: argparse.Namespace,
    console: Console,
    target: Path | None,
    database: Database,
    cancellation: Cancellation,
) -> tuple[int, Mapping[str, object]]:
    if arguments.all:
        found = list(all_pipelines(database, cancellation=cancellation))
    else:
        found = [the_pipeline(database, text, cancellation) for text in dict.fromkeys(arguments.pipelines)]
    text = pipelines_as_toml(found, secrets=arguments.secrets)
    if target is None:
        console.text(text)
    else:
        save_pipelines(target, text, database.location)
        console.note(f"Wrote {counted(len(found), 'pipeline')} to {target}.")
    if "{ left_out = true }" in text and not arguments.secrets:
        console.note("Secrets were left out: --secrets writes them, in clear text.")
    return 0, {}
