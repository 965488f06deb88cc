"""How appropriate a person is for a seat, the most appropriate first (domain: "Ranking")."""

HOLDS, COVERS, RECORD, ROTA = range(4)
"""Holds the child's case · covers for whoever does, in the same team · has the record · is on the rota."""
