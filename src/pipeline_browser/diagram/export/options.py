"""What a person may choose when a diagram leaves the window, and how that is remembered as text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, TypeVar

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.paper import Paper, Turn
from pipeline_browser.diagram.export.paper_choice import PaperChoice, Spread

SCALES = (1, 2, 3, 4)  # pixels of an image for one of the diagram
SIZES = (None, 1.0, 0.75, 0.5)  # of a diagram on several pages; None for what fits well
Choice = TypeVar("Choice", bound=Enum)


class Colours(Enum):
    """Which colours a picture has; the value is what settings keep."""

    SHOWN = "shown"
    LIGHT = "light"
    DARK = "dark"

    def are_dark(self, *, shown_dark: bool) -> bool:
        """Whether the picture is dark, given what the window is."""
        return shown_dark if self is Colours.SHOWN else self is Colours.DARK


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """All choices; those that do not fit a format mean nothing for it.

    Attributes:
        scale: pixels of a PNG for one of the diagram.
        everything: show all tables with all columns, whatever the window shows.
    """

    format: Format = Format.SVG
    scale: int = 2
    paper: PaperChoice = field(default_factory=PaperChoice)
    colours: Colours = Colours.SHOWN
    explained: bool = True
    everything: bool = False


ON_PRINTER = ExportOptions(
    Format.PDF, paper=PaperChoice(Spread.ONE), colours=Colours.LIGHT
)  # what is printed when nobody has chosen yet


def as_text(options: ExportOptions) -> str:
    """Return the choices as one line."""
    paper = options.paper
    facts = {
        "format": options.format.value,
        "scale": options.scale,
        "spread": paper.spread.value,
        "paper": paper.paper.name,
        "turn": paper.turn.name,
        "size": paper.scale,
        "colours": options.colours.value,
        "legend": options.explained,
    }
    return json.dumps(facts)


def from_text(text: str, otherwise: ExportOptions) -> ExportOptions:
    """Return the choices of a line, with others for what it does not say or says wrongly."""
    try:
        facts = json.loads(text)
    except ValueError:
        return otherwise
    if not isinstance(facts, dict):
        return otherwise
    before = otherwise.paper
    paper = PaperChoice(
        _by_value(Spread, facts.get("spread"), before.spread),
        _by_name(Paper, facts.get("paper"), before.paper),
        _by_name(Turn, facts.get("turn"), before.turn),
        facts["size"] if facts.get("size") in SIZES and "size" in facts else before.scale,
    )
    return replace(
        otherwise,
        format=_by_value(Format, facts.get("format"), otherwise.format),
        scale=facts["scale"] if facts.get("scale") in SCALES else otherwise.scale,
        paper=paper,
        colours=_by_value(Colours, facts.get("colours"), otherwise.colours),
        explained=facts.get("legend", otherwise.explained) is True,
    )


def _by_value(kind: type[Choice], value: Any, otherwise: Choice) -> Choice:  # noqa: ANN401 - of a file
    return next((each for each in kind if each.value == value), otherwise)


def _by_name(kind: type[Choice], name: Any, otherwise: Choice) -> Choice:  # noqa: ANN401 - of a file
    return next((each for each in kind if each.name == name), otherwise)
