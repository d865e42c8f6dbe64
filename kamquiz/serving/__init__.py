"""The embedded server: waitress, made to bear crowds and slow clients."""

from kamquiz.serving.server import THREADS, make_server

__all__ = ["THREADS", "make_server"]
