"""Which pipelines there are: filtered, ordered, and read a page at a time, a hundred thousand of them."""
