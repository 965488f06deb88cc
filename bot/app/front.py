"""The one front that every adapter speaks to: a typed line, a click, a submitted form, a search, a home page."""
