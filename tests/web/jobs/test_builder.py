"""HR builds a job description: choices in the address, typed text in the form, nothing kept."""

import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from kamquiz.documents.jobs.draft_file import read_job
from kamquiz.documents.jobs.exports import FORMATS
from kamquiz.domain.jobs.describe import JobDraft, job_target
from kamquiz.domain.jobs.links import read_choices
from tests.domain.jobs.samples import COMPLETE
from tests.visitor import Visitor

REFRESH = {"pl": "Odśwież podgląd", "en": "Refresh the preview"}
NEXT = {"pl": "Następny krok", "en": "Next step"}

NASTY = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>{{ 7*7 }}"


@pytest.fixture
def builder(anyone):
    anyone.open("jobs")
    return anyone


def preview(visitor) -> str:
    (found,) = [one for one in visitor.page.all("section") if one.get("class") == "preview"]
    return " ".join(" ".join(found.itertext()).replace("\xa0", " ").split())


def value_of(visitor, name) -> str:
    return visitor.page.forms()[0].values[name]


def link(visitor, name) -> str:
    (field,) = [one for one in visitor.page.all("input") if one.get("id") == name]
    return field.get("value")


def complete(**changes) -> dict:
    """What a form filled in completely sends, whatever stood in it."""
    several = {"benefits", "flexibility"}
    values = {key: one.split(",") if key in several else one for key, one in COMPLETE.items()}
    typed = {
        "employer": "Example Ltd",
        "contact": "jobs@example.com",
        "apply-by": "2027-01-31",
        "place-pl": "Warszawa",
        "place-en": "Warsaw",
    }
    return values | typed | changes


def test_the_form_is_found_under_for_hr(anyone):
    anyone.open("")
    anyone.follow({"pl": "Dla HR", "en": "For HR"}[anyone.language])

    assert anyone.page.address == f"/{anyone.language}/jobs"
    assert len(anyone.page.all("details")) > 9


def test_the_first_preview_is_in_the_language_of_the_page(builder):
    shown = preview(builder)

    assert ("Wymagania konieczne" in shown) is (builder.language == "pl")
    assert ("Must-haves" in shown) is (builder.language == "en")
    assert len(builder.page.all("mark")) > 10


def test_a_link_opens_its_choices_and_the_page_gives_the_same_link_back(anyone):
    anyone.open("jobs?pattern=senior&industry=steel&accounts=5&must=listener,english&lang=both")

    shown = preview(anyone)
    assert "5 kluczowych klientów" in shown
    assert "5 key accounts" in shown
    query = parse_qs(urlsplit(link(anyone, "link")).query)
    assert query["must"] == ["listener,english"]
    assert (query["accounts"], query["industry"], query["lang"]) == (["5"], ["steel"], ["both"])
    anyone.open(link(anyone, "link").removeprefix("http://localhost"))
    assert preview(anyone) == shown


def test_a_complete_form_leaves_nothing_open(builder):
    builder.send(button=REFRESH[builder.language], **complete(industry="it"))

    shown = preview(builder)
    assert not builder.page.all("mark")
    assert not re.search(r"\[", shown)
    assert "Warszawa" in shown
    assert "Warsaw" in shown
    assert "jobs@example.com" in shown


def test_what_is_typed_comes_back_and_stays_out_of_every_address(builder):
    builder.send(
        **complete(**{"own-duties-pl": "Moje zadanie\r\nDrugie", "own-duties-en": "Mine\r\nTwo"})
    )

    assert value_of(builder, "employer") == "Example Ltd"
    assert value_of(builder, "own-duties-pl") == "Moje zadanie\nDrugie"
    assert "Moje zadanie" in preview(builder)
    for name in ("link", "posting-link"):
        assert "Example" not in link(builder, name)
        assert "example.com" not in link(builder, name)
        assert "Moje" not in link(builder, name)
    assert builder.page.address == f"/{builder.language}/jobs"


def test_a_new_start_brings_its_lines_and_keeps_what_was_changed(builder):
    builder.send(**{"team": "7", "need-listener": "must", "employer": "Example Ltd"})

    builder.send(industry="banking")

    need = builder.page.forms()[0].values
    assert need["need-banking-statements"] == "must"
    assert (need["need-listener"], need["team"], need["employer"]) == ("must", "7", "Example Ltd")
    assert "banking-needs" in need["duties"]


