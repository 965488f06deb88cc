"""What each protection is for: taken away one at a time, and the test of its row fails."""
