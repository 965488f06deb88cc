"""The questions of the unit of work that need SQL of their own."""
