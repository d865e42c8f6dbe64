"""Whatever is sent, in whatever letters: no error of ours, and nothing that comes to life."""

import io
import json
import random
import re
import zipfile
from collections.abc import Iterator
from itertools import count, islice
from urllib.parse import quote, unquote_to_bytes, urlencode
from xml.etree import ElementTree as ET

import icalendar
import pytest
from markdown_it import MarkdownIt

from kamquiz.settings import Settings
from kamquiz.storage import keys
from kamquiz.web import create_app
from kamquiz.web.security.rate_limits import LIMITED
from tests.hostile import EVIL, STRINGS, harm_in
from tests.soak import times
from tests.visitor import Clock, Page, Visitor

#: Ten chunks of five hundred requests each with `make soak`, one of them with every commit.
CHUNK, CHUNKS = 500, times(10)

#: What a field of the plan takes at most, and so what goes into one at a time.
FITS = 590

METHODS = ("GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")

TYPES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "application/json",
    "text/plain; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "",
    "/",
)

HEADERS = (
    "Accept", "Accept-Language", "Accept-Encoding", "Cookie", "Referer", "Origin", "Range", "Host",
    "If-None-Match", "If-Modified-Since", "X-Forwarded-For", "X-Forwarded-Host", "X-Request-ID",
    "Authorization", "Content-Encoding", "Transfer-Encoding", "X-HTTP-Method-Override",
    "User-Agent",
)  # fmt: skip


