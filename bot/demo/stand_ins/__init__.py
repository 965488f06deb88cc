"""Stand-ins for the servers Quorate talks to: they refuse what the real ones refuse."""
