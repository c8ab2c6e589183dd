"""
报送入箱: a department's bytes come in; an event, a refusal or a quarantined message goes on.

`decode.py` is the one door. Behind it, in order: `wire.py` makes a record of the bytes, `shape.py`
cleans its values, `events.py` asks what a clerk would ask. What comes out is an event of
`streams/kinds`; `outcome.py` is what the department hears, `codes.py` why and what to do.
"""
