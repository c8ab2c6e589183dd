"""
报送入箱: a department's bytes come in; an event, a refusal or a quarantined message goes on.

`decode.py` is the one door. Behind it, in order: `wire.py` makes a record of the bytes, `shape.py`
cleans its values, `events.py` asks what a clerk would ask. `event.py` is what the rest of the line
works on, `kinds.py` what each kind says beyond the envelope, `outcome.py` what the department
hears, `codes.py` why and what to do.
"""
