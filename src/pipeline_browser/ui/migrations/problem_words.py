"""Why migrations cannot run, as paragraphs; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import UnversionedDatabase

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError

MOST = 6  # differences; the rest is counted


def problem_paragraphs(error: PipelineBrowserError) -> tuple[str, ...]:
    """Return cause and remedy; for tables without a ledger also each thing that would be missing."""
    if not isinstance(error, UnversionedDatabase):
        return tuple(text for text in (error.cause, error.remedy) if text)
    return (
        "The migrations would pass over its tables and record them as complete, although:",
        difference_list(error.differences),
        error.remedy,
    )


def difference_list(sentences: tuple[str, ...]) -> str:
    """Return one line a sentence."""
    lines = [f"•  {sentence}" for sentence in sentences[:MOST]]
    if len(sentences) > MOST:
        lines.append(f"•  and {len(sentences) - MOST:,} more")
    return "\n".join(lines)