@pytest.fixture(scope="module")
def cheap():
    """Let scrypt cost nothing and nobody wait: what is tested is what is done with strings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(keys._SCRYPT, "n", 2)
        for one in LIMITED:
            patch.setitem(LIMITED, one, ())
        yield


@pytest.fixture(scope="module")
def app(tmp_path_factory, content, cheap):
    from datetime import datetime  # noqa: PLC0415 - the fixture's own clock

    file = tmp_path_factory.mktemp("hostile") / "quiz.sqlite"
    settings = Settings(database_url=f"sqlite:///{file}", secret_key="a secret of the tests")
    clock = Clock(datetime(2026, 11, 23, 10, 0))
    return create_app(settings, content=content, clock=clock)


@pytest.fixture(scope="module")
def owner(app):
    """Somebody who has a plan of their own, two weeks on."""
    visitor = Visitor(app, "en")
    visitor.finish("2", form="short", seniority="kam")
    visitor.open("plan")
    visitor.send(to="/plan/accept", start="2026-11-23")
    app.extensions["kamquiz"].now.pass_(weeks=3)
    return visitor


@pytest.fixture(scope="module")
def pages(owner):
    """Every page with a form, by its address: what its forms send where."""
    addresses = [
        "", "return", "plan", "plan/priorities", "plan/settings", "plan/steps", "plan/check-in/2",
        f"plan/priority/{chosen(owner)}", "keep", "share", "evidence", "again", "situations/1",
        "skills/1", "quiz/1", "jobs",
    ]  # fmt: skip
    return {address: owner.open(address).forms() for address in addresses}


def chosen(owner):
    """Return the first trait of the plan."""
    ids = Page(owner.client.get("/en/plan")).ids()
    return next(
        identifier.removeprefix("priority-")
        for identifier in ids
        if identifier.startswith("priority-")
    )


# Requests nobody's browser sends.


class Sender:
    """Makes up requests, the same for each seed."""

    def __init__(self, seed, app, owner, pages):
        self.rng = random.Random(seed)  # noqa: S311 - not for secrets
        self.rules = [
            rule for rule in app.url_map.iter_rules() if rule.endpoint != "metrics.metrics"
        ]
        self.cookie = f"kamquiz={owner.client.get_cookie('kamquiz').value}"
        self.forms = [form for forms in pages.values() for form in forms if form.method == "post"]

    def string(self):
        return self.rng.choice(STRINGS)

    def value(self):
        numbers = ("0", "1", "-1", "2", "99", "9" * 30, "1.5", "y", "4", "short", "md", "pdf")
        return self.rng.choice(numbers) if self.rng.random() < 0.4 else self.string()

    def path(self):
        rule = self.rng.choice(self.rules).rule
        path = rule.replace("<language:language>", self.rng.choice(["pl", "en", "en", "xx", "e"]))
        while "<" in path:
            before, _less, rest = path.partition("<")
            path = before + encoded(self.value()) + rest.partition(">")[2]
        if self.rng.random() < 0.15:
            place = self.rng.randrange(len(path) + 1)
            path = (
                path[:place]
                + self.rng.choice(["//", "/..", "%2e", "%ff", "%00", ";", "\\"])
                + path[place:]
            )
        query = {self.name(): self.value() for _ in range(self.rng.choice([0, 0, 1, 3]))}
        return path + ("?" + urlencode(query, errors="surrogatepass") if query else "")

    def name(self):
        known = (
            "format", "notes", "form", "lang", "must", "pattern", "industry", "do", "_external",
            "_anchor", "_scheme", "language", "csrf_token", "endpoint", "values", "filename",
        )  # fmt: skip
        return self.rng.choice(known) if self.rng.random() < 0.7 else self.string()

    def headers(self):
        given = {
            name: latin(self.string())
            for name in self.rng.sample(HEADERS, self.rng.choice([0, 0, 2]))
        }
        who = self.rng.random()
        if who < 0.7:
            given["Cookie"] = self.cookie
        return given

    def body(self):
        kind = self.rng.random()
        if kind < 0.2:
            return self.rng.randbytes(self.rng.choice([0, 1, 50, 3000]))
        if kind < 0.35:
            nested = {self.string(): [self.string(), {"a": self.value()}], "ratings": self.string()}
            return json.dumps(nested).encode()
        fields = [(self.name(), self.value()) for _ in range(self.rng.choice([1, 5, 40]))]
        return urlencode(fields, errors="surrogatepass").encode()

    def request(self):
        """Return a made-up request, or a real form with a few fields spoilt."""
        if self.rng.random() < 0.45:
            return self.spoilt_form()
        request = {
            "path": self.path(),
            "method": self.rng.choice(METHODS),
            "headers": self.headers(),
        }
        if request["method"] != "GET":
            request |= {"data": self.body(), "content_type": self.rng.choice(TYPES)}
        return request

    def spoilt_form(self):
        form = self.rng.choice(self.forms)
        fields = {
            name: value if isinstance(value, list) else [value]
            for name, value in form.values.items()
        } | {name: [self.rng.choice(some)] for name, some in form.options.items()}
        for _ in range(self.rng.choice([0, 1, 3])):
            name = self.rng.choice([*fields, self.name()])
            fields[name] = [self.value() for _ in range(self.rng.choice([0, 1, 1, 2]))]
        action = form.action.partition("#")[0]
        data = urlencode(fields, doseq=True, errors="surrogatepass").encode()
        return {
            "path": action.replace("/en/", self.rng.choice(["/en/", "/pl/"])),
            "method": "POST",
            "headers": {"Cookie": self.cookie},
            "data": data,
            "content_type": TYPES[0],
        }


def as_it_arrives(path, **request):
    """Return a request as a server hands it on; a client would tidy up its address."""
    path, _mark, query = path.partition("?")
    raw = {"PATH_INFO": unquote_to_bytes(path).decode("latin-1"), "QUERY_STRING": query}
    return {"path": "/", "environ_overrides": raw, **request}


def post(client, action, values):
    """Send *values* as a browser would, and halves of characters as no browser would."""
    data = urlencode(values, doseq=True, errors="surrogatepass").encode()
    return client.post(action, data=data, content_type=TYPES[0])


def encoded(text):
    return quote(text.encode("utf-8", "surrogatepass"), safe="/.")


def latin(text):
    """Return *text* as a header can carry it; a server lets no line ends through."""
    return (
        "".join(one for one in text if one not in "\r\n")
        .encode("utf-8", "surrogatepass")
        .decode("latin-1")
    )


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(CHUNKS))
def test_whatever_is_asked_there_is_an_answer_and_nothing_comes_to_life(app, owner, pages, seed):
    sender = Sender(seed, app, owner, pages)
    client = app.test_client(use_cookies=False)
    answered = {}

    for _request in range(CHUNK):
        request = sender.request()
        with client.open(**as_it_arrives(**request)) as response:
            status = response.status_code
            html = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        assert status < 500, request
        assert not harm_in(html), (request, harm_in(html))
        answered[status] = answered.get(status, 0) + 1
    # Requests that get nowhere try nothing.
    assert {200, 303, 400, 404, 405} <= set(answered), answered
    assert answered[200] > CHUNK / 20


# Every field, with every string.


def bundles(offset: int) -> Iterator[str]:
    """Yield all strings, as many at once as a field takes, over and over."""
    words = ""
    for number in count(offset):
        one = STRINGS[number % len(STRINGS)]
        if words and len(words) + len(one) > FITS:
            yield words
            words = ""
        words = f"{words} {one}" if words else one


#: So often every string has been in every field.
ROUNDS = 1 + sum(map(len, STRINGS)) // FITS


#: Fields that take a number or a date.
NO_WORDS = {
    "accounts", "answer-days", "apply-by", "bonus", "contract-years", "growing", "hours", "hunting",
    "keep-months", "meetings", "office-days", "pay-max", "pay-min", "renewing", "team", "travel",
}  # fmt: skip


def fields_of(page, ending):
    """Return the fields of one form of *page* into which one can type, words and others."""
    form = next(
        element
        for element in page.all("form")
        if element.get("action").partition("#")[0].endswith(ending)
    )
    words = [one.get("name") for one in form.iter("textarea")]
    others = {
        one.get("name"): one.get("type", "text")
        for one in form.iter("input")
        if one.get("type", "text") in {"text", "number", "date", "search"}
    }
    words += [name for name, kind in others.items() if kind == "text" and name not in NO_WORDS]
    return words, [name for name in others if name not in words]


@pytest.mark.parametrize(
    ("address", "ending"),
    [
        ("return", "/return"),
        ("plan/priority/", None),
        ("plan/settings", "/plan/settings"),
        ("plan/steps", "/plan/steps"),
        ("plan/check-in/2", "/plan/check-in/2"),
        ("plan/settings", "/plan/job"),
    ],
)
def test_every_field_of_the_plan_takes_every_string(app, owner, address, ending):
    address += chosen(owner) if address.endswith("/") else ""
    ending = ending or f"/{address}"
    if ending == "/plan/job":
        address = "plan"
    page = Page(owner.client.get(f"/en/{address}"))
    if ending == "/plan/job" and not any(one.action.endswith(ending) for one in page.forms()):
        pytest.fail("the page of the plan takes no job description any more")
    words, others = fields_of(page, ending)
    assert words + others
    form = page.form_to(ending)
    chosen_first = {name: some[0] for name, some in form.options.items()} | form.values
    typed = {name: bundles(place * 37) for place, name in enumerate([*words, *others])}
    kept = 0
    for number in range(2 * ROUNDS):
        values = chosen_first | seen_in(owner.client.get(f"/en/{address}").text, form.values)
        # Every second time only words are typed, so that what is sent can be kept.
        filled = words if number % 2 else typed
        values |= {name: values.get(name) or "1" for name in others}
        values |= {name: next(typed[name]) for name in filled}
        response = post(owner.client, form.action, values)
        assert response.status_code < 500, values
        assert not harm_in(response.get_data(as_text=True)), values
        kept += response.status_code == 303
        if number % 10 == 0:
            look_at_everything(owner)
    assert kept or not words or ending in {"/return", "/plan/job"}


def seen_in(html, values):
    """Return the hidden fields of *html* that a form with *values* has, quickly."""
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', html)
    return {name: value for name, value in hidden if name in values}


def look_at_everything(owner):
    """Open what shows the words of the plan, and take every file of it along."""
    for address in ("plan", "plan/history", "plan/manager", "plan/steps"):
        response = owner.client.get(f"/en/{address}")
        assert response.status_code == 200, address
        assert not harm_in(response.get_data(as_text=True)), address
    for form in ("md", "json", "ics", "docx", "pdf"):
        response = owner.client.get(f"/en/plan.{form}?notes=y")
        assert response.status_code == 200, form
        is_whole(form, response.data)


def is_whole(form, content):
    """Hold a file against what its readers make of it."""
    if form == "json":
        json.loads(content)
    elif form == "jsonld":
        assert b"</script" not in content.lower()
    elif form == "ics":
        events = icalendar.Calendar.from_ical(content).walk()
        assert not [key for event in events for key in event if key.lower() == EVIL]
    elif form == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                if name.endswith((".xml", ".rels")):
                    text = file.read(name)
                    ET.fromstring(text)  # noqa: S314 - our own file, without a DOCTYPE
                    # Words may name an address; nothing may lead there.
                    assert b"evil.example" not in text or not name.endswith(".rels")
            assert b"instrText" not in file.read("word/document.xml")
    elif form == "pdf":
        assert content.startswith(b"%PDF-")
        assert content.rstrip().endswith(b"%%EOF")
        assert b"/JavaScript" not in content
    elif form == "md":
        assert not harm_in(MarkdownIt("commonmark", {"html": True}).render(content.decode()))
    elif form == "html":
        assert not harm_in(content.decode())
    else:
        assert form == "txt"
        content.decode()


def test_every_field_of_the_job_builder_takes_every_string(app):
    visitor = Visitor(app, "en")
    page = visitor.open("jobs")
    form = page.forms()[0]
    words, others = fields_of(page, "/jobs")
    fields = words + others
    assert len(fields) > 30
    typed = {name: bundles(place * 37) for place, name in enumerate(fields)}
    formats = ("md", "txt", "html", "json", "jsonld", "docx", "pdf")
    files = dict.fromkeys(formats, 0)

    for number in range(2 * ROUNDS):
        every_second = islice(typed.items(), number % 2, None, 2)
        values = form.values | {name: next(some) for name, some in every_second}
        # Numbers and dates that are none keep a file from being made; text goes through.
        clean = dict.fromkeys(others, "")
        if number // 2 % 2:
            shown = post(visitor.client, "/en/jobs", values | {"do": "preview-1"})
            assert shown.status_code in {200, 422}, values
            assert not harm_in(shown.get_data(as_text=True)), values
            continue
        ending = formats[number % len(formats)]
        made = post(visitor.client, "/en/jobs", values | clean | {"do": ending})
        assert made.status_code < 500, (ending, values)
        if "Content-Disposition" in made.headers:
            is_whole(ending, made.data)
            files[ending] += 1
        else:
            assert not harm_in(made.get_data(as_text=True))
    assert all(files.values()), files


def test_every_string_may_be_checked_as_an_ad_and_given_as_a_reason(app):
    visitor = Visitor(app, "en")
    form = visitor.open("check").forms()[0]
    for place in range(0, len(STRINGS), 60):
        some = STRINGS[place : place + 60]
        ad = "\n".join([*some, "Prosimy o numer PESEL.", "Jesteś samodzielny."])[:50_000]
        shown = post(visitor.client, form.action, form.values | {"ad": ad})
        assert shown.status_code == 200, some
        assert not harm_in(shown.get_data(as_text=True)), some
        keys_shown = re.findall(r'name="(reason-[^"]+)"', shown.get_data(as_text=True))
        reasons = dict(zip(keys_shown, some, strict=False))
        again = post(visitor.client, form.action, form.values | {"ad": ad} | reasons)
        assert again.status_code == 200, some
        assert not harm_in(again.get_data(as_text=True)), some


def test_every_string_may_be_a_must_have_of_an_interview_guide(app):
    visitor = Visitor(app, "en")
    visitor.open("jobs")
    form = visitor.page.forms()[0]
    endings = ("docx", "pdf", "md", "txt", "html", "json")
    for number, place in enumerate(range(0, len(STRINGS), 60)):
        lines = [string.replace("\n", " ")[:900] for string in STRINGS[place : place + 60]]
        values = form.values | {"own-must-en": "\n".join(lines[:10]), "do": "guide"}
        shown = post(visitor.client, "/en/jobs", values)
        assert shown.status_code in {200, 422}, lines
        assert not harm_in(shown.get_data(as_text=True)), lines
        if shown.status_code == 200:
            guide = Page(shown).forms()[0]
            ending = endings[number % len(endings)]
            made = post(visitor.client, guide.action, guide.values | {"do": ending})
            assert made.status_code == 200, (ending, lines)
            is_whole(ending, made.data)


def test_every_string_may_stand_in_a_file_that_is_opened(app):
    visitor = Visitor(app, "en")
    visitor.open("jobs")
    token = visitor.page.forms()[0].values["csrf_token"]
    for place in range(0, len(STRINGS), 40):
        some = STRINGS[place : place + 40]
        for content in ("\n".join(some), json.dumps(dict.fromkeys(some, some[0]))):
            file = (
                io.BytesIO(content.encode("utf-8", "surrogatepass")),
                latin(some[0])[:50] + ".json",
            )
            response = visitor.client.post(
                "/en/jobs/open", data={"csrf_token": token, "draft": file}
            )
            assert response.status_code in {200, 400, 422}, content
            assert not harm_in(response.get_data(as_text=True)), content


def test_every_string_may_be_sent_to_the_api(app):
    client = app.test_client()
    for place in range(0, len(STRINGS), 25):
        some = STRINGS[place : place + 25]
        ad = client.post("/api/v1/job/check", json={"text": "\n".join(some), "lang": "en"})
        assert ad.status_code == 200, some
        text = "\n".join(some)
        for one in ad.json["findings"]:
            assert text[one["start"] : one["end"]] == one["quote"]
        scored = client.post(
            "/api/v1/score",
            json={"ratings": dict.fromkeys(some, 3), "target": {"industry": some[0]}},
        )
        assert scored.status_code == 400
        assert all("\n" not in one for one in scored.json["faults"])


def test_there_are_five_hundred_strings_and_each_kind_is_among_them():
    assert len(STRINGS) >= 500
    for one in ("{{7*7}}", "\x00", "\ud800", "=1+1", "../../../../etc/passwd", "\u202eabc"):
        assert one in STRINGS


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (f"<p>&lt;{EVIL}&gt;</p>", False),
        (f'<input value="&#34; {EVIL}=1">', False),
        (f"<p><{EVIL}></p>", True),
        (f'<input value="" {EVIL}=1>', True),
        ("<a href=' javascript:alert(1)'>", True),
        ("<svg onload=x>", True),
    ],
)
def test_what_came_to_life_would_be_noticed(html, found):
    assert bool(harm_in(html)) is found
