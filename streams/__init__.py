"""The credit hub's line: one package per stage, in alphabetical order, which is the data's order."""
