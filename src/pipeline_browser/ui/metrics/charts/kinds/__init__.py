"""What each chart shows of a dashboard, without Qt: axes, things to draw, what they say, what a click means."""
