"""How answers become numbers: scores, choice of questions, calibration, reliability."""

from kamquiz.domain.measurement.calibration import Calibration, Trust, calibrate, fit
from kamquiz.domain.measurement.covariance import calibrate_covariance, usual_covariance
from kamquiz.domain.measurement.expectation_propagation import Population, posterior
from kamquiz.domain.measurement.items import Items
from kamquiz.domain.measurement.path import PLAIN, SHORT_PATH, Rules, ShortPath
from kamquiz.domain.measurement.ranking import alike, among_weakest, weaker_than
from kamquiz.domain.measurement.reliability import alpha, marginal_reliability, omega
from kamquiz.domain.measurement.scoring import eap
from kamquiz.domain.measurement.selection import choose, items_owed, next_page
from kamquiz.domain.measurement.stopping import LONGEST, certainty, may_stop, page_size

__all__ = [
    "LONGEST",
    "PLAIN",
    "SHORT_PATH",
    "Calibration",
    "Items",
    "Population",
    "Rules",
    "ShortPath",
    "Trust",
    "alike",
    "alpha",
    "among_weakest",
    "calibrate",
    "calibrate_covariance",
    "certainty",
    "choose",
    "eap",
    "fit",
    "items_owed",
    "marginal_reliability",
    "may_stop",
    "next_page",
    "omega",
    "page_size",
    "posterior",
    "usual_covariance",
    "weaker_than",
]
