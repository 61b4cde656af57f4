"""The colours of the window, in light and in dark: neutral greys, one accent, four meanings.

Every pair that stands on another has a contrast of 4.5 : 1 for text, 3 : 1 for marks; a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Meaning(Enum):
    """What a coloured word or mark says; never said by colour alone."""

    GOOD = "good"
    WAITING = "waiting"
    WARNING = "warning"
    BAD = "bad"
    NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class Tone:
    """The two colours of a meaning: text (and marks), and the soft background that the text may stand on."""

    text: str
    soft: str


@dataclass(frozen=True, slots=True)
class SyntaxColours:
    """Colours of SQL on ``base``."""

    keyword: str
    name: str
    string: str
    number: str
    comment: str


@dataclass(frozen=True, slots=True)
class ChartColours:
    """Colours of figures on ``base``: Okabe and Ito's, which colour-blind people can tell apart.

    Attributes:
        main: the figures themselves, medians, runs under way.
        other: a second series beside them.
        good, bad, odd: completed; failed and errors; stalled and warnings.
    """

    main: str
    other: str
    good: str
    bad: str
    odd: str


@dataclass(frozen=True, slots=True)
class Colours:
    """The tokens of one colour scheme, as ``#rrggbb``.

    Attributes:
        window: behind everything.
        raised: toolbar, tab bar, headers, buttons.
        base: lists, editors, pages.
        alternate: every other row of a list.
        hover: below the pointer.
        text, dim: for reading; dim for what is secondary.
        line: separates areas (no mark that carries meaning).
        outline: edges of controls that can be used, and other marks.
        accent: links, focus, the mark of the current tab; readable on window, raised and base.
        accent_fill, on_accent: the one most important button, and its text.
        selection: behind selected rows, with ``text`` on it.
    """

    dark: bool
    window: str
    raised: str
    base: str
    alternate: str
    hover: str
    text: str
    dim: str
    line: str
    outline: str
    accent: str
    accent_fill: str
    accent_hover: str
    on_accent: str
    selection: str
    good: Tone
    waiting: Tone
    warning: Tone
    bad: Tone
    syntax: SyntaxColours
    chart: ChartColours

    def tone(self, meaning: Meaning) -> Tone:
        """Return the colours of a meaning."""
        tones = {
            Meaning.GOOD: self.good,
            Meaning.WAITING: self.waiting,
            Meaning.WARNING: self.warning,
            Meaning.BAD: self.bad,
            Meaning.NEUTRAL: Tone(self.dim, self.hover),
        }
        return tones[meaning]


LIGHT = Colours(
    dark=False,
    window="#f3f4f6",
    raised="#fafbfc",
    base="#ffffff",
    alternate="#f8f9fa",
    hover="#eceef1",
    text="#1c2127",
    dim="#5a636e",
    line="#dcdfe4",
    outline="#868e98",
    accent="#1d5fbf",
    accent_fill="#1f66cc",
    accent_hover="#1857b2",
    on_accent="#ffffff",
    selection="#d9e7fa",
    good=Tone("#196c36", "#e2f3e7"),
    waiting=Tone("#6340b0", "#eee9fa"),
    warning=Tone("#855300", "#fcf0d6"),
    bad=Tone("#b02a2a", "#fce8e6"),
    syntax=SyntaxColours(
        keyword="#1d5fbf", name="#1c2127", string="#196c36", number="#855300", comment="#68717c"
    ),
    # The two lightest of the eight (orange, sky blue) do not stand out enough on white, black on dark.
    chart=ChartColours(main="#0072b2", other="#d55e00", good="#009e73", bad="#d55e00", odd="#cc79a7"),
)

DARK = Colours(
    dark=True,
    window="#1b1e22",
    raised="#23272c",
    base="#16181b",
    alternate="#1a1d20",
    hover="#2d3238",
    text="#e3e6ea",
    dim="#a0a9b4",
    line="#33383f",
    outline="#717a85",
    accent="#79b0ff",
    accent_fill="#2a6ad0",
    accent_hover="#3571d3",
    on_accent="#ffffff",
    selection="#213c63",
    good=Tone("#78d294", "#1b3424"),
    waiting=Tone("#bca6f5", "#2e2748"),
    warning=Tone("#eab65a", "#3a2e16"),
    bad=Tone("#ff9a92", "#45211f"),
    syntax=SyntaxColours(
        keyword="#79b0ff", name="#e3e6ea", string="#78d294", number="#eab65a", comment="#929ba6"
    ),
    chart=ChartColours(main="#56b4e9", other="#e69f00", good="#009e73", bad="#d55e00", odd="#cc79a7"),
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2.2 between two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
