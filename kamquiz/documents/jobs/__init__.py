"""Job descriptions, interview guides and findings as documents and files."""
