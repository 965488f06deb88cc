"""What belongs to the web host itself: limits, health, two plain pages."""
