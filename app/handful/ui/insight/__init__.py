"""Live insight: when its numbers are computed, and what of them each view is told."""
