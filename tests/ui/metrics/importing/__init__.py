"""Tests of importing runs in the window."""
