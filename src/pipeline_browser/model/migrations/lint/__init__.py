"""What could be better about migration files, by SQLite's own judgement.

``rules/`` is the one table of rules, also for the warnings of a plan; everything else finds what breaks them.
Files are replayed on a database in memory, statement by statement, so that strings, comments and triggers
cannot fool anybody. That database holds no rows but those that the migrations insert: what depends on rows is
found where a database is at hand (``database.py``), and by a rehearsal.
"""
