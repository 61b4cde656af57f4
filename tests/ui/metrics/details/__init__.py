"""Tests of the detail panel."""
