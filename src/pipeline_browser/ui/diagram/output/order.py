"""What is to leave the window, as frozen facts, and its content as far as no painting is needed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline_browser.diagram.export.composition import composed
from pipeline_browser.diagram.export.formats import Format, export
from pipeline_browser.diagram.export.options import ExportOptions
from pipeline_browser.diagram.export.svg import svg
from pipeline_browser.diagram.palette import DARK, LIGHT, ON_PAPER, Palette
from pipeline_browser.ui.diagram.canvas.look import FontMeasure, Look
from pipeline_browser.ui.diagram.output.canvas import Canvas

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QFont

    from pipeline_browser.diagram.export.composition import Area
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.model.location import Location


@dataclass(frozen=True, slots=True)
class Order:
    """A picture, how it was chosen to look, and of what it is.

    Attributes:
        dark: whether the window is.
        counts: how many rows tables have, in a few characters, by name.
        caption: what of the database it shows, where that is not the database as it is.
    """

    picture: Picture
    location: Location
    font: QFont
    dark: bool
    counts: Mapping[str, str] = field(default_factory=dict)
    options: ExportOptions = field(default_factory=ExportOptions)
    caption: str = ""

    @property
    def title(self) -> str:
        """What the file is called inside."""
        return f"{self.location.name}: {self.caption}" if self.caption else self.location.name

    @property
    def heading(self) -> str:
        """What stands above the picture: nothing, where that is the database as it is."""
        return self.title if self.caption else ""

    @property
    def is_dark(self) -> bool:
        """Whether the picture is to be."""
        return self.options.colours.are_dark(shown_dark=self.dark)

    @property
    def area(self) -> Area:
        """All that is drawn, with its margin."""
        return composed(self.picture, explained=self.options.explained, caption=self.heading).area

    def with_options(self, options: ExportOptions) -> Order:
        """Return the same, chosen to look otherwise."""
        return replace(self, options=options)

    def canvas(self, *, on_paper: bool) -> Canvas:
        """Return what is to be painted."""
        look = Look(self.font)
        look.use_palette(self._palette(on_paper=on_paper))
        return Canvas(self.picture, look, self.counts, explained=self.options.explained, caption=self.heading)

    def text(self) -> str:
        """Return the content of a text format; in any thread."""
        if self.options.format is not Format.SVG:
            return export(self.picture.graph, self.options.format, caption=self.heading)
        return svg(
            self.picture,
            self._palette(on_paper=False),
            title=self.title,
            counts=self.counts,
            explained=self.options.explained,
            caption=self.heading,
        )

    def for_another_thread(self) -> Order:
        """Return the same with a measure of its own: fonts are measured in one thread at a time."""
        look = Look(self.font)
        shape = replace(self.picture.shape, measure=FontMeasure(look.text_font, look.name_font))
        return replace(self, picture=replace(self.picture, shape=shape))

    def _palette(self, *, on_paper: bool) -> Palette:
        if self.is_dark:
            return DARK
        return ON_PAPER if on_paper else LIGHT
