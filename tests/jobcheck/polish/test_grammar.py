"""The dictionary is opened once, when it is needed, whoever asks."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from kamquiz.jobcheck import check
from kamquiz.jobcheck.polish.grammar import form, inflected, is_known


def test_importing_the_checker_opens_no_dictionary():
    code = (
        "import morfeusz2\n"
        "def refuse(*_): raise SystemExit('opened')\n"
        "morfeusz2.Morfeusz.__init__ = refuse\n"
        "import kamquiz.jobcheck, kamquiz.web\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_many_threads_at_once_open_it_once_and_agree(law):
    text = "Jesteś samodzielny i szukamy handlowca. " * 20
    code = (
        "import threading, morfeusz2\n"
        "opened = []\n"
        "begin = morfeusz2.Morfeusz.__init__\n"
        "def count(self, *rest): opened.append(1); begin(self, *rest)\n"
        "morfeusz2.Morfeusz.__init__ = count\n"
        "from kamquiz.jobcheck.polish.grammar import form\n"
        "words = ['samodzielny', 'handlowca', 'jest', 'plan'] * 10\n"
        "threads = [threading.Thread(target=form, args=[word]) for word in words]\n"
        "[one.start() for one in threads]; [one.join() for one in threads]\n"
        "print(len(opened))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: check(text, law), range(8)))

    assert done.stdout == "1\n", done.stderr
    assert all(one == results[0] for one in results)


def test_a_verb_with_an_ending_is_told_from_a_noun_that_looks_like_one():
    assert form("pracowałeś").ending == "sec"
    assert form("zapoznałam").ending == "pri"
    assert form("działem").ending == ""
    assert form("miałeś").ending == "sec"


def test_names_are_no_persons_of_the_ad():
    assert form("Plan").men("nom") == ()
    assert form("handlowiec").men("nom")


def test_forms_are_made_as_the_dictionary_has_them():
    assert inflected("specjalistka", "subst:sg:gen:f") == "specjalistki"
    assert inflected("handlowczyni", "subst:sg:gen:f") == ""
    assert is_known("menedżerka", "subst:sg:nom:f")
    assert not is_known("managerka", "subst:sg:nom:f")
