"""Elements of SVG, in few bytes: a report may have thousands of points."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.report.literal import escaped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.report.ink import Ink

SMALL, NORMAL = 11, 12  # pixels of text
CHARACTER = 0.56  # of a text's size: about as wide as letters and figures are


def number(value: float) -> str:
    """Return a coordinate with one decimal place at most."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Drawing:
    """Elements that are drawn one over the other.

    Attributes:
        width, height: pixels.
    """

    ink: Ink
    width: float
    height: float
    elements: list[str] = field(default_factory=list)

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: str, title: str = "", more: str = ""
    ) -> None:
        """Draw a rectangle; ``more``: further attributes."""
        place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
        self._add("rect", f"{place} {self.ink.paint(fill)}{_more(more)}", title)

    def circle(
        self, x: float, y: float, radius: float, *, fill: str, title: str = "", more: str = ""
    ) -> None:
        """Draw a filled circle."""
        place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        self._add("circle", f"{place} {self.ink.paint(fill)}{_more(more)}", title)

    def path(
        self,
        data: str,
        *,
        fill: str = "",
        stroke: str = "",
        width: float = 1,
        title: str = "",
        more: str = "",
    ) -> None:
        """Draw a path; ``width`` of its outline."""
        outline = f' stroke-width="{number(width)}"' if stroke else ""
        self._add("path", f'd="{data}" {self.ink.paint(fill, stroke)}{outline}{_more(more)}', title)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        stroke: str,
        width: float = 1,
        dashed: bool = False,
    ) -> None:
        """Draw a straight line."""
        data = f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}"
        self.path(data, stroke=stroke, width=width, more='stroke-dasharray="4 3"' if dashed else "")

    def lines(self, points: Iterable[tuple[float, float]], *, stroke: str, width: float) -> None:
        """Draw straight lines from point to point."""
        data = "L".join(f"{number(x)} {number(y)}" for x, y in points)
        self.path(
            f"M{data}", stroke=stroke, width=width, more='stroke-linejoin="round" stroke-linecap="round"'
        )

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        fill: str = "dim",
        size: float = SMALL,
        anchor: str = "",
        bold: bool = False,
    ) -> None:
        """Draw a text on a base line; ``anchor``: ``middle`` or ``end`` of it stands at x."""
        more = f' text-anchor="{anchor}"' if anchor else ""
        more += ' font-weight="600"' if bold else ""
        place = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
        self.elements.append(f"<text {place} {self.ink.paint(fill)}{more}>{escaped(text)}</text>")

    def paste(self, other: Drawing, x: float, y: float, scale: float) -> None:
        """Draw another drawing into this one."""
        self.elements.append(f'<g transform="translate({number(x)} {number(y)}) scale({scale:.4f})">')
        self.elements.extend(other.elements)
        self.elements.append("</g>")

    def hover(self, x: float, y: float, width: float, height: float, title: str) -> None:
        """Let an area say something where one can point at it."""
        if self.ink.is_interactive:
            place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
            self.elements.append(f'<rect class="hit" {place}><title>{_told(title)}</title></rect>')

    def _add(self, name: str, attributes: str, title: str) -> None:
        if title and self.ink.is_interactive:
            self.elements.append(f"<{name} {attributes}><title>{_told(title)}</title></{name}>")
        else:
            self.elements.append(f"<{name} {attributes}/>")


def _told(title: str) -> str:
    """Return a title line by line: the ends of lines are ours."""
    return "\n".join(map(escaped, title.split("\n")))


def _more(attributes: str) -> str:
    return f" {attributes}" if attributes else ""


def inline(drawing: Drawing, label: str) -> str:
    """Return a drawing as an element of an HTML page, as wide as there is room."""
    box = f'viewBox="0 0 {number(drawing.width)} {number(drawing.height)}"'
    return f'<svg {box} role="img" aria-label="{escaped(label)}">{"".join(drawing.elements)}</svg>'


def document(drawing: Drawing, font: str) -> str:
    """Return a drawing as a file of its own.

    Args:
        font: family of all texts.
    """
    size = f'width="{number(drawing.width)}" height="{number(drawing.height)}"'
    box = f'viewBox="0 0 {number(drawing.width)} {number(drawing.height)}"'
    family = f'font-family="{escaped(font)}"'
    body = "\n".join(drawing.elements)
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} {family}>\n{body}\n</svg>\n'
