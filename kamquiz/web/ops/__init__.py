"""For operators: logs, metrics and health checks."""
