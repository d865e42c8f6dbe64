"""Small pieces of a quiz; everything a test is not about is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime

import numpy as np
from flask import Flask

from kamquiz.cli import add_commands
from kamquiz.domain.assessment.attempts import Answers, Attempt, QuizLength
from kamquiz.domain.assessment.donations import Donation
from kamquiz.domain.assessment.instrument import Instrument
from kamquiz.domain.assessment.scoring import Band, Profile, SkillScore, TraitScore
from kamquiz.domain.bank.actions import Action, Event, IfThen, Obstacle, Reach, Way
from kamquiz.domain.bank.ad_rules import Law, Numbers
from kamquiz.domain.bank.ad_vocabulary import (
    CodedWords,
    GenderWords,
    LanguageWords,
    PayWords,
    Phrases,
    Vocabulary,
)
from kamquiz.domain.bank.catalogue import (
    Catalogue,
    Codewords,
    Difficulty,
    Rating,
    Scale,
    Situation,
    Skill,
    SkillKind,
    SkillLevel,
    Statement,
    Trait,
)
from kamquiz.domain.bank.catalogue import Option as Act
from kamquiz.domain.bank.interview_questions import (
    Anchors,
    Competence,
    Forbidden,
    InterviewQuestion,
    Minutes,
    Procedure,
    QuestionKind,
)
from kamquiz.domain.bank.job_phrases import (
    Counts,
    Demand,
    Headings,
    JobWords,
    Missing,
    Option,
    Sentences,
)
from kamquiz.domain.bank.parameters import Curve, Parameters
from kamquiz.domain.bank.role import Guide, Industry, JobPattern, Line, Seniority
from kamquiz.domain.text import Counted, Text, same
from kamquiz.storage import open_database
from kamquiz.storage.database import writing
from kamquiz.storage.donations import keep

#: A Wednesday, so that a Monday has to be looked for.
NOON = datetime.fromisoformat("2026-11-25T12:00")

EDGES = (-1.2, -0.4, 0.4, 1.2)


def words(english: str) -> Text:
    return Text(pl=f"{english} po polsku", en=english)


def a_statement(name: str, **changes) -> Statement:
    return replace(
        Statement(
            id=name,
            trait=name.rsplit("-", 1)[0],
            text=words(f"I do {name}"),
            difficulty=Difficulty.MEDIUM,
        ),
        **changes,
    )


def a_trait(name: str, *statements: Statement) -> Trait:
    """A trait with the statements given, else with six, the last one reverse."""
    six = [a_statement(f"{name}-{number}", reverse=number == 6) for number in range(1, 7)]
    return Trait(
        id=name,
        name=words(name),
        definition=words(f"what {name} is"),
        levels=tuple(words(f"{name} at level {level}") for level in range(1, 6)),
        statements=tuple(replace(one, trait=name) for one in statements or six),
        job_line=words(f"{name} in a job"),
        cv_line=words(f"{name} in a CV"),
        evidence=words(f"proof of {name}"),
    )


def a_skill(name: str, kind: SkillKind = SkillKind.SOFT) -> Skill:
    return Skill(
        id=name,
        kind=kind,
        name=words(name),
        definition=words(f"what {name} is"),
        levels=tuple(SkillLevel(text=words(f"{name} {level}")) for level in range(1, 6)),
        job_line=words(f"{name} in a job"),
        cv_line=words(f"{name} in a CV"),
    )


def a_situation(name: str, *, best: str = "a", worst: str = "d") -> Situation:
    return Situation(
        id=name,
        title=words(name),
        case=words(f"the case of {name}"),
        options=tuple(Act(id=one, text=words(f"act {one}")) for one in "abcd"),
        best=best,
        worst=worst,
        why=words("because"),
    )


def an_action(trait: str, hours: int, reach: Reach = Reach.STARTER, **changes) -> Action:
    name = f"{trait}-{reach}-{hours}"
    return replace(
        Action(
            id=name,
            trains=trait,
            way=Way.JOB,
            reach=reach,
            hours=hours,
            title=words(name),
            text=words(f"how to do {name}"),
            first_step=words(f"begin {name}"),
            proof=words(f"show {name}"),
        ),
        **changes,
    )


def an_if_then(event: str) -> IfThen:
    return IfThen(event=Event(event), text=words(f"If there is a {event}, then I act"))


def an_obstacle(name: str = "no-time") -> Obstacle:
    return Obstacle(
        id=f"obstacle-{name}", name=words(name), if_then=words(f"If {name}, then I act")
    )


def a_line(name: str, *serves: str) -> Line:
    return Line(id=name, text=words(name), serves=serves)


def a_seniority(name: str = "kam", *, traits=None, skills=None) -> Seniority:
    return Seniority(
        id=name,
        name=words(name),
        title=words(f"title of {name}"),
        experience=words(f"experience of {name}"),
        traits=traits or {},
        skills=skills or {},
    )


def an_industry(name: str = "steel", *, traits=None, skills=None, **lines) -> Industry:
    return Industry(
        id=name,
        name=words(name),
        where=words("where"),
        customers=words("customers"),
        differs=words("differs"),
        demand=None,
        traits=traits or {},
        skills=skills or {},
        **{"duties": (), "requirements": ()} | lines,
    )


def a_pattern(name: str = "classic", **lines) -> JobPattern:
    return JobPattern(
        id=name,
        name=words(name),
        about=words(f"about {name}"),
        seniority="kam",
        reports_to=words("the head of sales"),
        summary=(words("summary"),),
        **{"duties": (), "requirements": (), "offer": ()} | lines,
    )


def a_competence(serves: str) -> Competence:
    """Two questions of each kind about a trait or a skill, with two probes each."""
    return Competence(
        serves=serves,
        anchors=Anchors(
            one=words(f"little {serves}"), three=words(f"{serves}"), five=words(f"much {serves}")
        ),
        questions=tuple(
            InterviewQuestion(
                id=f"{serves}-{kind}-{number}",
                kind=kind,
                text=words(f"{kind} question {number} about {serves}?"),
                probes=(words(f"{kind} probe {number}"), words(f"{kind} other probe {number}")),
            )
            for kind in QuestionKind
            for number in (1, 2)
        ),
    )


def a_procedure(**changes) -> Procedure:
    """How to interview: ten minutes for a competence and ten for everything else."""
    point = (words("a point"),)
    return replace(
        Procedure(
            minutes=Minutes(opening=3, competence=10, questions=3, closing=2, rating=2),
            checked_on=date(2026, 11, 23),
            purpose=words("the purpose"),
            before=point,
            opening=point,
            asking=point,
            rating=point,
            average=point,
            closing=point,
            never=(
                Forbidden(
                    id="never-age",
                    text=words("age"),
                    source=words("the law"),
                    instead=words("nothing"),
                ),
            ),
        ),
        **changes,
    )


def some_job_words(**parts) -> JobWords:
    """The words of job descriptions, each named after its place; options are given, or none."""
    filled = {
        "demand": Demand(trait=0.4, skill=3),
        "headings": _texts_for(Headings),
        "sentences": _texts_for(Sentences),
        "missing": _texts_for(Missing),
        "counts": Counts(
            **{
                one.name: Counted(one=words("one"), few=words("few"), many=words("many"))
                for one in fields(Counts)
            }
        ),
        "months": tuple(words(f"month {number}") for number in range(1, 13)),
        "titles": (Option(id="pair", name=words("pair"), text=same("{title}")),),
        "periods": (Option(id="month", name=words("month"), text=words("a month")),),
    }
    rest = {one.name: () for one in fields(JobWords)}
    return JobWords(**rest | filled | parts)


def _texts_for(kind):
    return kind(**{one.name: words(one.name) for one in fields(kind)})


def a_scale(**changes) -> Scale:
    return replace(
        Scale(
            answers=tuple(words(f"answer {rating}") for rating in Rating),
            time_frame=words("think of three months"),
            bands=tuple(words(band.id) for band in Band),
            band_edges=EDGES,
            centre=50.0,
            spread=16.0,
            interval_z=1.2816,
            widening=1.25,
            widened_below=60,
            percentile_from=100,
        ),
        **changes,
    )


def a_law(**parts) -> Law:
    """Rules for job ads that find nothing."""
    nothing = Phrases()
    pay = dict.fromkeys((field.name for field in fields(PayWords)), nothing)
    filled = {
        "chapters": (),
        "numbers": Numbers(
            monthly_minimum=4806,
            hourly_minimum=31.4,
            spread_at_most=60,
            words_at_least=120,
            words_at_most=600,
            sentence_words_at_most=35,
            must_haves_at_most=7,
            duties_at_least=3,
            duties_at_most=9,
            coded_words_ahead_at_most=3,
        ),
        "vocabulary": Vocabulary(
            gender=GenderWords(
                pairs=(),
                applicants=frozenset(),
                third_parties=frozenset(),
                business_parties=frozenset(),
                for_everybody=frozenset(),
                impersonal=frozenset(),
                adjectival=frozenset(),
                markers=nothing,
                english_titles=nothing,
                rewrites=(),
            ),
            coded=CodedWords(agentic=nothing, communal=nothing, role=nothing),
            headings=(),
            contracts=(),
            pay=PayWords(**pay),
            languages=LanguageWords(asked=nothing, levels=nothing, lessons=nothing),
            duty_openings=nothing,
        ),
        "recommended": words("it is a recommendation"),
    }
    return Law(**filled | parts)


def a_catalogue(*traits: Trait | str, **parts) -> Catalogue:
    """A bank of *traits* (a name gives a trait of six statements) and little else."""
    filled = {
        "version": "of-the-test",
        "scale": a_scale(),
        "skills": (),
        "situations": (),
        "actions": (),
        "obstacles": (),
        "industries": (),
        "seniorities": (a_seniority(),),
        "patterns": (a_pattern(),),
        "duties": (),
        "job": some_job_words(),
        "guide": Guide(**{one.name: () for one in fields(Guide)}),
        "interviews": (),
        "procedure": a_procedure(),
        "law": a_law(),
        "codewords": Codewords(pl=("jeden", "dwa"), en=("one", "two")),
    }
    return Catalogue(
        traits=tuple(a_trait(one) if isinstance(one, str) else one for one in traits),
        **filled | parts,
    )


def some_parameters(**changes) -> Parameters:
    curve = Curve(slope=1.3, thresholds=(-2.6, -1.4, -0.3, 1.0))
    return replace(
        Parameters(
            version=0,
            people=0,
            date=date(2026, 11, 23),
            expected=dict.fromkeys(Difficulty, curve),
            correlation=0.3,
            curves={},
            correlations={},
        ),
        **changes,
    )


def an_instrument(*traits: Trait | str, parameters: Parameters | None = None) -> Instrument:
    return Instrument(catalogue=a_catalogue(*traits), parameters=parameters or some_parameters())


def rated(**ratings: int) -> dict[str, Rating]:
    """Ratings by keyword: insight_1=4 rates the statement insight-1."""
    return {name.replace("_", "-"): Rating(rating) for name, rating in ratings.items()}


def all_rated(catalogue: Catalogue, rating: int, **other: int) -> dict[str, Rating]:
    """Worth *rating* points everywhere, save for the traits given with points of their own."""
    found = {}
    for one in catalogue.statements:
        points = Rating(other.get(one.trait, rating))
        found[one.id] = points.reversed() if one.reverse else points
    return found


def answers(ratings: Mapping[str, int], **rest) -> Answers:
    return Answers(ratings={one: Rating(rating) for one, rating in ratings.items()}, **rest)


def a_score(trait: Trait | str, theta: float = 0.0, **changes) -> TraitScore:
    trait = a_trait(trait) if isinstance(trait, str) else trait
    scale, sd = a_scale(), changes.get("sd", 0.4)
    low, high = theta - scale.interval_z * sd, theta + scale.interval_z * sd
    return replace(
        TraitScore(
            trait=trait,
            theta=theta,
            sd=sd,
            target=0.0,
            score=scale.score(theta),
            low=scale.score(low),
            high=scale.score(high),
            band=Band.at(theta, EDGES),
            low_band=Band.at(low, EDGES),
            high_band=Band.at(high, EDGES),
            answered=6,
            mean=3.0,
            among_weakest=0.0,
            reaches_target=0.5,
        ),
        **changes,
    )


def a_profile(*scores: TraitScore, skills: tuple[SkillScore, ...] = (), **thetas: float) -> Profile:
    """A profile of *scores*, or of traits by name and position: a_profile(closer=-1.0)."""
    ranked = sorted(thetas, key=lambda name: thetas[name])
    made = [
        a_score(name, theta, among_weakest=1 - ranked.index(name) / len(ranked))
        for name, theta in thetas.items()
    ]
    return Profile(
        bank="of-the-test",
        parameters=0,
        people=0,
        traits=(*scores, *made),
        skills=skills,
        judgement=None,
    )


def an_attempt(*pages: tuple[str, ...], form: QuizLength = QuizLength.FULL, **changes) -> Attempt:
    return replace(
        Attempt(
            id=1,
            timeline=1,
            form=form,
            bank="of-the-test",
            started=NOON,
            pages=pages,
            served=(0,) * len(pages),
        ),
        **changes,
    )


def some_donations(
    catalogue: Catalogue, people: int, *, seed: int = 1, **changes
) -> list[Donation]:
    """Answers of invented people to everything; their traits differ, their moods too."""
    rng = np.random.default_rng(seed)
    given = []
    for _person in range(people):
        general = rng.normal()
        theta = {one.id: 0.6 * general + 0.8 * rng.normal() for one in catalogue.traits}
        ratings = {}
        for one in catalogue.statements:
            points = Rating(int(np.clip(round(3.4 + theta[one.trait] + 0.7 * rng.normal()), 1, 5)))
            ratings[one.id] = points.reversed() if one.reverse else points
        donation = Donation(
            month="2026-11",
            bank=catalogue.version,
            form=QuizLength.FULL,
            confident=True,
            ratings=ratings,
        )
        given.append(replace(donation, **changes))
    return given


def donate(address: str, donations: Sequence[Donation]) -> None:
    """Put *donations* into the database at *address*."""
    engine = open_database(address)
    with writing(engine) as connection:
        for one in donations:
            keep(connection, one)
    engine.dispose()


def purge(app: Flask) -> None:
    """Delete what has been kept long enough, as the server does every hour."""
    assert add_commands(app).test_cli_runner().invoke(args=["purge"]).exit_code == 0
