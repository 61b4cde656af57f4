"""``pipelines list``: a table for people, lines with tabs for scripts."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from pipeline_browser.cli.pipelines_each import Job, Result, each_database
from pipeline_browser.cli.pipelines_texts import literal, plain
from pipeline_browser.model.pipelines.listing.listed import read_listed
from pipeline_browser.model.pipelines.listing.listing import list_pipelines
from pipeline_browser.model.pipelines.listing.query import Query

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.pipelines.listing.listed import ListedPipeline

_AT_ONCE = 500


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the pipelines of every database."""
    return each_database(arguments, console, _list)


def _list(job: Job) -> Result:
    if job.console.as_json:
        return Result(facts={"pipelines": [_facts(each) for each in _listed(job)]})
    rows = map(_cells, _listed(job))
    if job.console.draws_tables:
        job.console.text(table_of(list(rows), shutil.get_terminal_size().columns))
    else:
        lines: list[str] = []
        for row in rows:
            lines.append("\t".join(row))
            if len(lines) == _AT_ONCE:
                job.console.text("\n".join(lines))
                lines.clear()
        if lines:
            job.console.text("\n".join(lines))
    return Result()


def _listed(job: Job) -> Iterator[ListedPipeline]:
    query = Query(text=job.arguments.filter or "", archived=job.arguments.archived)
    with job.database.reading(cancellation=job.cancellation), job.database.interruptible(job.cancellation):
        listing = list_pipelines(job.database, query)
        for start in range(0, len(listing.handles), _AT_ONCE):
            job.cancellation.check()
            handles = listing.handles[start : start + _AT_ONCE]
            found = {each.handle: each for each in read_listed(job.database, listing.shape, handles)}
            yield from (found[handle] for handle in handles if handle in found)


def _cells(listed: ListedPipeline) -> tuple[str, ...]:
    return (
        literal(listed.name),
        "archived" if listed.archived else "active",
        str(len(listed.stages)),
        ",".join(literal(stage.get("algorithm")) for stage in listed.stages),
        literal(listed.row.get("updated_at") if listed.row else None),
        literal(listed.id),
    )


def _facts(listed: ListedPipeline) -> dict[str, object]:
    row = listed.row
    return {
        "id": plain(listed.id),
        "name": plain(listed.name),
        "archived": listed.archived,
        "created_at": plain(row.get("created_at")) if row else None,
        "updated_at": plain(row.get("updated_at")) if row else None,
        "stages": [
            {
                name: plain(stage.get(name))
                for name in ("id", "name", "stage_type", "algorithm", "stage_order", "enabled")
            }
            for stage in listed.stages
        ],
    }


def table_of(rows: list[tuple[str, ...]], width: int) -> str:
    """Return a table for a terminal: long cells are folded, ids stand in it where there is room for them.

    Args:
        width: of the terminal, in characters.
    """
    import io  # noqa: PLC0415 - rich takes longer than all the rest, and only a terminal needs it

    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.console import Console as Drawing  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1))
    with_id = width >= _ROOM_FOR_IDS
    for title in ("name", "stages", "updated", "id")[: 4 if with_id else 3]:
        table.add_column(title, overflow="fold", no_wrap=title in {"updated", "id"})
    for name, state, _, algorithms, updated, id_ in rows:
        shown = f"{name} (archived)" if state == "archived" else name
        cells = (shown, algorithms.replace(",", ", "), _MOMENT.sub(r"\1 \2", updated), id_)
        table.add_row(*map(Text, cells[: 4 if with_id else 3]))
    drawn = io.StringIO()
    Drawing(file=drawn, width=max(width, 40), color_system=None, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in drawn.getvalue().splitlines())


_ROOM_FOR_IDS = 100  # characters
# To the minute, for people; scripts get it as it is stored.
_MOMENT = re.compile(r"^([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2}):[0-9.]+(?:Z|\+00:00)$")
