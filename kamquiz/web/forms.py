"""What all forms have in common: fields that nobody offered are refused."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import abort, request
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs of 3.2
from wtforms.validators import InputRequired, Length

AnyForm = TypeVar("AnyForm", bound=Form)

#: What can be chosen: the value of each option, and its label.
Choices = tuple[tuple[str, str], ...]

CSRF_FIELD = "csrf_token"

#: What a ticked box sends.
TICKED = "y"

#: The second button of a page with gaps.
SKIP_FIELD = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A line of the error summary: which question, what about it, and where it stands."""

    label: str
    message: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the bank as it is drawn; a form is needed only for what comes back."""

    name: str
    legend: str
    choices: Choices
    chosen: str | None
    hint: str = ""
    fault: str = ""
    is_scale: bool = False

    @classmethod
    def about(
        cls, asked: str, legend: str, choices: Choices, known: Form | Mapping[str, str], **more: Any
    ) -> "Question":
        """Return the question *asked* with what is *known*: a validated form, or what is chosen."""
        if isinstance(known, Form):
            field = known[asked]
            chosen, fault = field.data, str(field.errors[0]) if field.errors else ""
        else:
            chosen, fault = known.get(asked), ""
        return cls(name=asked, legend=legend, choices=choices, chosen=chosen, fault=fault, **more)


def radio(label: str, choices: Iterable[tuple[str, str]], message: Any) -> RadioField:
    """Return a field with *choices*, nothing preselected, that must be answered."""
    return RadioField(label, choices=_select(choices), validators=[InputRequired(message)])


def optional_radio(label: Any, choices: Iterable[tuple[str, Any]]) -> RadioField:
    """Return a field with *choices* that may stay empty."""
    return RadioField(label, choices=_select(choices), validate_choice=False, default="")


def select(label: Any, choices: Iterable[tuple[str, Any]]) -> SelectField:
    """Return a list with *choices*, of which one is always chosen."""
    return SelectField(label, choices=_select(choices))


def text(label: Any, *, most: int) -> TextAreaField:
    """Return a field for words of the reader's own, *most* characters at most."""
    message = _l("Shorten this to %(most)s characters.", most=most)
    return TextAreaField(label, validators=[Length(max=most, message=message)], filters=[typed])


def typed(words: str | None) -> str:
    """Return *words* as they can be kept: without control characters, lines ended as on Unix."""
    lines = (words or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return "".join(one for one in lines if one == "\n" or unicodedata.category(one) not in _UNSEEN)


#: Control characters, halves of characters and code points that stand for none.
_UNSEEN = frozenset({"Cc", "Cs", "Cn", "Co"})


def form_class(
    name: str, fields: Mapping[str, Any], *, also: Callable[[Form], bool] | None = None
) -> type[Form]:
    """Return a form with *fields*; a field's name may hold a hyphen.

    *also* looks at several fields together once each was looked at by itself: it puts
    its messages where they belong and returns whether all is well.
    """
    if also is None:
        return type(name, (Form,), dict(fields))

    def validate(self: Form, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        valid = Form.validate(self, extra_validators)
        return also(self) and valid

    return type(name, (Form,), {**fields, "validate": validate})


def sent(form: type[AnyForm], *buttons: str, data: Mapping[str, Any] | None = None) -> AnyForm:
    """Return *form* filled from the request, or from *data* when the page is only opened.

    A field the page did not have, one sent twice, or a value that was not offered
    is nothing a reader can do: the request is refused whole, with status 400.
    """
    if request.method != "POST":
        return form(data=data)
    filled = form(request.form, data=data)
    require_offered(request.form, filled, (CSRF_FIELD, *buttons))
    return filled


def require_offered(values: MultiDict[str, str], form: Form, others: Iterable[str]) -> None:
    """Refuse *values* that the page with *form* did not offer."""
    known = {*form._fields, *others}
    for name, given in values.lists():
        if name not in known or len(given) > 1:
            abort(400)
        field = form._fields.get(name)
        if isinstance(field, SelectField) and given[0] not in _offered(field):
            abort(400)
        if isinstance(field, BooleanField) and given[0] != TICKED:
            abort(400)


def failures(form: Form | None) -> list[Failure]:
    """Return the messages of a validated *form*, if there is one, in the order of its fields."""
    if form is None:
        return []
    return [
        Failure(
            label=str(field.label.text).rstrip("."),
            message=str(field.errors[0]),
            target=f"{field.name}-0" if isinstance(field, RadioField) else field.name,
        )
        for field in form
        if field.errors
    ]


def _select(choices: Iterable[tuple[str, Any]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in choices]


def _offered(field: SelectField) -> set[str]:
    return {str(choice[0]) for choice in field.iter_choices()}


CHOOSE_ONE = _l("Choose one answer.")
