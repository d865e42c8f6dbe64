"""Public pages, search engines and error pages."""
