"""All English that a person reads, in one place. Read every line aloud as a tired nurse on a ward would."""
