"""Why one run is slower than another: two runs side by side."""