def test_another_pattern_changes_what_was_only_suggested(builder):
    builder.send(pattern="junior")

    values = builder.page.forms()[0].values
    assert values["seniority"] == "junior"
    assert values["need-junior-example"] == "must"
    assert "junior-orders" in values["duties"]
    assert "modern-plan" not in values["duties"]


def test_what_is_unticked_is_gone_and_nothing_comes_back_by_itself(builder):
    before = builder.page.forms()[0].values
    duties = before["duties"]

    builder.send(**{"duties": duties[1:], "need-questioner": ""})
    builder.send()

    after = builder.page.forms()[0].values
    assert after["duties"] == duties[1:]
    assert after.get("need-questioner") == ""


def test_every_line_can_be_rewritten_and_stays_so_while_others_follow(builder):
    one = builder.language
    builder.send(**{f"line-duty.modern-plan-{one}": "A plan of my own", "accounts": "5"})
    builder.send(accounts="8")

    shown = preview(builder)
    assert "A plan of my own" in shown
    assert re.search(r"\b8 k", shown)
    assert not re.search(r"\b5 k", shown)
    assert value_of(builder, f"line-duty.modern-plan-{one}") == "A plan of my own"


def test_words_that_are_not_shown_now_are_not_lost(builder):
    builder.send(**complete(lang="both"))
    builder.send(**{"line-duty.modern-plan-pl": "Moje", "line-modern-plan-en": "Mine"})
    duties = builder.page.forms()[0].values["duties"]

    builder.send(lang=builder.language, duties=duties[1:])
    builder.send(lang="both", duties=duties)

    assert value_of(builder, "line-duty.modern-plan-pl") == "Moje"
    assert value_of(builder, "line-duty.modern-plan-en") == "Mine"
    assert value_of(builder, "place-pl") == "Warszawa"
    assert value_of(builder, "place-en") == "Warsaw"


def open_steps(visitor):
    return [
        number
        for number, one in enumerate(
            [one for one in visitor.page.all("details") if one.get("class") == "step"], start=1
        )
        if one.get("open") is not None
    ]


def test_one_step_is_open_at_a_time(builder):
    assert open_steps(builder) == [1]

    builder.page.forms()  # every button of a step names it
    builder.post(f"/{builder.language}/jobs", builder.page.forms()[0].values | {"do": "step-4"})
    assert open_steps(builder) == [4]

    builder.post(f"/{builder.language}/jobs", builder.page.forms()[0].values | {"do": "preview-6"})
    assert open_steps(builder) == [6]
    assert {label for _, _, label in builder.page.forms()[0].buttons} >= {
        REFRESH[builder.language],
        NEXT[builder.language],
    }


def test_another_language_of_the_page_keeps_the_choices(anyone):
    anyone.open("jobs?industry=steel&accounts=5&_external=1")

    anyone.follow({"pl": "English", "en": "Polski"}[anyone.language])

    assert anyone.page.address.startswith({"pl": "/en/jobs?", "en": "/pl/jobs?"}[anyone.language])
    assert value_of(anyone, "accounts") == "5"


# Bad input.


