"""The formats that a diagram can be saved in, by name and by suffix."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

from pipeline_browser.diagram.export.dbml import dbml
from pipeline_browser.diagram.export.dot import dot
from pipeline_browser.diagram.export.literal import visible
from pipeline_browser.diagram.export.mermaid import mermaid
from pipeline_browser.diagram.export.plantuml import plantuml
from pipeline_browser.diagram.export.svg import svg
from pipeline_browser.diagram.palette import DARK, LIGHT
from pipeline_browser.diagram.picture import arranged

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.diagram.graph import Graph
    from pipeline_browser.diagram.picture import Picture


class Arrange(Protocol):
    """Makes the picture of a graph."""

    def __call__(
        self, graph: Graph, *, check: Callable[[], None], progress: Callable[[float], None]
    ) -> Picture:
        """Return it; see ``arranged``."""


class Format(Enum):
    """A format; the value is its name on the command line and its usual suffix."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"
    MERMAID = "mmd"
    DOT = "dot"
    PLANTUML = "puml"
    DBML = "dbml"

    @classmethod
    def of(cls, suffix: str) -> Format | None:
        """Return the format of a file name's suffix, with or without its dot; None if there is none."""
        plain = suffix.lower().removeprefix(".")
        return next((format_ for format_ in cls if _OTHER_SUFFIXES.get(plain, plain) == format_.value), None)

    @property
    def words(self) -> str:
        """What people call it."""
        return _WORDS.get(self, self.name)

    @property
    def is_painted(self) -> bool:
        """Whether it takes Qt to make it; the others are text."""
        return self in (Format.PNG, Format.PDF)

    @property
    def is_picture(self) -> bool:
        """Whether it shows the diagram as it is arranged; the others leave that to another program."""
        return self not in _TEXTS


_OTHER_SUFFIXES = {"gv": "dot", "mermaid": "mmd", "plantuml": "puml", "pu": "puml"}
_WORDS = {Format.MERMAID: "Mermaid", Format.DOT: "Graphviz DOT", Format.PLANTUML: "PlantUML"}
_TEXTS: dict[Format, Callable[[Graph], str]] = {
    Format.MERMAID: mermaid,
    Format.DOT: dot,
    Format.PLANTUML: plantuml,
    Format.DBML: dbml,
}
_COMMENTS = {Format.MERMAID: "    %%", Format.DOT: "  //", Format.PLANTUML: "'", Format.DBML: "//"}


def export(
    graph: Graph,
    format_: Format,
    *,
    title: str = "",
    dark: bool = False,
    explained: bool = True,
    caption: str = "",
    arrange: Arrange = arranged,
    check: Callable[[], None] = lambda: None,
    progress: Callable[[float], None] = lambda _: None,
) -> str:
    """Return a graph in a format that is text.

    Args:
        title, dark, explained: of an SVG, see ``svg``; the others are drawn by other programs.
        caption: what is shown, in words; a comment in the formats that are text.
        arrange: makes the picture of the graph.
        check: called while the graph is arranged; may raise to end it.
    """
    if format_ in _TEXTS:
        return _captioned(_TEXTS[format_](graph), format_, caption)
    picture = arrange(graph, check=check, progress=progress)
    return svg(picture, DARK if dark else LIGHT, title=title, explained=explained, caption=caption)


def _captioned(text: str, format_: Format, caption: str) -> str:
    """Return a document with a comment: behind the line that opens it, where one does."""
    if not caption:
        return text
    comment = f"{_COMMENTS[format_]} {visible(caption)}\n"
    opening, _, rest = text.partition("\n")
    return comment + text if format_ is Format.DBML else f"{opening}\n{comment}{rest}"
