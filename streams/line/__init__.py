"""The whole line as pure functions: batches, days and acts, and what a store must keep (D3)."""
