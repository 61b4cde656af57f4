"""Drift in the window: looked for in the background, told in the bar, shown in a dialog."""
