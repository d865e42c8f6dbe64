"""From answers to a profile: attempts, scoring, response quality, change."""
