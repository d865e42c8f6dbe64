"""Scores of one trait at a time."""

import numpy as np
from numpy.typing import ArrayLike

from kamquiz.domain.measurement.arrays import Floats, Ints, Mask, checked_responses
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.quadrature import NODES, moments

#: People worked on together: enough to keep numpy busy, few enough for the cache.
PEOPLE_AT_ONCE = 128


def eap(responses: ArrayLike, items: Items) -> tuple[Floats, Floats]:
    """Return each person's expected traits and their standard deviations.

    responses: (people, items), see `checked_responses`.  Returns two arrays
    (people, traits) in standard units, for a standard normal prior and each
    trait by itself; a trait without answers keeps mean 0 and deviation 1.
    Raises ValueError for a response that is no answer.
    Expected a posteriori score: Bock & Mislevy (1982).
    """
    answers = checked_responses(responses, items=len(items), categories=items.categories)
    mean = np.zeros((len(answers), items.traits))
    variance = np.ones_like(mean)
    prior = -(NODES**2) / 2
    for start in range(0, len(answers), PEOPLE_AT_ONCE):
        people = slice(start, start + PEOPLE_AT_ONCE)
        for trait in range(items.traits):
            log_density = trait_log_likelihood(answers[people], items, trait)
            log_density += prior
            mean[people, trait], variance[people, trait] = moments(log_density)
    asked = answered(answers, items)
    return np.where(asked, mean, 0.0), np.sqrt(np.where(asked, variance, 1.0))


def log_likelihood(answers: Ints, items: Items, stride: int = 1) -> Floats:
    """Return log P(answers | trait) on every *stride*-th node: (people, traits, nodes)."""
    if len(answers) == 1:  # a page of answers: picking curves is faster than multiplying all
        picked = items.log_curves[np.arange(len(items)), answers[0], ::stride]
        return np.asarray((items.measures @ picked)[None], dtype=np.float64)
    every = [trait_log_likelihood(answers, items, trait, stride) for trait in range(items.traits)]
    return np.stack(every, axis=1)


def trait_log_likelihood(answers: Ints, items: Items, trait: int, stride: int = 1) -> Floats:
    """Return `log_likelihood` for one trait: (people, nodes)."""
    members = items.members[trait]
    curves = items.log_curves[members][:, :, ::stride]
    chosen = np.eye(items.categories + 1)[answers[:, members]]
    product = chosen.reshape(len(answers), -1) @ curves.reshape(-1, curves.shape[-1])
    return np.asarray(product, dtype=np.float64)


def answered(answers: Ints, items: Items) -> Mask:
    """Return which traits a person has answered anything about: (people, traits)."""
    return np.asarray((answers >= 0) @ items.measures.T > 0, dtype=np.bool_)
