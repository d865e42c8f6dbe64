"""The profile and the response quality of a stored attempt."""

from kamquiz.domain.assessment.attempts import Answers, Attempt
from kamquiz.domain.assessment.response_quality import ResponseQuality, assess_responses
from kamquiz.domain.assessment.scoring import Profile, target_for
from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.web.services import services


def profile_of(attempt: Attempt) -> Profile:
    """Return the profile of *attempt*; answers to statements the bank lost are passed over."""
    catalogue = services().catalogue
    return services().instrument.profile(
        known_answers(attempt.answers, catalogue), target_for(attempt.aim, catalogue)
    )


def known_answers(answers: Answers, catalogue: Catalogue) -> Answers:
    """Return those of *answers* whose questions *catalogue* still has."""
    return Answers(
        ratings=catalogue.known(answers.ratings),
        skills={k: v for k, v in answers.skills.items() if k in catalogue.skill_by_id},
        situations={k: v for k, v in answers.situations.items() if k in catalogue.situation_by_id},
        seconds=answers.seconds,
    )


def response_quality_of(attempt: Attempt, profile: Profile | None = None) -> ResponseQuality:
    """Return how carefully *attempt* was answered; its *profile* saves half of the work."""
    return assess_responses(
        attempt.answers, services().instrument, pages=attempt.pages, profile=profile
    )
