"""The plan as a document and as files."""
