"""Rules for Polish ads: who is addressed, and in which gender."""
