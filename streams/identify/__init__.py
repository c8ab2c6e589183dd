"""
主体归一: whom an event is about, and the opaque key that stands for them from here on.

`identity.py` gives equal texts for equal subjects, `pseudonym.py` keys without meaning. The checks
of the codes themselves are in `streams/accept/identifiers/`, since only sound codes are let in.
"""
