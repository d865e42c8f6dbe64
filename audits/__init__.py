"""Programs of others that judge what readers get."""
