"""Bugs that a careless person might write, each as one replaced text, and who sees it."""
