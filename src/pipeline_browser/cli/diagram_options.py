"""The options of ``schema diagram`` that depend on each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.paper import Paper, Turn
from pipeline_browser.diagram.export.paper_choice import PaperChoice, Spread
from pipeline_browser.diagram.graph import Detail

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

_DETAILS = {"columns": Detail.COLUMNS, "keys": Detail.KEYS, "names": Detail.NAMES}


def chosen_format(arguments: argparse.Namespace, target: Path | None) -> Format:
    """Return the format that is named, else that of the file's suffix.

    Raises:
        WrongUsage: there is none, or an option is not for it.
    """
    suffix = arguments.format if arguments.format is not None else target.suffix if target else ""
    format_ = Format.of(suffix)
    known = ", ".join(each.value for each in Format)
    if format_ is None and not suffix:
        raise WrongUsage(f"the format is not said: give OUTPUT a suffix, or --format with one of {known}")
    if format_ is None:
        raise WrongUsage(f"there is no format '{suffix.removeprefix('.')}': choose one of {known}")
    return format_


def detail_of(arguments: argparse.Namespace) -> Detail:
    """Return how much of each table is asked for.

    Raises:
        WrongUsage: it is said twice.
    """
    if arguments.keys_only and arguments.detail is not None:
        raise WrongUsage("the argument '--keys-only' cannot be used with '--detail'")
    return Detail.KEYS if arguments.keys_only else _DETAILS[arguments.detail or "columns"]


def chosen_paper(arguments: argparse.Namespace, format_: Format) -> PaperChoice | None:
    """Return on what paper a PDF is to lie: on a page of its own where nothing is said; None for others.

    Raises:
        WrongUsage: the options contradict each other, or are not for this format.
    """
    paper = _paper(arguments.paper) if arguments.paper is not None else None
    turn = _turn(arguments)
    said = paper is not None or turn is not Turn.AS_FITS or arguments.tiled
    if said and format_ is not Format.PDF:
        raise WrongUsage("--paper, --portrait, --landscape and --tiled are for PDF")
    if arguments.scale is not None and format_ is not Format.PNG and not arguments.tiled:
        raise WrongUsage("--scale is for PNG, and for PDF with --tiled")
    if format_ is not Format.PDF:
        return None
    spread = Spread.TILED if arguments.tiled else Spread.ONE if said else Spread.OWN
    return PaperChoice(spread, paper or Paper.A4, turn, arguments.scale)


def _paper(name: str) -> Paper:
    paper = Paper.of(name)
    if paper is None:
        known = ", ".join(each.value[0] for each in Paper)
        raise WrongUsage(f"there is no paper '{name}': choose one of {known}")
    return paper


def _turn(arguments: argparse.Namespace) -> Turn:
    if arguments.portrait and arguments.landscape:
        raise WrongUsage("the argument '--portrait' cannot be used with '--landscape'")
    if arguments.portrait:
        return Turn.PORTRAIT
    return Turn.LANDSCAPE if arguments.landscape else Turn.AS_FITS
