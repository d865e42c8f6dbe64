"""The application, for the `flask` command and for any WSGI server: app:app."""

from kamquiz.cli import add_commands
from kamquiz.web import create_app, stop_on_faults

with stop_on_faults():
    app = add_commands(create_app())
