"""Deleting for good: what would go, table by table, before it goes."""
