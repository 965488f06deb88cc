"""Counting what was agreed and what became of it, for whoever has to account for it."""
