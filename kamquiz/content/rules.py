"""What a bank must fulfil beyond the shape of its files."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kamquiz.content.faults import Faults
from kamquiz.content.tables import LANGUAGE_NAMES
from kamquiz.domain.bank.actions import Action
from kamquiz.domain.bank.catalogue import Situation, Skill, Statement, Trait
from kamquiz.domain.bank.interview_questions import Competence, QuestionKind
from kamquiz.domain.bank.role import JobPattern
from kamquiz.domain.jobs.choices import EXPERIENCE
from kamquiz.domain.text import Language

#: Longer sentences are read differently by tired eyes.
MAX_WORDS = 20

#: Two statements that describe the fault: fewer cannot show who agrees to everything.
MIN_REVERSE = 2

#: Two plain ones are the least that can carry a score by themselves.
MIN_PLAIN = 2

#: A trait with more takes the quiz over.
MAX_STATEMENTS = 8

LEVELS = 5

#: One to ask, and another one for a second interview with the same person.
MIN_QUESTIONS = 2

#: Asked of everybody alike, where each interviewer would otherwise think of others.
MIN_PROBES = 2

#: Options are called by one letter, on the page as in the database.
OPTION_LETTERS = "abcdefghij"

#: "I do not ask" answered with "never" is a riddle. Inflected forms are listed, not guessed.
NEGATIONS = {
    Language.PL: re.compile(
        r"\b(nie|nigdy|nigdzie|nikt|nikogo|nikomu|nikim|ani|bez|beze|brak|braku|brakiem|brakuje"
        r"|nic|niczego|niczemu|niczym|niczyj|niczyja|niczyje"
        r"|żaden|żadni|żadna|żadne|żadnego|żadnej|żadnemu|żadnym|żadną|żadnych|żadnymi)\b",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        r"\b(not|never|no|nobody|none|nothing|nowhere|nor|neither|cannot|without|no[- ]one)\b"
        r"|n['’]t\b",
        re.IGNORECASE,
    ),
}


ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
ID_LENGTH = 60

#: Names that fields of the pages, or the forms themselves, go by.
RESERVED = frozenset(
    {"data", "errors", "meta", "process", "validate", "populate-obj", "csrf-token", "skip"}
    | {"donate", "form", "stage", "industry", "seniority", "hours", "codename"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """An id and the file it stands in."""

    id: str
    file: str


def check_trait(trait: Trait, file: str, faults: Faults) -> None:
    """Note what is wrong with *trait* as a scale."""
    reverse = sum(one.reverse for one in trait.statements)
    plain = len(trait.statements) - reverse
    if reverse < MIN_REVERSE:
        faults.add(file, f"trait {trait.id} has {reverse} reverse statements, it needs 2 or more")
    if plain < MIN_PLAIN:
        faults.add(file, f"trait {trait.id} has {plain} plain statements, it needs 2 or more")
    if len(trait.statements) > MAX_STATEMENTS:
        faults.add(file, f"trait {trait.id} has more than {MAX_STATEMENTS} statements")
    _check_levels(f"trait {trait.id}", len(trait.levels), file, faults)
    for statement in trait.statements:
        check_statement(statement, file, faults)


def check_statement(statement: Statement, file: str, faults: Faults) -> None:
    """Note what is wrong with the wording of *statement*, in either language."""
    for language in Language:
        words = statement.text.to(language)
        name = f"statement {statement.id}"
        if (count := len(words.split())) > MAX_WORDS:
            faults.add(
                file,
                f"{name} has {count} words in {LANGUAGE_NAMES[language]}, {MAX_WORDS} at most",
            )
        negation = NEGATIONS[language].search(words)
        if statement.reverse and negation:
            faults.add(
                file,
                f"{name} is reverse and says {negation.group()!r} in {LANGUAGE_NAMES[language]}: "
                "describe the opposite behaviour instead",
            )


def check_skill(skill: Skill, file: str, faults: Faults) -> None:
    """Note what is wrong with *skill*."""
    _check_levels(f"skill {skill.id}", len(skill.levels), file, faults)


def check_situation(situation: Situation, file: str, faults: Faults) -> None:
    """Note what is wrong with the options and the key of *situation*."""
    options = [option.id for option in situation.options]
    for option in options:
        if len(option) != 1 or option not in OPTION_LETTERS:
            faults.add(file, f"situation {situation.id} has an option {option!r}: use a letter a–j")
    if len(options) < 3:  # noqa: PLR2004 - a best, a worst and one in between
        faults.add(file, f"situation {situation.id} has fewer than 3 options")
    for key, option in (("best", situation.best), ("worst", situation.worst)):
        if option not in options:
            faults.add(file, f"situation {situation.id} has no option {option!r} to be {key}")
    if situation.best == situation.worst:
        faults.add(file, f"situation {situation.id} has the same best and worst act")
    check_unique([Named(option, file) for option in options], faults)


def check_pattern(
    pattern: JobPattern, seniorities: Sequence[str], file: str, faults: Faults
) -> None:
    """Note what a pattern of job descriptions suggests and cannot."""
    if seniorities and pattern.seniority not in seniorities:
        faults.add(file, f"pattern {pattern.id} is for an unknown seniority {pattern.seniority!r}")
    for one in pattern.must:
        if one in pattern.nice:
            faults.add(file, f"pattern {pattern.id} has {one!r} under must and under nice")


def wanted_elsewhere(pattern: JobPattern) -> tuple[str, ...]:
    """Return what *pattern* suggests beside its own lines: it must be a trait or a skill."""
    own = {EXPERIENCE, *(line.id for line in pattern.requirements)}
    return tuple(one for one in (*pattern.must, *pattern.nice) if one not in own)


def check_actions(
    actions: Iterable[tuple[Action, str]],
    traits: Sequence[Trait],
    skills: Sequence[Skill],
    faults: Faults,
) -> None:
    """Note actions that train what nobody knows, and traits nothing trains."""
    known = {trait.id for trait in traits} | {skill.id for skill in skills}
    trained = set()
    for action, file in actions:
        trained.add(action.trains)
        if action.trains not in known:
            faults.add(
                file, f"action {action.id} is for an unknown trait or skill {action.trains!r}"
            )
    for trait in traits:
        if trait.id not in trained:
            faults.add("actions/", f"there is no action for the trait {trait.id}")


def check_competence(competence: Competence, file: str, faults: Faults) -> None:
    """Note where an interview about *competence* would run out of questions or probes."""
    for kind in QuestionKind:
        if (count := len(competence.of(kind))) < MIN_QUESTIONS:
            faults.add(
                file,
                f"{competence.serves} has {count} {kind} questions, "
                f"it needs {MIN_QUESTIONS} or more",
            )
    for question in competence.questions:
        if (count := len(question.probes)) < MIN_PROBES:
            faults.add(
                file,
                f"question {question.id} has {count} probes, it needs {MIN_PROBES} or more",
            )


def check_competences(
    served: Iterable[tuple[str, str]],
    traits: Sequence[Trait],
    skills: Sequence[Skill],
    faults: Faults,
) -> None:
    """Note (trait or skill, file) pairs of nothing known or a second time, and what is left out."""
    known = {str(one.id): "trait" for one in traits} | {str(one.id): "skill" for one in skills}
    first: dict[str, str] = {}
    for one, file in served:
        if one and one not in known:
            faults.add(file, f"the questions are about an unknown trait or skill {one!r}")
        elif one in first:
            faults.add(file, f"there are questions about {one} in {first[one]} already")
        first.setdefault(one, file)
    for one, noun in known.items():
        if one not in first:
            faults.add("interview/", f"there are no questions about the {noun} {one}")


def check_unique(named: Iterable[Named], faults: Faults) -> None:
    """Note every id that is used a second time."""
    first: dict[str, str] = {}
    for one in named:
        if one.id in first:
            faults.add(one.file, f"id {one.id!r} is already used in {first[one.id]}")
        elif one.id:
            first[one.id] = one.file


def check_ids(named: Iterable[Named], faults: Faults) -> None:
    """Note every id that cannot be the name of a question on a page, or of a file."""
    for one in named:
        if one.id and not (ID.fullmatch(one.id) and len(one.id) <= ID_LENGTH):
            faults.add(
                one.file,
                f"id {one.id!r}: use small letters a–z, digits and hyphens, {ID_LENGTH} at most, "
                "a letter first",
            )
        if one.id in RESERVED:
            faults.add(one.file, f"id {one.id!r} is taken by the pages themselves")


def check_references(
    references: Iterable[tuple[str, str]], known: Iterable[str], faults: Faults
) -> None:
    """Note (file, id) pairs whose id is neither a trait nor a skill."""
    ids = set(known)
    for file, one in references:
        if one not in ids:
            faults.add(file, f"{one!r} is neither a trait nor a skill")


def _check_levels(name: str, count: int, file: str, faults: Faults) -> None:
    if count != LEVELS:
        faults.add(file, f"{name} has {count} levels, it needs {LEVELS}")
