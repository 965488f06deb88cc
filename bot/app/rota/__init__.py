"""Rotas: a CSV or iCalendar file is read, checked, shown as what it would change, and written whole or not at all.

Kept free of imports: the running process needs only the handler, and none of what reads files.
"""
