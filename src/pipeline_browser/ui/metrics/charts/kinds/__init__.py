"""What each chart shows of a dashboard, without Qt: axes, figures, what they say, what a click means."""
