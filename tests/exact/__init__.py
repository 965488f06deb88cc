"""The planner against an independent solver, and against faults planted in it on purpose."""
