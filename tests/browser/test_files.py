"""What people take along: printed pages, and files that other programs open."""

import json
import shutil
import subprocess
from pathlib import Path

import docx
import icalendar
import pytest

from tests.browser.reader import Reader

#: Words that only stand in files of the plan, by language.
WORDS = {"pl": "Plan na dwanaście tygodni", "en": "Twelve-week plan"}


@pytest.fixture(scope="module", params=["pl", "en"])
def planned(chromium, address, request):
    """Somebody with a result and an accepted plan."""
    context = chromium.new_context(accept_downloads=True)
    reader = Reader(context, address, request.param)
    reader.begin()
    reader.finish(1)
    reader.accept_plan()
    yield reader
    context.close()


@pytest.fixture
def priorities(planned):
    planned.open("plan")
    return planned.page.evaluate(
        "() => [...document.querySelectorAll('h3[id^=priority-]')].map((one) => one.id.slice(9))"
    )


@pytest.mark.parametrize(("path", "most"), [("result", 7), ("plan", 8), ("plan/manager", 1)])
def test_pages_are_printed_whole(planned, catalogue, priorities, tmp_path, path, most):
    planned.open(path)
    printed = tmp_path / "page.pdf"
    planned.page.pdf(path=printed, format="A4", print_background=False)

    assert 1 <= pages(printed) <= most
    text = words(printed)
    assert squeezed(planned.page.locator("h1").inner_text()) in text
    for one in priorities:
        assert squeezed(getattr(catalogue.trait_by_id[one].name, planned.language)) in text
    if path == "result":
        for trait in catalogue.traits:
            assert squeezed(getattr(trait.name, planned.language)) in text
    begin = {"pl": "Przejdź do treści", "en": "Skip to the content"}[planned.language]
    assert begin not in text


def test_the_plan_is_taken_along_in_every_format(planned, catalogue, priorities):
    names = [getattr(catalogue.trait_by_id[one].name, planned.language) for one in priorities]
    read = {
        "pdf": words,
        "docx": lambda file: " ".join(one.text for one in docx.Document(file).paragraphs),
        "md": lambda file: file.read_text(encoding="utf-8"),
    }
    for ending, text_of in read.items():
        text = squeezed(text_of(downloaded(planned, ending)))
        assert [one for one in names if squeezed(one) not in text] == [], ending


def test_the_calendar_holds_check_ins_first_steps_and_an_hour_a_week(planned):
    calendar = icalendar.Calendar.from_ical(downloaded(planned, "ics").read_bytes())

    assert len(calendar.walk("VEVENT")) == 3 + 3 + 12


def test_the_plan_as_json_names_the_priorities_of_the_page(planned, priorities):
    plan = json.loads(downloaded(planned, "json").read_bytes())

    assert [one["trait"] for one in plan["priorities"]] == priorities


def downloaded(reader, ending: str) -> Path:
    reader.open("plan")
    with reader.page.expect_download() as waiting:
        reader.page.locator(f"button[name=format][value={ending}]").click()
    download = waiting.value
    assert download.suggested_filename.endswith(f"-{reader.language}.{ending}")
    return Path(download.path())


def pages(printed: Path) -> int:
    told = tool("pdfinfo", str(printed))
    return int(next(one.split()[1] for one in told.splitlines() if one.startswith("Pages:")))


def words(printed: Path) -> str:
    return squeezed(tool("pdftotext", str(printed), "-"))


def tool(name: str, *arguments: str) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed (poppler-utils)")
    return subprocess.run([name, *arguments], capture_output=True, check=True, text=True).stdout


def squeezed(text: str) -> str:
    return " ".join(text.split())
