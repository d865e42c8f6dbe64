"""The Flask application: pages in two languages, forms, and the little API."""

from kamquiz.web.application import create_app, stop_on_faults

__all__ = ["create_app", "stop_on_faults"]
