"""Stub."""

from kamquiz.documents.blocks import Document


def markdown(document: Document) -> str:
    """Stub."""
    return document.parts[0].title
