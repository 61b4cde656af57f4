"""Importing runs: the trailers of output files are read, compared with what is there, and become rows."""
