"""What programs of others make of the pages: `make audit`."""
