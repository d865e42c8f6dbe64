"""The API: the bank, and a score for answers that are sent and not kept."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from kamquiz.documents.answer_files import AnswersError, read_answers
from kamquiz.documents.banks import bank_json
from kamquiz.documents.profiles import profile_json
from kamquiz.domain.care import care
from kamquiz.domain.scoring import target_for
from kamquiz.web.services import services

bp = Blueprint("api", __name__)


@bp.get("/bank")
def bank() -> ResponseReturnValue:
    """Return the whole bank."""
    return bank_json(services().catalogue)


@bp.post("/score")
def score() -> ResponseReturnValue:
    """Return the profile of the answers in the body."""
    catalogue = services().catalogue
    try:
        sent = read_answers(request.get_data(), catalogue)
    except AnswersError as error:
        return {"faults": list(error.faults)}, 400
    instrument = services().instrument
    profile = instrument.profile(sent.answers, target_for(sent.aim, catalogue))
    return profile_json(profile, care(sent.answers, instrument))
