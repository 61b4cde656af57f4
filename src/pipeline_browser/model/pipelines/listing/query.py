"""What somebody wants to see of the pipelines, and in which order."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sort(Enum):
    """What orders the pipelines; the value is what a view remembers."""

    STATE = "state"
    NAME = "name"
    STAGES = "stages"
    ALGORITHMS = "algorithms"
    DISABLED = "disabled"
    PARALLEL = "parallel"
    CHUNK_SIZE = "chunk_size"
    ARCHIVED = "archived"
    UPDATED = "updated_at"
    CREATED = "created_at"
    ID = "id"


@dataclass(frozen=True, slots=True)
class Query:
    """One question for pipelines.

    Attributes:
        text: words that must all be found in a pipeline: in its name or id, in its stages' names, types and
            algorithms, in a parameter or entry (``key=value``). Letter case does not matter.
        archived: archived ones too.
        sort: rows that are equal in it follow by name.
    """

    text: str = ""
    archived: bool = False
    sort: Sort = Sort.NAME
    descending: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words, folded, each once, the longest first: it narrows most."""
        return tuple(sorted(set(self.text.casefold().split()), key=lambda word: (-len(word), word)))
