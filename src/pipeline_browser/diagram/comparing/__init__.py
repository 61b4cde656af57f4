"""Two schemas in one diagram: what was added, changed and removed, each in a place that it keeps."""
