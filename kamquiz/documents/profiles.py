"""A profile as JSON, with the keys other programs rely on."""

from typing import Any

from kamquiz.domain.assessment.response_quality import ResponseQuality
from kamquiz.domain.assessment.scoring import Profile, SkillScore, TraitScore


def profile_json(profile: Profile, care: ResponseQuality) -> dict[str, Any]:
    """Return *profile*, and how carefully it was answered, in the form of the contract."""
    return {
        "bank": profile.bank,
        "parameters": profile.parameters,
        "n": profile.people,
        "traits": [_trait(one) for one in profile.traits],
        "priorities": [one.trait.id for one in profile.priorities],
        "indistinct": [list(group) for group in profile.indistinct],
        "skills": [_skill(one) for one in profile.skills],
        "judgement": profile.judgement
        and {
            "score": round(profile.judgement.score, 2),
            "answered": profile.judgement.answered,
        },
        "care": {
            "flags": [flag.value for flag in care.flags],
            "confidence": care.confidence.value,
        },
    }


def _trait(score: TraitScore) -> dict[str, Any]:
    return {
        "id": score.trait.id,
        "theta": round(score.theta, 6),
        "sd": round(score.sd, 6),
        "score": round(score.score, 4),
        "low": round(score.low, 4),
        "high": round(score.high, 4),
        "band": score.band.id,
        "answered": score.answered,
        "mean": score.mean,
        "among_weakest": round(score.among_weakest, 6),
        "target": score.target,
    }


def _skill(score: SkillScore) -> dict[str, Any]:
    return {
        "id": score.skill.id,
        "level": score.level,
        "asked": score.asked,
        "gap": score.gap,
    }
