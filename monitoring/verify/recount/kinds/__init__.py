"""
One module a kind of event: everything that the recount knows of that kind.

All have the shape of `shape.py:Kind` and stand in `table.py`. No other module of the verifier names
a kind; they ask what its shape says, first of all its nature.
"""
