"""The time slider: the diagram as of each version, as it has drifted, and of any two schemas."""
