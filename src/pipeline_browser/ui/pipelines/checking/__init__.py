"""Would the program load and run what is there? All pipelines in the background, a touched one at once."""
