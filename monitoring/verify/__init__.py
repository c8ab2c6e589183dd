"""
核验: the independent verifier behind `hub verify`.

It recounts the invariants from outside evidence: the broker's messages, the database's rows by SQL
of its own, and what partners say they hold. It shares nothing with the line but the contracts, so
that a mistake there is not made here a second time.
"""
