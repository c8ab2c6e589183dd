"""
What the oracle knows of each kind of event: one module a kind, gathered in `table.py`.

`kind.py` says what a module states. No other module of the oracle names a kind: it asks the table,
and where kinds are treated differently it goes by their nature.
"""
