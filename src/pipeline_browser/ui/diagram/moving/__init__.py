"""Putting tables elsewhere: by dragging, by keys, by arranging."""
