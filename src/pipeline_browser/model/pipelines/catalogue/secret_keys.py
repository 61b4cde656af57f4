"""Which parameters and entries hold secrets, whatever stage or pipeline they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value

_NAMES = ("key", "nonce", "salt")
_TELLING = ("password", "passphrase", "secret")


def is_secret(key: Value) -> bool:
    """Whether the value of this key is masked on screen, and left out of what is written and told."""
    text = (key.decode("utf-8", "replace") if isinstance(key, bytes) else str(key)).casefold()
    return text in _NAMES or any(part in text for part in _TELLING)
