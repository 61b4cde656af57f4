"""Importing runs: choosing or dropping files, a preview of each, and writing them as one step."""
