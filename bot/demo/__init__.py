"""`quorate demo`: one invented case, played through the real thing on this machine."""
