"""A database that is locked, a disk that is full: a page that says so, with all that was typed."""

import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import count

import pytest

from kamquiz.storage.database import pysqlite
from tests.visitor import Visitor

#: Somebody else's program that holds the file, as a careless backup would.
HOLD = """
import sys, time, sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


#: Another process of ours that writes for long, as a migration may.
WRITE = """
import fcntl, sys, time
file = open(sys.argv[1] + ".lock", "a")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
time.sleep(float(sys.argv[2]))
"""


@contextmanager
def held(file, seconds, program=HOLD):
    """Let another process hold *file* for so long."""
    command = [sys.executable, "-c", program, str(file), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        yield


@pytest.fixture
def file(folder):
    return folder / "quiz.sqlite"


def asked(app_on, file):
    visitor = Visitor(app_on(f"sqlite:///{file}"))
    visitor.begin("full")
    return visitor, dict.fromkeys(visitor.page.questions(), "5")


def test_a_database_locked_for_a_second_costs_a_second(app_on, file, saw):
    visitor, given = asked(app_on, file)

    with held(file, 1):
        began = time.monotonic()
        visitor.send(**given)
        waited = time.monotonic() - began

    assert visitor.page.address == "/pl/quiz/2"
    assert visitor.open("quiz/1").checked() == given
    saw("SQLite locked by another program for 1 s", f"the reader waited {waited:.1f} s")


def test_a_database_locked_for_ten_seconds_costs_one_page_with_everything_kept(app_on, file, saw):
    visitor, given = asked(app_on, file)

    with held(file, 10):
        began = time.monotonic()
        visitor.send(status=503, **given)
        refused = time.monotonic() - began
        assert visitor.page.checked() == given
        assert int(visitor.page.headers["Retry-After"]) > 0
        assert visitor.page.heading == "Spróbuj ponownie za chwilę"
    assert 4 < refused < 9

    visitor.send()
    assert visitor.page.address == "/pl/quiz/2"
    assert visitor.open("quiz/1").checked() == given
    saw(
        "SQLite locked by another program for 10 s", f"503 after {refused:.1f} s, all kept, then on"
    )


def test_another_process_that_writes_for_ten_seconds_costs_one_page_after_five(app_on, file, saw):
    visitor, given = asked(app_on, file)

    with held(file, 10, WRITE):
        began = time.monotonic()
        visitor.send(status=503, **given)
        refused = time.monotonic() - began
        assert visitor.page.checked() == given
    assert 4.9 < refused < 6.5

    visitor.send()
    assert visitor.page.address == "/pl/quiz/2"
    saw(
        "SQLite: another process of ours writes for 10 s",
        f"503 after {refused:.1f} s, all kept, then on",
    )


class SmallDisk:
    """A file system of two megabytes, in memory."""

    name = "a tmpfs of 2 MB"

    def __init__(self, folder):
        self.folder = folder

    def fill(self):
        with (self.folder / "ballast").open("wb", buffering=0) as ballast:
            for _page in count():
                try:
                    ballast.write(bytes(4096))
                except OSError:
                    return

    def free(self):
        (self.folder / "ballast").unlink()


class ShortFiles:
    """Where nothing may be mounted: files may not grow beyond what they have."""

    name = "no file may grow (RLIMIT_FSIZE)"

    def __init__(self, folder):
        self.folder = folder
        self._limits = resource.getrlimit(resource.RLIMIT_FSIZE)

    def fill(self):
        sizes = [one.stat().st_size for one in self.folder.iterdir()]
        resource.setrlimit(resource.RLIMIT_FSIZE, (max(sizes), self._limits[1]))

    def free(self):
        resource.setrlimit(resource.RLIMIT_FSIZE, self._limits)


@pytest.fixture
def disk(folder):
    """A disk that can be filled: a small file system, or the next best thing."""
    place = folder / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        yield SmallDisk(place)
        subprocess.run(["umount", "--lazy", str(place)], check=True)
    else:
        limited = ShortFiles(place)
        yield limited
        limited.free()


def test_a_full_disk_loses_nothing_and_says_so(app_on, disk, saw):
    file = disk.folder / "quiz.sqlite"
    visitor, _given = asked(app_on, file)
    kept = {}

    disk.fill()
    while True:  # what is left in the file still takes a page or two
        form = visitor.page.forms()[0]
        given = dict.fromkeys(visitor.page.questions(), "5")
        response = visitor.client.post(form.action, data=form.values | given)
        if response.status_code == 503:
            break
        kept[form.action] = given
        visitor.open(response.location)

    visitor.post(form.action, form.values | given, status=503)
    assert visitor.page.checked() == given
    assert int(visitor.page.headers["Retry-After"]) > 0
    refused, again = visitor.page, visitor.page.forms()[0]
    for address, choices in kept.items():
        assert visitor.open(address).checked() == choices

    disk.free()
    assert refused.checked() == given
    visitor.post(again.action, again.values)
    assert visitor.open(form.action).checked() == given
    connection = pysqlite.connect(file)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    saw(f"disk full: {disk.name}", f"{len(kept)} more pages, then 503 with all kept; file whole")
