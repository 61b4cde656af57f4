"""What deeds with stages must know: which are meant, and when what is known of them is up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.pipelines.facts import Pipeline, Stage


class StageSubject(Protocol):
    """The list's selection, or that of the grid of stages."""

    @property
    def pipeline(self) -> Pipeline | None:
        """The pipeline, as it was read last."""
        ...

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The selected stages of it, in order."""
        ...

    def soon(self, deed: Callable[[], object]) -> None:
        """Do something now, or once the edits before it are committed and their outcome is known."""
        ...
