"""How a single line gets from row to row among boxes that stand where somebody put them."""
