"""Slack's rules for blocks and views, written as shapes that name what is wrong and where."""
