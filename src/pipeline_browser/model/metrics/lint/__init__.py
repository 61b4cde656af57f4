"""Runs whose figures cannot all be true: rules, tolerances, words."""
