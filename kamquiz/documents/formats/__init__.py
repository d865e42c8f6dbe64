"""File formats: each draws the same blocks of a document."""
