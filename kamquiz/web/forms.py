"""What all forms have in common: fields that nobody offered are refused."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

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

#: Which attempt a form belongs to: another tab may have made another one the current one.
ATTEMPT_FIELD = "attempt"

#: What every form holds besides its own fields.
IN_EVERY_FORM = frozenset({CSRF_FIELD, ATTEMPT_FIELD})

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


class Question(NamedTuple):
    """A question of the bank, with the answer that is chosen and what is wrong with it.

    Most of what is sent answers such questions. A form of WTForms would do, and takes
    several times as long to make as the rest of a page; a tuple is found by its content
    faster than anything else.
    """

    name: str
    legend: str
    choices: Choices
    chosen: str | None
    hint: str = ""
    fault: str = ""
    is_scale: bool = False

    def answered_by(self, values: Mapping[str, str]) -> "Question":
        """Return the question with the answer in *values*; without one it has a fault."""
        if self.name in values:
            return self._replace(chosen=values[self.name])
        return self._replace(fault=str(CHOOSE_ONE))


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
    return "".join(
        character
        for character in lines
        if character == "\n" or unicodedata.category(character) not in _UNSEEN
    )


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


def load_form(form: type[AnyForm], *buttons: str, data: Mapping[str, Any] | None = None) -> AnyForm:
    """Return *form* filled from the request, or from *data* when the page is only opened.

    A field the page did not have, one sent twice, or a value that was not offered
    is nothing a reader can do: the request is refused whole, with status 400.
    """
    if request.method != "POST":
        return form(data=data)
    filled = form(request.form, data=data)
    require_offered(request.form, filled, buttons)
    return filled


def sent_answers(questions: Iterable[Question], *buttons: str) -> list[Question]:
    """Return *questions* with the answers of the request, and a fault where there is none.

    What these questions do not offer is refused as by `sent`.
    """
    asked = {question.name: question for question in questions}
    for name, given in request.form.lists():
        one = asked.get(name)
        if len(given) > 1 or (one is None and name not in IN_EVERY_FORM.union(buttons)):
            abort(400)
        if one is not None and given[0] not in dict(one.choices):
            abort(400)
    return [question.answered_by(request.form) for question in asked.values()]


def require_offered(values: MultiDict[str, str], form: Form, others: Iterable[str]) -> None:
    """Refuse *values* that the page with *form* did not offer."""
    known = {*form._fields, *IN_EVERY_FORM, *others}
    for name, given in values.lists():
        if name not in known or len(given) > 1:
            abort(400)
        field = form._fields.get(name)
        if isinstance(field, SelectField) and given[0] not in _offered(field):
            abort(400)
        if isinstance(field, BooleanField) and given[0] != TICKED:
            abort(400)


def failures_in(questions: Iterable[Question]) -> list[Failure]:
    """Return the messages about *questions*, in their order."""
    return [
        Failure(
            label=question.legend.rstrip("."), message=question.fault, target=f"{question.name}-0"
        )
        for question in questions
        if question.fault
    ]


def failures(form: Form) -> list[Failure]:
    """Return the messages of a validated *form* in the order of its fields."""
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
