"""From the open database to a picture, and from one picture to the next."""
