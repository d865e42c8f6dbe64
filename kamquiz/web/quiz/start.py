"""The start page: what the quiz gives and asks, and beginning it."""

import secrets
from dataclasses import replace

import numpy as np
from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from kamquiz.domain.assessment.attempts import QuizLength, Summary
from kamquiz.domain.assessment.item_selection import first_page, longest_path
from kamquiz.domain.assessment.scoring import target_for
from kamquiz.domain.bank.role import JobTarget
from kamquiz.domain.jobs.describe import JobDetails, JobDraft, job_target
from kamquiz.domain.jobs.fields import WAYS
from kamquiz.domain.jobs.links import read_choices
from kamquiz.storage import NewAttempt
from kamquiz.storage.keys import key_hash, new_key
from kamquiz.web.charts import example
from kamquiz.web.forms import failures, load_form
from kamquiz.web.http import UNPROCESSABLE, see_other
from kamquiz.web.language import chosen_query, current_language
from kamquiz.web.quiz.forms import StartForm, start_form
from kamquiz.web.quiz.views import SEED_BITS, bp
from kamquiz.web.security.attempt_keys import (
    all_held,
    current_held,
    is_full,
    remember,
    require_room,
)
from kamquiz.web.services import services

#: An address with one of these came from a posting; others carry what is none of ours.
TELLS_A_JOB = frozenset({"pattern", "industry", "seniority", "must"})

#: The button of the page that asks what to do with the attempt there is.
SEPARATELY = "separately"


@bp.route("/", methods=["GET", "POST"])
def start() -> ResponseReturnValue:
    """Say what the quiz gives and what it asks; begin it, if nothing was begun before."""
    catalogue = services().catalogue
    form = load_form(
        start_form(catalogue, current_language()), SEPARATELY, data={"form": QuizLength.SHORT.value}
    )
    posted = _posted_job()
    before = summary_of_current()
    address = url_for("quiz.start") + (chosen_query() if posted else "")
    if request.method == "POST" and form.validate():
        if before and SEPARATELY not in request.form:
            return _question(before, form, posted, address)
        require_room()
        remember(_begin(form, posted))
        return see_other(url_for("quiz.rate", page=1))
    return render_template(
        "quiz/start.html",
        form=form,
        failures=failures(form),
        before=before,
        held=len(all_held()),
        total=longest(before.form) if before else 0,
        catalogue=catalogue,
        short=longest_path(services().instrument),
        posted=posted,
        sample=example(catalogue.traits, catalogue.scale),
        address=address,
    ), UNPROCESSABLE if form.errors else 200


def summary_of_current() -> Summary | None:
    """Return what a list says of the current attempt of this browser, if it is still stored."""
    held = current_held()
    if held is None:
        return None
    return services().attempts.summaries([held.hash]).get(held.hash)


def longest(form: QuizLength) -> int:
    """Return how many statements *form* asks at most."""
    if form is QuizLength.FULL:
        return len(services().catalogue.statements)
    return longest_path(services().instrument)


def _question(
    before: Summary, form: StartForm, posted: JobTarget | None, address: str
) -> ResponseReturnValue:
    """Ask what to do with the attempt there is; what was chosen in *form* goes along."""
    return render_template(
        "quiz/begun.html",
        before=before,
        total=longest(before.form),
        chosen={field.name: field.data for field in form if field.data},
        posted=posted,
        address=address,
        is_full=is_full(),
    )


def _posted_job() -> JobTarget | None:
    """Return the job whose posting led here: its choices stand in the address."""
    if not TELLS_A_JOB & set(request.args):
        return None
    catalogue = services().catalogue
    known = {key: value for key, value in request.args.items() if key in WAYS}
    read = read_choices(known, catalogue)
    return job_target(JobDraft(choices=read.choices, details=JobDetails()), catalogue)


def _begin(form: StartForm, posted: JobTarget | None) -> str:
    """Start an attempt and return the key that opens it."""
    services().keep_bank()
    catalogue = services().catalogue
    aim = replace(form.chosen_aim(), job=posted)
    new = NewAttempt(
        form=form.chosen_form(),
        bank=catalogue.version,
        first_page=first_page(
            form.chosen_form(),
            services().instrument,
            target_for(aim, catalogue),
            np.random.default_rng(secrets.randbits(SEED_BITS)),
        ),
        stage=form.chosen_stage(),
        aim=aim,
    )
    key = new_key()
    services().attempts.start(new, key=key_hash(key), now=services().now())
    return key
