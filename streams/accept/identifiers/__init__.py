"""
标识: the codes a subject can be known by, one module each, named after its standard.

They stand in the first stage because only well-formed codes are let in (E1002 to E1006); whom a
code means is settled by `streams/identify/`. Each `check` returns the normalised value, or the
`Flaw` that keeps it out.
"""
