"""Fields that are being edited: a line, what helps to fill it, and a note that says what it is worth."""
