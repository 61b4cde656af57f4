"""With which colours a report is drawn: by name in HTML, where the reader's system says light or dark."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Marks are Okabe's and Ito's colours, which colour-blind people can tell apart.
LIGHT: Mapping[str, str] = MappingProxyType({
    "page": "#f3f4f6", "card": "#ffffff", "text": "#1c2127", "dim": "#5a636e", "line": "#dcdfe4",
    "outline": "#868e98", "main": "#0072b2", "soft": "#cfe3f0", "other": "#d55e00", "good": "#009e73",
    "bad": "#d55e00", "odd": "#cc79a7", "bad-text": "#a84300", "good-text": "#196c36", "odd-text": "#9a3d72",
})  # fmt: skip
DARK: Mapping[str, str] = MappingProxyType({
    "page": "#16181b", "card": "#1e2226", "text": "#e3e6ea", "dim": "#a0a9b4", "line": "#343a41",
    "outline": "#717a85", "main": "#56b4e9", "soft": "#24465a", "other": "#e69f00", "good": "#009e73",
    "bad": "#e8702a", "odd": "#cc79a7", "bad-text": "#ff9a6b", "good-text": "#78d294", "odd-text": "#e3a6c8",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ink:
    """How elements of SVG name their colours.

    Attributes:
        colours: literal ones; None for classes, whose colours the page's style sheet knows.
    """

    colours: Mapping[str, str] | None = None

    @property
    def is_interactive(self) -> bool:
        """Whether somebody can point at elements and read their titles."""
        return self.colours is None

    def paint(self, fill: str = "", stroke: str = "") -> str:
        """Return the attributes for a filling and an outline, each by name or none."""
        if self.colours is None:
            names = [f"f-{fill}" if fill else "f-none", *([f"s-{stroke}"] if stroke else [])]
            return f'class="{" ".join(names)}"'
        outline = f' stroke="{self.colours[stroke]}"' if stroke else ""
        return f'fill="{self.colours[fill] if fill else "none"}"{outline}'


def colour_rules() -> str:
    """Return the style rules for the classes of ``paint``."""
    rules = [".f-none{fill:none}"]
    rules += [f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in LIGHT]
    return "".join(rules)


def colour_values(colours: Mapping[str, str]) -> str:
    """Return the values of the variables in ``colour_rules``."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())
