"""kamquiz: where you stand as a key account manager, and what to do next."""
