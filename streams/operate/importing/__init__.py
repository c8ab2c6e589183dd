"""导入: a department's file through the hub: ask, plan, publish, hear."""
