"""Why migrations cannot run, as paragraphs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.ui.formats import figure

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError

MOST = 100  # points; the rest is counted


def problem_paragraphs(error: PipelineBrowserError) -> tuple[str, ...]:
    """Return cause, the points that it consists of, and remedy."""
    return tuple(text for text in (error.cause, point_list(error.points), error.remedy) if text)


def point_list(points: tuple[str, ...], most: int = MOST) -> str:
    """Return one line a point."""
    lines = [f"•  {point}" for point in points[:most]]
    if len(points) > most:
        lines.append(f"•  and {figure(len(points) - most)} more")
    return "\n".join(lines)
