"""What an operator sees: metrics, dashboards and alerts."""
