"""Tests of importing runs from output files."""
