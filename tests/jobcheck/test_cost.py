"""Whatever is pasted costs no more than an ad does, ends no process and fills no memory."""

import subprocess
import sys
from time import process_time

import pytest

from kamquiz.documents.jobs.findings import excess
from kamquiz.jobcheck import check, examine
from kamquiz.jobcheck.checking import MAX_FINDINGS
from kamquiz.jobcheck.polish import grammar
from kamquiz.settings import ROOT
from tests.hostile_ads import accepted, hostile_ads, made_up, ordinary
from tests.jobcheck.planting import CLEAN
from tests.soak import times

#: The most hostile text costs three times what real ads of the same length do, on any machine.
TIMES_AN_ORDINARY_AD = 6

#: On any machine, however busy.
MAX_SECONDS = 10

MAX_MEGABYTES = 100

FUZZ = """
import resource, sys
from kamquiz.content import load
from kamquiz.settings import ROOT
from kamquiz.jobcheck import examine
from tests.hostile_ads import made_up, ordinary

law = load(ROOT / "questions").catalogue.law
examine(ordinary(), law)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for number in range(int(sys.argv[1])):
    examine(made_up(number), law)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def seconds(text, law):
    """Return the processor time of a check, the dictionary asked afresh."""
    grammar.form.cache_clear()
    grammar.inflected.cache_clear()
    start = process_time()
    check(text, law)
    return process_time() - start


@pytest.mark.soak
def test_no_accepted_text_costs_much_more_than_real_ads_of_the_same_length(law, record_property):
    usual = min(seconds(ordinary(), law) for _again in range(3))
    shapes = list(hostile_ads())
    costs = {}
    for name, text in shapes[:: len(shapes) // times(len(shapes), 6)]:
        costs[name] = seconds(accepted(text), law)
        if costs[name] > TIMES_AN_ORDINARY_AD * usual:  # perhaps somebody else needed the core
            costs[name] = seconds(accepted(text), law)

    worst = max(costs, key=costs.get)
    record_property("shapes", len(costs))
    record_property("worst", f"{worst}: {costs[worst] / usual:.1f} times real ads")
    assert len(costs) >= 30
    assert costs[worst] < TIMES_AN_ORDINARY_AD * usual, worst
    assert costs[worst] < MAX_SECONDS, worst


def test_long_real_ads_are_accepted():
    assert excess(ordinary()) is None


@pytest.mark.soak
def test_made_up_texts_end_no_process_and_fill_no_memory(record_property):
    count = times(2_000)

    done = subprocess.run(
        [sys.executable, "-c", FUZZ, str(count)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert int(done.stdout) < MAX_MEGABYTES
    record_property("texts", count)
    record_property("megabytes more", int(done.stdout))


def test_made_up_texts_are_of_every_kind():
    texts = [made_up(number) for number in range(100)]

    assert len(set(texts)) > 80
    assert max(map(len, texts)) >= 10_000


@pytest.mark.parametrize(
    "text",
    [
        "7" * 50_000,
        "a" * 61,
        "dwustu" * 8 + "super",
        "x" * 50_000,
        "pra\u00adca",
        "e\u0301",
        "²",
        "",
    ],
)
def test_nothing_but_a_word_of_sixty_letters_reaches_the_dictionary(text, monkeypatch):
    asked = []
    monkeypatch.setattr(grammar, "_dictionary", lambda: asked.append(text))
    grammar.form.cache_clear()
    grammar.inflected.cache_clear()

    assert grammar.form(text).text == text
    assert grammar.inflected(text, "subst:sg:gen:f") == ""
    assert not grammar.is_known(text, "subst:sg:nom:f")
    assert not asked


def test_a_long_chain_of_numerals_is_a_word_nobody_knows():
    assert grammar.form("dwustuosobowy").any("adj")
    assert grammar.form("dwustutrzystuosobowy").unknown
    assert grammar.form("2026").any("dig")


def test_of_thousands_of_findings_the_worst_are_written_out_and_the_rest_counted(law):
    text = "Jesteś samodzielny. " * 1_000 + "Podaj PESEL."

    found = examine(text, law)

    assert len(found.findings) == MAX_FINDINGS
    assert "PESEL" in [one.quote for one in found.findings]
    assert len(found.findings) + len(found.left_out) > 1_000
    assert list(found.findings) == sorted(found.findings, key=lambda one: one.start)


def test_numbers_too_large_for_a_computer_do_no_harm(law):
    both = f"{CLEAN['pl']} {'9' * 400}\n\n---\n\n{CLEAN['en']} 77"

    assert "parity" in {one.rule for one in check(both, law)}
