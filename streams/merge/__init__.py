"""
去重归并: the same record again, the same fact from another department, and what ends or repairs it.
"""
