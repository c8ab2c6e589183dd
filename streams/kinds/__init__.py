"""
信用事件: what an event is, and what each kind of event means; below all stages.

`event.py` has the envelope that all kinds share. `kind.py` is the shape of a kind: everything that
the stages ask about it. Each kind has one module of that shape, and `table.py` gathers them. A
stage asks the table, or goes by the nature of the kind; no module outside this folder names a kind.
"""
