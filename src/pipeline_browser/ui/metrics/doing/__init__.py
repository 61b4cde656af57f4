"""What can be done in the tab, as rows of a table beside the deeds."""
