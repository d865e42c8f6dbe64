"""The plan: pages, forms and exports."""
