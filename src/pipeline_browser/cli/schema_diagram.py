"""``schema diagram``: the ER diagram of a database as a file, or a text on standard output."""

from __future__ import annotations

import importlib
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.cli.diagram_options import chosen_format, chosen_paper, detail_of
from pipeline_browser.cli.diagram_subject import location_of, read_subject
from pipeline_browser.cli.diagram_tables import part_that_is_asked_for
from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.diagram.export.formats import Format, export
from pipeline_browser.diagram.measuring import BoxShape
from pipeline_browser.diagram.picture import arranged
from pipeline_browser.diagram.standing import Standing
from pipeline_browser.model.files.exported_file import refuse_database, write_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from pipeline_browser.cli.console import Console
    from pipeline_browser.cli.diagram_subject import Subject
    from pipeline_browser.diagram.export.paper_choice import PaperChoice
    from pipeline_browser.diagram.graph import Detail, Graph
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.location import Location

# By name, since the command line may not depend on the window's parts that are built above it.
_PAINTED = "pipeline_browser.painted"


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Write the diagram."""
    location = location_of(arguments)
    target = None if arguments.output in (None, "-") else Path(arguments.output)
    format_ = chosen_format(arguments, target)
    paper = chosen_paper(arguments, format_)
    if target is not None and location is not None:
        refuse_database(target, location)
    elif target is None and format_.is_painted:
        raise WrongUsage(f"{format_.words} is no text for standard output: name a file with -o")
    subject = run_cancellable(partial(_read, arguments, console, location))
    if target is None:
        console.text(_text(arguments, subject, format_))
    elif format_.is_painted:
        write_file(target, _painted(arguments, subject, paper))
    else:
        write_file(target, _text(arguments, subject, format_).encode())
    return 0


def _painted(arguments: argparse.Namespace, subject: Subject, paper: PaperChoice | None) -> bytes:
    painted = importlib.import_module(_PAINTED)
    looks = {"dark": arguments.dark, "explained": not arguments.no_legend, "caption": subject.heading}
    make = partial(_arrange, subject, detail_of(arguments))
    if paper is None:
        return bytes(painted.png(make, scale=arguments.scale, **looks))
    return bytes(painted.pdf(make, paper=paper, title=subject.heading or subject.name, **looks))


def _read(
    arguments: argparse.Namespace, console: Console, location: Location | None, cancellation: Cancellation
) -> Subject:
    subject = read_subject(arguments, console, location, detail_of(arguments), cancellation)
    part = part_that_is_asked_for(arguments, subject.graph)
    # Some tables alone are arranged for themselves.
    return subject if part is subject.graph else replace(subject, graph=part, history=())


def _text(arguments: argparse.Namespace, subject: Subject, format_: Format) -> str:
    looks = {"dark": arguments.dark, "explained": not arguments.no_legend, "caption": subject.heading}
    title = subject.heading or subject.name
    return run_cancellable(
        lambda cancellation: export(
            subject.graph,
            format_,
            title=title,
            check=cancellation.check,
            arrange=partial(_arranged, subject, detail_of(arguments), BoxShape()),
            **looks,
        )
    )


def _arrange(subject: Subject, detail: Detail, shape: BoxShape) -> Picture:
    return run_cancellable(
        lambda cancellation: _arranged(subject, detail, shape, subject.graph, check=cancellation.check)
    )


def _arranged(
    subject: Subject,
    detail: Detail,
    shape: BoxShape,
    graph: Graph,
    *,
    check: Callable[[], None],
    progress: Callable[[float], None] = lambda _: None,
) -> Picture:
    """Return the picture; of a version, each table where it stands at all others."""
    if not subject.history:
        return arranged(graph, shape, check=check, progress=progress)
    from pipeline_browser.diagram.comparing.places import common_standing, pictured  # noqa: PLC0415
    from pipeline_browser.diagram.comparing.room import Room  # noqa: PLC0415 - rarely needed

    room = Room(shape, detail)
    for step in pairwise(subject.history):
        room.add(*step)
    standing = common_standing(room, shape, Standing(), check=check, progress=progress)
    return pictured(graph, shape, standing, check=check)
