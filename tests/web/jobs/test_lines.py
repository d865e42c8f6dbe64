"""Every line of a draft can be rewritten, left out as a whole and brought back."""

import io
import json

import pytest

from kamquiz.domain.jobs.describe import describe_job
from kamquiz.domain.jobs.lines import current_keys, line_key
from kamquiz.domain.jobs.links import read_choices
from tests.web.jobs.test_builder import REFRESH, complete, preview, value_of


@pytest.fixture
def builder(anyone):
    anyone.open("jobs")
    return anyone


def fields(visitor):
    return visitor.page.forms()[0].values


def line(visitor, key) -> str:
    return f"line-{key}-{visitor.language}"


def saved(visitor) -> dict:
    return json.loads(visitor.download(do="json").get_data())


def reopen(visitor, values: dict):
    form = visitor.page.forms()[-1]
    content = io.BytesIO(json.dumps(values).encode())
    return visitor.post(form.action, form.values | {"draft": (content, "x.json")})


def test_a_requirement_and_a_fact_with_the_same_id_are_two_lines(builder):
    builder.send(**{"need-team": "must", "team": "4", "duties": ["contract", "modern-plan"]})
    builder.send(**{line(builder, "need.team"): "Working with others"})
    builder.send(**{line(builder, "duty.contract"): "Carrying contracts out"})
    builder.send(button=REFRESH[builder.language])

    assert "Working with others" in preview(builder)
    assert value_of(builder, line(builder, "role.team")) != "Working with others"
    assert value_of(builder, line(builder, "terms.contract")) != "Carrying contracts out"


def test_an_emptied_duty_is_no_longer_chosen_and_can_be_chosen_again(builder):
    name = line(builder, "duty.modern-plan")
    suggested = value_of(builder, name)
    builder.send(**{name: "A plan of my own"})

    builder.send(**{name: ""})

    assert "modern-plan" not in fields(builder)["duties"]
    assert suggested not in preview(builder)
    assert "A plan of my own" not in preview(builder)
    builder.send(duties=[*fields(builder)["duties"], "modern-plan"])
    assert value_of(builder, name) == suggested


def test_an_emptied_requirement_is_not_asked_any_more(builder):
    builder.send(**{line(builder, "need.listener"): ""})
    builder.send()

    assert fields(builder)["need-listener"] == ""


def test_a_line_with_a_gap_is_left_out_everywhere_until_it_is_brought_back(builder):
    name = line(builder, "role.split")
    words = value_of(builder, name)

    builder.send(**{name: ""})
    builder.send()

    assert fields(builder)["out"] == "role.split"
    assert words not in preview(builder)
    for ending in ("txt", "html", "md"):
        made = builder.download(do=ending, **{"reason-errors": "still a draft"})
        assert words not in made.get_data(as_text=True)
    values = saved(builder)
    assert values["details"]["out"] == ["role.split"]
    reopen(builder, values)
    assert words not in preview(builder)
    builder.send(out=[])
    assert value_of(builder, name) == words
    assert words in preview(builder)


def test_a_line_emptied_in_one_language_is_out_in_both_and_keeps_the_other_words(builder):
    builder.send(**complete(lang="both"))
    builder.send(**{"line-role.team-pl": "Cztery osoby", "line-role.team-en": "Four of us"})

    builder.send(**{"line-role.team-pl": ""})

    assert "Four of us" not in preview(builder)
    builder.send(out=[])
    assert value_of(builder, "line-role.team-en") == "Four of us"
    assert value_of(builder, "line-role.team-pl") != "Cztery osoby"


def test_a_line_emptied_beside_a_fault_stays_out_once_the_fault_is_mended(builder):
    builder.send(
        status=422,
        accounts="many",
        **{line(builder, "duty.modern-plan"): "", line(builder, "role.split"): ""},
    )
    builder.send(accounts="5")

    assert "modern-plan" not in fields(builder)["duties"]
    assert fields(builder)["out"] == "role.split"


