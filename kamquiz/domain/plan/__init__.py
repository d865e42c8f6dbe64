"""The development plan: built from a profile, edited, scheduled."""
