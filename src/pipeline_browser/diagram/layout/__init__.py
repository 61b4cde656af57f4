"""Where boxes stand and how lines run, in plain numbers: nothing here knows of schemas or of drawing."""