@pytest.mark.parametrize(
    ("typed", "target", "step"),
    [
        pytest.param({"pay-min": "9000", "pay-max": "8000"}, "#pay-max", 6, id="pay upside down"),
        pytest.param({"accounts": "five"}, "#accounts", 2, id="a number in words"),
        pytest.param({"team": "1000"}, "#team", 2, id="too many people"),
        pytest.param({"hunting": "50", "growing": "10"}, "#hunting", 2, id="half a split"),
        pytest.param({"apply-by": "31.01.2027"}, "#apply-by", 8, id="a date in another form"),
        pytest.param({"employer": "x" * 1001}, "#employer", 8, id="an endless name"),
        pytest.param({"own-duties-pl": "x\n" * 11}, "#own-duties-pl", 3, id="eleven lines"),
        pytest.param({"own-must-en": "x" * 1001}, "#own-must-en", 4, id="an endless line"),
        pytest.param({"duties": []}, "#duties-0", 3, id="no duty"),
        pytest.param(
            {"line-duty.modern-plan-en": "x" * 1001},
            "#line-duty.modern-plan-en",
            9,
            id="an endless edit",
        ),
    ],
)
def test_a_fault_is_explained_at_its_field_and_nothing_is_lost(builder, typed, target, step):
    shown = {"employer": "Example Ltd", "bonus": "12", "lang": "both"} | typed
    builder.send(status=422, **shown)

    (line,) = builder.page.summary().items()
    assert line[1] == target
    assert builder.page.title.startswith({"pl": "Błąd:", "en": "Error:"}[builder.language])
    assert step in open_steps(builder)
    values = builder.page.forms()[0].values
    for name, value in shown.items():
        if isinstance(value, str):
            assert values[name] == value.strip() or "\n" in value
    assert builder.page.text.count("%(") == 0


def test_without_a_must_have_the_summary_leads_to_the_list(builder):
    needs = {key: "" for key in builder.page.forms()[0].values if key.startswith("need-")}

    builder.send(status=422, **needs)

    assert list(builder.page.summary().values()) == ["#needs"]


def test_an_empty_form_is_told_what_is_missing(builder):
    token = builder.page.forms()[0].values["csrf_token"]

    builder.post(f"/{builder.language}/jobs", {"csrf_token": token}, status=422)

    assert set(builder.page.summary().values()) == {"#duties-0", "#needs"}


def test_once_mended_the_form_goes_on_from_where_it_was(builder):
    builder.send(status=422, **complete(**{"pay-max": "1", "industry": "it"}))

    builder.send(**{"pay-max": "16000"})

    assert not builder.page.summary()
    assert "it-use" in builder.page.forms()[0].values["duties"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("jobs?industry=circus", "circus"),
        ("jobs?pattern=odd&seniority=king", "king"),
        ("jobs?accounts=many", "many"),
        ("jobs?must=listener,juggling", "juggling"),
        ("jobs?pay-min=9&pay-max=8", ""),
        ("jobs?mode=<script>alert(1)</script>", ""),
    ],
)
def test_a_choice_in_the_address_that_cannot_be_is_told_and_passed_over(anyone, address, said):
    page = anyone.open(address)

    (note,) = [one for one in page.all("div") if one.get("class") == "notice"]
    assert said in " ".join(note.itertext())
    assert "<script>" not in page.html
    assert len(preview(anyone)) > 500


def test_an_address_may_carry_what_others_add_to_addresses(anyone):
    page = anyone.open("jobs?utm_source=mail&industry=it")

    assert not [one for one in page.all("div") if one.get("class") == "notice"]


def text_fields(form) -> list[str]:
    chosen = {*form.options, *form.ticks, *form.lists, "csrf_token"}
    return [
        name
        for name in form.values
        if name not in chosen and not name.startswith(("made-", "start-"))
    ]


def test_scripts_in_every_field_are_shown_and_never_run(builder):
    builder.send(lang="both")
    form = builder.page.forms()[0]
    typed = dict.fromkeys(text_fields(form), NASTY)
    numbers = {name for name in typed if not name.startswith(("line-", "own-"))} - {
        *("employer", "contact", "place-pl", "place-en", "reports-to-pl", "reports-to-en"),
    }

    response = builder.client.post(form.action, data=form.values | typed)
    assert response.status_code == 422
    assert "<img src=x" not in response.get_data(as_text=True)
    assert "alert(&#39;x&#39;)" in response.get_data(as_text=True)

    response = builder.client.post(
        form.action, data=form.values | typed | dict.fromkeys(numbers, "")
    )
    html = response.get_data(as_text=True)
    assert response.status_code == 200
    assert "<img src=x" not in html
    assert re.findall(r"<script[^>]*>", html) == re.findall(r"<script[^>]* src=[^>]*>", html)


@pytest.mark.parametrize(
    "sent",
    [
        {"alien": "1"},
        {"pay-min": ["1", "2"]},
        {"line-": "x"},
        {"need-listener": ["must", "nice"]},
    ],
)
def test_a_field_the_page_never_has_is_refused(builder, sent):
    form = builder.page.forms()[0]

    response = builder.client.post(form.action, data=form.values | sent)

    assert response.status_code == 400


