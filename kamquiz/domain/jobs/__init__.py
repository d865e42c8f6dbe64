"""Job descriptions and interview guides, built from choices."""
