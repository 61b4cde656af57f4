"""Which runs are looked at: a period, words, conditions as chips, and how many that are."""
