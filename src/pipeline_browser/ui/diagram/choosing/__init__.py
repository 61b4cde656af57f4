"""Choosing what is shown: details, hidden tables, neighbourhoods."""
