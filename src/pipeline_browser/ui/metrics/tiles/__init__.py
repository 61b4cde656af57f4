"""The figures above the charts: how many runs, how they stand, how much and how fast."""
