"""Forms of the quiz, built from the catalogue; what leaves them is typed."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from kamquiz.domain.assessment.attempts import Aim, Judgement, QuizLength, Stage
from kamquiz.domain.bank.catalogue import (
    Catalogue,
    OptionId,
    Rating,
    Scale,
    Situation,
    SituationId,
    Skill,
    SkillId,
    Statement,
    StatementId,
)
from kamquiz.domain.text import Language, Text
from kamquiz.web.forms import (
    CHOOSE_ONE,
    Choices,
    Question,
    form_class,
    optional_radio,
    radio,
)

#: Posts that name no choice; a radio without a value would be left out of the body.
ANY = ""

#: The tick that gives the answers for calibration.
DONATE = "donate"

STAGES = (
    (Stage.CONSIDERING.value, _l("I am considering this work")),
    (Stage.NEW.value, _l("I am beginning in it")),
    (Stage.EXPERIENCED.value, _l("I have been doing it for some time")),
)


class StartForm(Form):
    """The quiz length, and three optional answers about the user."""

    form = radio("", [(QuizLength.SHORT.value, ""), (QuizLength.FULL.value, "")], CHOOSE_ONE)

    def chosen_form(self) -> QuizLength:
        """Return the chosen quiz length."""
        return QuizLength(self.form.data)

    def chosen_stage(self) -> Stage | None:
        """Return the stage of the user, if given."""
        return Stage(self["stage"].data) if self["stage"].data else None

    def chosen_aim(self) -> Aim:
        """Return the job to measure against, as far as given."""
        return chosen_aim(self)


def start_form(catalogue: Catalogue, language: Language) -> type[StartForm]:
    """Return the form of the start page."""
    fields = {"stage": optional_radio(_l("Where I am"), [(ANY, _l("I’d rather not say")), *STAGES])}
    return type("BankStartForm", (StartForm,), fields | aim_fields(catalogue, language))


def aim_fields(catalogue: Catalogue, language: Language) -> dict[str, object]:
    """Return the fields that choose an industry and a seniority."""
    return {
        "industry": optional_radio(
            _l("Industry"),
            [
                (ANY, _l("any")),
                *((industry.id, industry.name.to(language)) for industry in catalogue.industries),
            ],
        ),
        "seniority": optional_radio(
            _l("Job description to measure against"),
            [
                (ANY, _l("none, only what the authors expect")),
                *(
                    (seniority.id, seniority.name.to(language))
                    for seniority in catalogue.seniorities
                ),
            ],
        ),
    }


def chosen_aim(form: Form) -> Aim:
    """Return the industry and seniority of a form with `aim_fields`."""
    return Aim(industry=form["industry"].data or None, seniority=form["seniority"].data or None)


def statement_questions(
    statements: Iterable[Statement],
    scale: Scale,
    language: Language,
    chosen: Mapping[StatementId, Rating],
    *,
    left_out: Collection[str] = (),
) -> list[Question]:
    """Ask how often each of *statements* holds; *chosen* is what was said before."""
    choices = _numbered(scale.answers, language)
    return [
        Question(
            name=statement.id,
            legend=statement.text.to(language),
            choices=choices,
            chosen=_place(chosen.get(statement.id)),
            hint=_("You went on without this one before.") if statement.id in left_out else "",
            is_scale=True,
        )
        for statement in statements
    ]


def ratings_from(questions: Iterable[Question]) -> dict[StatementId, Rating]:
    """Return the ratings that were given."""
    return {
        StatementId(question.name): Rating(int(question.chosen))
        for question in questions
        if question.chosen
    }


def skill_questions(
    skills: Iterable[Skill], language: Language, chosen: Mapping[SkillId, int]
) -> list[Question]:
    """Ask for the level of each of *skills*; *chosen* is what was said before."""
    return [
        Question(
            name=skill.id,
            legend=skill.name.to(language),
            choices=_numbered([level.text for level in skill.levels], language),
            chosen=_place(chosen.get(skill.id)),
            hint=skill.definition.to(language),
        )
        for skill in skills
    ]


def _numbered(labels: Sequence[Text], language: Language) -> Choices:
    """Return *labels* as choices whose values are their places, from 1."""
    return tuple((str(place), label.to(language)) for place, label in enumerate(labels, start=1))


def _place(number: int | None) -> str | None:
    return None if number is None else str(int(number))


def levels_from(questions: Iterable[Question]) -> dict[SkillId, int]:
    """Return the levels that were picked."""
    return {
        SkillId(question.name): int(question.chosen) for question in questions if question.chosen
    }


def situations_form(situations: Sequence[Situation], language: Language) -> type[Form]:
    """Return a form that asks for the best and the worst act of each of *situations*."""
    fields = {}
    for situation in situations:
        choices = [(option.id, option.text.to(language)) for option in situation.options]
        title = situation.title.to(language)
        fields[f"{situation.id}-best"] = radio(
            _("%(situation)s: the best act", situation=title), choices, CHOOSE_ONE
        )
        fields[f"{situation.id}-worst"] = radio(
            _("%(situation)s: the worst act", situation=title), choices, CHOOSE_ONE
        )

    def differ(form: Form) -> bool:
        valid = True
        for situation in situations:
            best, worst = form[f"{situation.id}-best"], form[f"{situation.id}-worst"]
            if best.data and best.data == worst.data:
                worst.errors = [*worst.errors, _l("Choose two different acts.")]
                valid = False
        return valid

    return form_class("SituationsForm", fields, also=differ)


def picks_from(form: Form, situations: Sequence[Situation]) -> dict[SituationId, Judgement]:
    """Return the situations in which two different acts were picked."""
    picked = {}
    for situation in situations:
        best, worst = form[f"{situation.id}-best"].data, form[f"{situation.id}-worst"].data
        if best and worst and best != worst:
            picked[situation.id] = Judgement(best=OptionId(best), worst=OptionId(worst))
    return picked
