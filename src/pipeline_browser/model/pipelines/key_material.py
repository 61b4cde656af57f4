"""Key material for stages that encrypt."""

from __future__ import annotations

import base64
import secrets
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.as_read import decoded_base64
from pipeline_browser.model.pipelines.catalogue.parameters import KEY_BYTES, NONCE_BYTES, SALT_BYTES
from pipeline_browser.model.pipelines.operations.draft import named
from pipeline_browser.model.pipelines.operations.entries import set_entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.facts import Stage
    from pipeline_browser.model.pipelines.values import Value

# Tried on the program: it needs all three as standard base64, and looks at the length of the key alone.
_LENGTHS = {"key": KEY_BYTES, "nonce": NONCE_BYTES, "salt": SALT_BYTES}


def new_key_material(*names: str) -> list[tuple[str, Value]]:
    """Return entries from the operating system's random source, as standard base64.

    Args:
        names: which of key, nonce and salt; all of them if none is named.
    """
    return [(name, _random(length)) for name, length in _LENGTHS.items() if not names or name in names]


def missing_key_material(stage: Stage) -> tuple[str, ...]:
    """Return what of key, nonce and salt a stage lacks or could not run with."""
    return tuple(name for name in _LENGTHS if not _works(name, stage.parameter(name)))


def generate_key_material(stage: Stage, *, replace: bool = False) -> Callable[..., Edit]:
    """Return the operation that gives a stage the key material that it lacks, to be called with a database.

    Args:
        replace: also what works: files written with the old key can then be read only by who kept it.
    """
    names = () if replace else missing_key_material(stage)
    return partial(
        set_entries,
        owner=stage.row,
        seen=stage.parameters,
        cells=new_key_material(*names) if names or replace else (),
        words=f"generate key material for stage {named(stage.name)}",
    )


def _random(length: int) -> str:
    return base64.b64encode(secrets.token_bytes(length)).decode("ascii")


def _works(name: str, value: Value) -> bool:
    if not isinstance(value, str) or not value:
        return False
    decoded = decoded_base64(value)  # as strictly as the program
    if decoded is None:
        return False
    return len(decoded) == KEY_BYTES if name == "key" else bool(decoded)
