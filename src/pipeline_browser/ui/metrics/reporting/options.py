"""How a report is to be written, as a frozen fact that is remembered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum

from pipeline_browser.report.sheets import MOST_ROWS as MOST_ROWS_ON_PAPER

USUAL_ROWS, MOST_ROWS = 500, 100_000


class Format(Enum):
    """What kind of file; the value is its suffix and what is remembered."""

    HTML = ".html"
    PDF = ".pdf"
    PNG = ".png"

    @property
    def title(self) -> str:
        """The words that a person chooses by."""
        return {Format.HTML: "Web page", Format.PDF: "PDF", Format.PNG: "Picture"}[self]

    @property
    def explanation(self) -> str:
        """What such a file is good for."""
        return _EXPLANATIONS[self]

    @property
    def lists_runs(self) -> bool:
        """Whether there is a table of all runs in it, beside those to look at."""
        return self is not Format.PNG


_EXPLANATIONS = {
    Format.HTML: "One file for any browser, to be mailed or kept: charts that name the run under the pointer,"
    " a table of runs, no script, nothing to load. It follows its reader's light or dark.",
    Format.PDF: "Pages of A4 with sharp charts and a table of runs, to be printed or filed.",
    Format.PNG: "One picture with tiles, charts and the runs to look at, to be pasted into a document.",
}


@dataclass(frozen=True, slots=True)
class Options:
    """What was chosen.

    Attributes:
        dark: light on dark; a web page follows its reader's system otherwise.
        rows: how many runs the table lists at most.
    """

    format: Format = Format.HTML
    dark: bool = False
    rows: int = USUAL_ROWS

    @property
    def listed(self) -> int:
        """How many runs the table of this kind of file lists at most."""
        if self.format is Format.PDF:
            return min(self.rows, MOST_ROWS_ON_PAPER)
        return self.rows if self.format.lists_runs else 0


def as_text(options: Options) -> str:
    """Return options as they are remembered."""
    return json.dumps([options.format.value, options.dark, options.rows])


def from_text(text: str) -> Options:
    """Return what was remembered; the usual where somebody has edited the settings."""
    try:
        name, dark, rows = json.loads(text)
        wanted = Options(Format(name), bool(dark), int(rows))
    except (ValueError, TypeError):
        return Options()
    return wanted if 0 <= wanted.rows <= MOST_ROWS else Options()


def by_ending(options: Options, suffix: str) -> Format:
    """Return the format that a file's ending says, else the one that was chosen."""
    return next((each for each in Format if each.value == suffix.lower()), options.format)
