"""What a refused opening offers instead; no Qt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model import errors

if TYPE_CHECKING:
    from pipeline_browser.ui.database_jobs import OpenRequest
    from pipeline_browser.ui.session import Refusal

RETRY = "retry"
OTHER = "other"


_ANOTHER = (OTHER, "Open another…")
_AGAIN = (RETRY, "Try again")
_SNAPSHOT = ("snapshot", "Open a snapshot")
_OFFERS: dict[type[errors.PipelineBrowserError], tuple[tuple[str, str], ...]] = {
    errors.DatabaseNotFound: (_ANOTHER, ("create", "Create it")),
    errors.DatabaseExists: (_ANOTHER, ("open", "Open it")),
    errors.ParentFolderMissing: (_ANOTHER, ("create-with-folder", "Create folder and database")),
    errors.SnapshotOnly: (_ANOTHER, _SNAPSHOT),
    errors.RecoveryNeeded: (_ANOTHER, _SNAPSHOT, ("writable", "Open and recover")),
    errors.ForeignJournal: (_ANOTHER, ("trust-journal", "Copy both aside and recover"), _SNAPSHOT),
    errors.AccessDenied: (_ANOTHER, _AGAIN),
    errors.DatabaseFull: (_ANOTHER, _AGAIN),
    errors.DatabaseBusy: (_ANOTHER, _AGAIN),
}


def offers(refusal: Refusal) -> tuple[tuple[str, str], ...]:
    """Return names and words of the ways out, the one that leads on last."""
    return _OFFERS.get(type(refusal.error), (_ANOTHER,))


def request_of(name: str, request: OpenRequest) -> OpenRequest | None:
    """Return what is to be opened when an offer was taken; None where a file is to be chosen first."""
    plain = replace(request, create=False, read_only=False, snapshot=False, trust_journal=False)
    return {
        RETRY: request,
        "open": plain,
        "writable": plain,
        "create": replace(plain, create=True),
        "create-with-folder": replace(plain, create=True, make_parents=True),
        "trust-journal": replace(plain, trust_journal=True),
        "snapshot": replace(plain, snapshot=True, read_only=True),
        "read-only": replace(plain, read_only=True),
    }.get(name)
