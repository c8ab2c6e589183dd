"""
Plays on real servers: the line as its worker runs it, a broker, PostgreSQL, and the naive oracle.

`play` has the steps, `machine` lets Hypothesis choose them, `worker` steps the shipped deciding
loop in this process and lets it die, `observed` looks into the database with a store of its own.
What failed once lies in `kept` as the steps that were taken, and is played again.
"""
