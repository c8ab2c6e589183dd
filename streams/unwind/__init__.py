"""解除修复: expiry, repair, catalogue change: who must be judged again, and when."""
