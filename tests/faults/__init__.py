"""
Fail the N-th call: one chosen call to database, broker or partner fails once, before it took effect
or after.

A fixed story (`story.py`) is played on a database of its own with one call failing (`run.py`); what
failed starts again as under its supervisor, and the end is looked at (`ending.py`). The line, its
store, relay and push connector are the shipped ones, on a real PostgreSQL.
"""
