"""Forms of the job builder nobody fills in: as much as a body may hold."""

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from kamquiz.domain.bank.catalogue import Catalogue
from kamquiz.domain.jobs.details import MAX_LETTERS, OWN_KEYS

#: What a field sends: one value, or several.
Sent = str | list[str]

#: Once these stand in the fields, a body of 64 kB is nearly full.
BYTES = 50_000

UNITS = {
    "one letter": "a ",
    "gendered words": "jesteś samodzielny ",
    "forbidden words": "PESEL ",
    "placeholders": "[a]",
    "tags": "<a ",
    "amounts": "8000 zł ",
    "sentences": "A. ",
    "marks": "e\u0301",
    "digits": "7",
    "stars": "*",
    "links": "[a](b)",
}


def hostile_drafts(
    fields: Mapping[str, Sent], catalogue: Catalogue
) -> Iterator[tuple[str, str, Mapping[str, Sent]]]:
    """Yield name, path and form of each body; *fields* are those of the empty builder."""
    kept = {
        name: value for name, value in fields.items() if not name.startswith(("line-", "made-"))
    }
    lines = [name for name in fields if name.startswith("line-")]
    for unit_name, unit in UNITS.items():
        words = (unit * MAX_LETTERS)[:MAX_LETTERS]
        own = {f"{key}-{one}": "\n".join([words] * 4) for key in OWN_KEYS for one in ("pl", "en")}
        yield f"own lines, {unit_name}", "/pl/jobs", _fit(kept | {"lang": "both"} | own)
        edits = dict.fromkeys(lines, words)
        yield f"edited lines, {unit_name}", "/pl/jobs", _fit(kept | {"lang": "both"} | edits)
        yield f"employer, {unit_name}", "/pl/jobs", _fit(kept | {"employer": words})
    words = ("jesteś samodzielny PESEL " * MAX_LETTERS)[:MAX_LETTERS]
    own = {f"{key}-pl": "\n".join([words] * 8) for key in OWN_KEYS}
    for pressed in ("check", "guide", "md", "docx", "pdf", "json"):
        yield f"pressed {pressed}", "/pl/jobs", _fit(kept | own | {"do": pressed})
    reasons = {f"reason-a-{number:08x}-1": "x" for number in range(2_000)}
    yield "reasons", "/pl/jobs", _fit(kept | reasons)
    unknown = {f"line-{number}-pl": "x" for number in range(2_000)}
    yield "edits of no line", "/pl/jobs", _fit(kept | unknown)
    needs = {f"need-{number}": "must" for number in range(2_500)}
    yield "needs nobody knows", "/pl/jobs", _fit(kept | needs)
    ids = ",".join(one.id for one in catalogue.job.benefits) + ","
    for name, text in (
        ("deep JSON", "[" * BYTES),
        ("many lines", _draft(own={"must": [{"pl": "a", "en": ""}] * 1_500})),
        ("long lines", _draft(own={"must": [{"pl": words, "en": words}] * 20})),
        ("edits", _draft(edits={f"x{number}": {"pl": "a"} for number in range(2_000)})),
        ("reasons", _draft(reasons={f"x{number}": "a" for number in range(2_500)})),
        ("wrong kinds", _draft(edits=dict.fromkeys(map(str, range(5_000)), 1))),
        ("a long number", '{"format": ' + "9" * 40_000 + "}"),
        ("unknown ids", json.dumps({"format": "kamquiz-job", "version": 1, "lines": {
            "duties": [{"id": f"x{number}", "pl": "a", "en": "a"} for number in range(1_000)]}})),
        ("ids", json.dumps({"format": "kamquiz-job", "version": 1, "choices": {
            "benefits": (ids * 50).split(",")}})),
    ):  # fmt: skip
        yield f"opened, {name}", "/pl/jobs/open", _fit({"draft": text})
        yield f"guide, {name}", "/pl/interview", {"draft": text[:BYTES], "minutes": "90",
            "sitting": "1", "lang": "pl"}  # fmt: skip


def _draft(**details: object) -> str:
    return json.dumps({"format": "kamquiz-job", "version": 1, "details": details})


def _fit(form: Mapping[str, Sent]) -> dict[str, Sent]:
    """Return as many of the fields as one body holds, percent signs included."""
    kept: dict[str, Sent] = {}
    left = BYTES
    for name, value in form.items():
        left -= size_of({name: value})
        if left > 0:
            kept[name] = value
    return kept


def size_of(form: Mapping[str, Sent]) -> int:
    """Return how many bytes a browser sends for *form*."""
    return len(urlencode(form, doseq=True))
