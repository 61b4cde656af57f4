"""The drawing surface: items, the sheets they are painted on, the view, the pointer, what lies over them."""
