"""推送: the difference between what is due and what was decided, and its way to one partner."""
