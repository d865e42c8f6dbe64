"""The result: pages, charts, retakes, sharing, evidence."""
