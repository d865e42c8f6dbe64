"""The question files: read, checked as a whole, turned into the catalogue."""

from kamquiz.content.faults import ContentError
from kamquiz.content.loading import Content, load
from kamquiz.content.packing import NotThatBankError, pack, unpack

__all__ = ["Content", "ContentError", "NotThatBankError", "load", "pack", "unpack"]
