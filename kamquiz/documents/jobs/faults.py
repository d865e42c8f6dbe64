"""What is wrong with a choice for a job description, said in both languages."""

from kamquiz.documents.wording import wording
from kamquiz.domain.jobs.fields import ChoiceFault, Problem
from kamquiz.domain.text import Language, Text

#: How a date is written in every language and every browser.
DATE = "2027-01-31"

#: How much of a wrong value a message repeats.
MAX_SHOWN = 40


def _(message: str) -> str:
    """Mark *message* for the translator; it is translated when it is said."""
    return message


MESSAGES = {
    Problem.UNKNOWN_KEY: _("there is no such field"),
    Problem.NOT_OFFERED: _("“%(value)s” cannot be chosen here"),
    Problem.NO_NUMBER: _("write a whole number from %(least)s to %(most)s, not “%(value)s”"),
    Problem.OUT_OF_RANGE: _("the number must be from %(least)s to %(most)s, “%(value)s” is not"),
    Problem.PAY_ORDER: _("the highest pay must not be below the lowest"),
    Problem.SPLIT: _("give all three shares; together they must make 100%%, not %(value)s%%"),
    Problem.TWICE: _("“%(value)s” is a must-have and welcome at once: choose one of them"),
    Problem.NO_DATE: _("write a date like %(example)s, not “%(value)s”"),
    Problem.TOO_LONG: _("a line may have %(most)s characters at most; this one is longer"),
    Problem.TOO_MANY: _("there may be %(most)s lines at most"),
}


def translate(message: str, **values: object) -> Text:
    """Return *message*, marked by `_` where it stands, in both languages with *values*."""
    return Text(
        pl=wording(Language.PL).gettext(message) % values,
        en=wording(Language.EN).gettext(message) % values,
    )


def message(fault: ChoiceFault) -> Text:
    """Return what is wrong; the field is named by whoever shows it."""
    value = "".join(one if one.isprintable() else "?" for one in fault.value)
    if len(value) > MAX_SHOWN:
        value = value[: MAX_SHOWN - 1] + "…"
    return translate(
        MESSAGES[fault.problem], value=value, least=fault.least, most=fault.most, example=DATE
    )


def fault_line(fault: ChoiceFault) -> str:
    """Return what is wrong in one English line, for commands."""
    if fault.problem is Problem.NOT_OFFERED:
        return f"there is no {fault.key} {fault.value!r}"
    if fault.problem is Problem.UNKNOWN_KEY:
        hint = f" (did you mean {fault.close!r}?)" if fault.close else ""
        return f"there is no choice {fault.key!r}{hint}"
    return f"{fault.key}: {message(fault).en}"
