"""
The language the worked cases are told in.

`cast` names who plays and the catalogue they play under, `message` makes what departments publish,
`hub` says what a hub under test can be asked, and `oracle_hub` lets the oracle answer.
"""
