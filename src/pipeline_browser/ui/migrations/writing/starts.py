"""What a new migration can begin with; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline_browser.model.migrations.writing.templates import TEMPLATES


class Need(Enum):
    """What has to be known before a start can be filled in."""

    NOTHING = "nothing"
    TABLE = "a table of the schema"
    DRIFT = "what was changed by hand"
    OTHER = "another database"
    SCHEMAS = "two schemas that somebody handed over"


@dataclass(frozen=True, slots=True)
class Start:
    """One way to begin.

    Attributes:
        key: a template's key, or one of the constants below.
        title: for people.
        group: starts of another group stand below a line.
    """

    key: str
    title: str
    need: Need = Need.NOTHING
    group: int = 0


EMPTY, SQLX = "empty", "sqlx"
BY_HAND, TAKE_BACK = "by-hand", "take-back"
LIKE_OTHER, OTHER_LIKE_THIS = "like-other", "other-like-this"
HANDED = "handed"

STARTS = (
    Start(EMPTY, "Nothing but a head"),
    Start(SQLX, "The line that sqlx writes"),
    *(Start(each.key, each.title, Need.TABLE, 1) for each in TEMPLATES),
    Start(BY_HAND, "What was changed here by hand, for other databases", Need.DRIFT, 2),
    Start(TAKE_BACK, "What takes changes made by hand back", Need.DRIFT, 2),
    Start(LIKE_OTHER, "What makes this database like another one", Need.OTHER, 3),
    Start(OTHER_LIKE_THIS, "What makes another database like this one", Need.OTHER, 3),
)


def start_of(key: str) -> Start:
    """Return the start with a key."""
    return next(each for each in STARTS if each.key == key)
