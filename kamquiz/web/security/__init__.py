"""Sessions, CSRF, response headers, rate limits and request sizes."""
