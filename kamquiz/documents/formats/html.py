"""A document as one HTML file that needs nothing beside it: no script, no other file."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from kamquiz.documents.formats.blocks import Document
from kamquiz.documents.formats.sanitize import cleaned
from kamquiz.documents.wording import foot, joint_title

TEMPLATES = Path(__file__).parents[3] / "templates"


def html(document: Document) -> str:
    """Return *document* as a page of HTML5 that is complete in itself."""
    document = cleaned(document)
    return _template().render(document=document, title=joint_title(document), foot=foot)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["on_lines"] = _on_lines
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment.get_template("formats/document.html")


def _on_lines(text: str) -> Markup:
    """Return *text* escaped, its line ends as such."""
    return Markup("<br>").join(text.split("\n"))
