"""联合奖惩: which measures are due for a subject on a day, or why none is."""
