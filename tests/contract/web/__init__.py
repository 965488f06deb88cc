"""The pages behind links, over real HTTP."""
