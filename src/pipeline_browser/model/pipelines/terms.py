"""How an edit is to be made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation


@dataclass(frozen=True, slots=True)
class Terms:
    """How an edit is to be made.

    Attributes:
        overwrite: also where the database holds something else than was seen, since a person chose that.
        cancellation: ends a wait for another program's lock.
    """

    overwrite: bool = False
    cancellation: Cancellation | None = None


AS_SEEN = Terms()
