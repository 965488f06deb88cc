"""A quarter of a year on a stopped clock: people answer, delay, ignore, leave and are away, and nothing is let go."""
