"""What partners answered, and what courts hear of their orders (回执、协执结果)."""
