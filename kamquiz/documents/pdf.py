"""Stub."""

from kamquiz.documents.blocks import Document


def pdf(document: Document) -> bytes:
    """Stub."""
    return document.parts[0].title.encode()