def test_a_title_is_never_left_out(builder):
    name = line(builder, "title")
    suggested = value_of(builder, name)

    builder.send(**{name: ""})

    assert value_of(builder, name) == suggested


def test_every_line_of_a_section_can_be_left_out(builder):
    names = [name for name in fields(builder) if name.startswith(("line-role.", "line-terms."))]
    builder.send(**dict.fromkeys(names, ""))
    builder.send()

    assert set(fields(builder)["out"]) == {name.split("-", 1)[1][:-3] for name in names}
    assert not [name for name in fields(builder) if name in names]


def test_what_is_left_out_is_not_published_as_json_ld(builder):
    builder.send(**complete(lang=builder.language))
    posting = json.loads(builder.download(do="jsonld").get_data())
    assert {"baseSalary", "validThrough", "employmentType"} <= set(posting)

    keys = ("offer.base", "recruiting.apply-by", "terms.contract", "terms.place")
    builder.send(**{line(builder, key): "" for key in keys})
    made = builder.download(do="jsonld", **{"reason-errors": "agreed"})
    posting = json.loads(made.get_data())

    assert not {"baseSalary", "validThrough", "employmentType"} & set(posting)
    assert "addressLocality" not in posting["jobLocation"]["address"]


# Drafts and pages from before lines had kinds.


def test_a_draft_with_plain_ids_opens_with_its_words(builder):
    values = saved(builder)
    words = {"pl": "Wszystko po naszemu", "en": "All of it our way"}
    del values["details"]["out"], values["lines"]
    values["details"]["edits"] = {"modern-plan": words, "title": words, "gone": words, "A b": words}

    reopen(builder, values)
    builder.send()

    assert value_of(builder, line(builder, "duty.modern-plan")) == words[builder.language]
    assert value_of(builder, line(builder, "title")) == words[builder.language]


def test_a_page_opened_before_an_update_can_still_be_sent(builder):
    form = builder.page.forms()[0]
    old = {
        name.replace("duty.", "").replace("need.", "").replace("role.", ""): value
        for name, value in form.values.items()
    }

    builder.post(form.action, old | {f"line-modern-plan-{builder.language}": "Mine"})

    assert value_of(builder, line(builder, "duty.modern-plan")) == "Mine"


def test_a_draft_with_a_line_emptied_by_hand_opens_without_it(builder):
    values = saved(builder)
    duty = values["lines"]["duties"][0]
    duty["pl"] = duty["en"] = ""

    reopen(builder, values)

    assert duty["id"] not in fields(builder)["duties"]


def test_a_reason_for_nothing_in_a_saved_draft_does_not_stop_the_form(builder):
    values = saved(builder)
    values["details"]["reasons"] = {"No key of ours": "because"}

    reopen(builder, values)
    builder.send()


def test_an_id_from_an_older_draft_finds_every_line_that_has_it(catalogue):
    assert current_keys("team", catalogue) == ("role.team", "need.team")
    assert current_keys("contract", catalogue) == ("terms.contract", "duty.contract")
    assert current_keys("juggling", catalogue) == ()


def test_every_line_there_is_has_a_key(catalogue):
    for pattern in catalogue.patterns:
        for industry in (None, *(one.id for one in catalogue.industries)):
            job = describe_job(catalogue, pattern=pattern.id, industry=industry)
            for section in job.sections:
                for shown in section.lines:
                    key = line_key(section.id, shown.id)
                    assert key in current_keys(shown.id, catalogue)


# What is required and what is welcome.


def test_what_was_picked_as_welcome_stays_so_where_an_industry_requires_it(builder):
    builder.send(**{"need-english": "nice", "industry": "it"})
    builder.send()

    assert fields(builder)["need-english"] == "nice"


def test_a_link_that_requires_what_is_suggested_as_welcome_opens_it_once(catalogue):
    suggested = read_choices({}, catalogue).choices.nice[0]

    read = read_choices({"must": suggested}, catalogue)

    assert read.faults == ()
    assert suggested not in read.choices.nice
