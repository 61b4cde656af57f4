"""A plan tried out on a copy, under somebody's eyes: progress, then what it would do."""
