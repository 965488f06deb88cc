"""Slack's client in a person's hands: what they see, and what is sent when they act."""
