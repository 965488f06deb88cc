"""People, time and faults, in any order Hypothesis can think of; and what must hold after every step."""
