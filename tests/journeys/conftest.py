"""Every story has a window of its own."""

from tests.windows import parts, window

__all__ = ["parts", "window"]
