"""Every story has a window of its own."""

from tests.windows import garbage, parts, window

__all__ = ["garbage", "parts", "window"]
