"""Committing edits, one after the other; undoing and redoing them; what to do about conflicts."""
