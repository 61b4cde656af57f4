"""The decorator ``override``, without the 9 ms that importing typing-extensions takes at every start."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _Function = TypeVar("_Function")

    def override(function: _Function) -> _Function:
        """Mark a method as overriding another one, for the type checker alone."""
        return function


__all__ = ["override"]
