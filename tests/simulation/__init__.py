"""
The pure line driven by a seeded scheduler: the same seed gives the same run, step by step.

`python -m simulation --seed N --steps 1000` plays one (with `PYTHONPATH=.:tests`). Deciding,
claiming and the partners' ledgers are the shipped code; what would be servers is kept in plain
memory, so that a process can be killed between any two steps. Start with `world.py`.
"""
