"""The dashboard exported as a file that is read elsewhere."""
