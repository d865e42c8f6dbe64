"""The API: the bank, a score for answers and a check of a job ad; nothing sent is kept."""

import json
from pathlib import Path
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from kamquiz.documents.answers import AnswersError, read_answers
from kamquiz.documents.bank import bank_json
from kamquiz.documents.jobs.findings import AdError, LongAdError, findings_json, read_sent_ad
from kamquiz.documents.profiles import profile_json
from kamquiz.domain.assessment.response_quality import assess_responses
from kamquiz.domain.assessment.scoring import target_for
from kamquiz.web.security.request_size import MAX_AD_BODY
from kamquiz.web.services import services

bp = Blueprint("api", __name__)


#: Written by hand from what is promised; only the ids of the bank are filled in.
DESCRIPTION: dict[str, Any] = json.loads(
    Path(__file__).with_name("openapi.json").read_text(encoding="utf-8")
)


@bp.get("/openapi.json")
def description() -> ResponseReturnValue:
    """Return what this API takes and gives, as OpenAPI 3.1."""
    catalogue = services().catalogue
    ids = {
        "StatementId": [statement.id for statement in catalogue.statements],
        "SkillId": [skill.id for skill in catalogue.skills],
        "SituationId": [situation.id for situation in catalogue.situations],
    }
    schemas = DESCRIPTION["components"]["schemas"]
    known = {name: schemas[name] | {"enum": some} for name, some in ids.items()}
    return DESCRIPTION | {"components": {"schemas": schemas | known}}


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
    return profile_json(profile, assess_responses(sent.answers, instrument))


@bp.post("/job/check")
def check_job() -> ResponseReturnValue:
    """Return the findings about the ad in the body, {"text": …, "lang": "pl"}."""
    try:
        sent = read_sent_ad(request.get_data())
    except RequestEntityTooLarge:
        return {"faults": [f"the body is larger than {MAX_AD_BODY} bytes"]}, 413
    except AdError as error:
        return {"faults": list(error.faults)}, 413 if isinstance(error, LongAdError) else 400
    examined = services().examine(sent.text, sent.language)
    return {"findings": findings_json(examined.findings), "more": len(examined.left_out)}
