"""From one schema to another, as SQL."""
