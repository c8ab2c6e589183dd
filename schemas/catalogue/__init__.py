"""The catalogue (目录): departments, lists, measures and partners as data with a legal basis."""
