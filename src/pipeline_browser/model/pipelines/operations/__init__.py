"""What a person can do with pipelines: each function is one short transaction and returns its Edit.

Every function takes what the person saw (rows, or a pipeline whole) and refuses with an EditConflict where
the database holds something else by now. All raise also EditRefused, DatabaseBusy, DatabaseReadOnly and
DatabaseFull; then nothing was written.
"""
