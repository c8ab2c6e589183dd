"""A plugin of pytest for `test_compiled.py`: no run without machine code."""

from streams.operate.machine_code import compiled

assert compiled(), "these tests would run plain Python"
