"""The question files: read, checked as a whole, turned into the catalogue."""

from kamquiz.content.faults import ContentError
from kamquiz.content.loading import Content, load

__all__ = ["Content", "ContentError", "load"]
