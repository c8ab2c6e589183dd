"""What departments hear: receipts, tasks and where their records stand now (回执、待办)."""
