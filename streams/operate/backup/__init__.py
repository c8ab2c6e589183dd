"""备份与恢复: a backup taken while the hub works, brought back into an empty place."""
