"""The diagram leaves the window: as an image, on paper, as a file, on the clipboard."""
