"""Nights and weekends: what the day hands over, what the night leaves, and who has taken it (finding 11)."""