def test_without_its_token_nothing_is_read(anyone):
    assert anyone.client.post(f"/{anyone.language}/jobs", data=complete()).status_code == 400


def test_more_than_any_posting_needs_is_refused(builder):
    form = builder.page.forms()[0]

    response = builder.client.post(form.action, data=form.values | {"employer": "x" * 270_000})

    assert response.status_code == 413


# Files.


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("lang", ["pl", "en", "both"])
def test_every_format_is_a_file_of_its_own(builder, ending, lang):
    builder.send(**complete(lang=lang))

    response = builder.download(do=ending)

    assert response.mimetype == FORMATS[ending].mimetype
    spoken = "pl-en" if lang == "both" else lang
    name = f'attachment; filename="kamquiz-job-{spoken}.{ending}"'
    assert response.headers["Content-Disposition"] == name
    assert len(response.get_data()) > 500


def test_there_is_a_button_for_every_format(builder):
    buttons = {value for name, value, _ in builder.page.forms()[0].buttons if name == "do"}

    assert set(FORMATS) <= buttons


def test_a_file_with_faults_is_not_made(builder):
    builder.send(status=422, do="json", accounts="x")

    assert "#accounts" in builder.page.summary().values()


def saved(visitor, **changes):
    visitor.send(**complete(**changes))
    return visitor.download(do="json").get_data()


def opened(visitor, content: bytes, status=200):
    form = visitor.page.forms()[-1]
    return visitor.post(
        form.action, form.values | {"draft": (io.BytesIO(content), "x.json")}, status=status
    )


def test_a_saved_draft_opens_as_it_was(builder):
    content = saved(builder, **{"industry": "it", "line-duty.modern-plan-pl": "Mój plan"})
    shown = preview(builder)
    builder.open("jobs")

    opened(builder, content)

    assert preview(builder) == shown
    assert builder.download(do="json").get_data() == content


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"format": "kamquiz-job", "version": 9}'])
def test_a_file_that_is_no_draft_is_explained_in_the_readers_language(builder, broken):
    opened(builder, broken, status=422)

    (line,) = builder.page.summary()
    assert re.search({"pl": "plik|projekt", "en": "file|draft"}[builder.language], line)
    assert builder.page.summary()[line] == "#draft"


def test_a_draft_with_windows_line_ends_opens(builder, catalogue):
    content = json.dumps(json.loads(saved(builder)), indent=2).replace("\n", "\r\n").encode()

    opened(builder, content)

    assert read_job(content, catalogue).details.employer == "Example Ltd"
    assert value_of(builder, "employer") == "Example Ltd"


# The link in the posting.


def test_the_link_for_the_posting_carries_what_is_asked(builder, catalogue):
    builder.send(**complete(**{"industry": "it", "need-fearless": "must", "english-level": "C1"}))

    address = urlsplit(link(builder, "posting-link"))
    values = {key: one[0] for key, one in parse_qs(address.query, keep_blank_values=True).items()}
    target = job_target(JobDraft(choices=read_choices(values, catalogue).choices), catalogue)

    assert address.path == f"/{builder.language}/"
    assert target.traits["fearless"] == 0.4
    assert target.skills["english"] == 4
    assert [one.id for one in target.must][-1] == "fearless"
    assert not {"pay-min", "employer", "accounts"} & set(values)


def test_the_page_says_that_nothing_is_stored_and_leads_to_fair_use(anyone, settings):
    anyone.open("jobs")
    assert {"pl": "Niczego nie zapisujemy", "en": "Nothing is stored"}[anyone.language] in (
        anyone.page.text
    )

    anyone.follow(
        {"pl": "Czego nie wolno robić z wynikami", "en": "What may not be done with results"}[
            anyone.language
        ]
    )

    assert "29" in anyone.page.text
    assert "22" in anyone.page.text


def test_the_builder_opens_no_database(app, no_database):
    visitor = Visitor(app)
    visitor.open("jobs")
    visitor.send(**complete())

    assert not no_database.exists()
