"""Everything that is held about a case, for whoever asks what is held about them."""
