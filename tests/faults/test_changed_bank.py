"""A deploy with other questions: who has begun ends on the bank they began with."""

import re
import shutil

import pytest

from kamquiz.content import load, pack, unpack
from kamquiz.content.packing import NotThatBankError
from kamquiz.settings import ROOT, Settings
from kamquiz.storage import BankStore
from kamquiz.web import create_app
from tests.walker import InsideWalker

ANEW = re.compile(r'name="csrf_token" value="[^"]+"')


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The shipped questions after somebody has worked on them."""
    folder = tmp_path_factory.mktemp("changed") / "questions"
    shutil.copytree(ROOT / "questions", folder)
    trait = folder / "traits" / "01-insight.toml"
    text = trait.read_text(encoding="utf-8")
    text = text.replace('id = "insight-1"', 'id = "insight-9"', 1)
    first = re.search(r'^pl = "(.+)"$', text.split("[[statements]]")[2], re.MULTILINE)[1]
    trait.write_text(text.replace(first, f"Zwykle {first[0].lower()}{first[1:]}"), encoding="utf-8")
    parameters = folder / "parameters" / "0.toml"
    parameters.write_text(
        parameters.read_text(encoding="utf-8").replace("insight-1", "insight-9"), encoding="utf-8"
    )
    return folder


@pytest.fixture(scope="module")
def changed_content(changed):
    return load(changed)


@pytest.fixture
def deployed(folder, content, changed, changed_content, clock):
    """Return the application before and after the deploy, on the same database."""
    database = f"sqlite:///{folder / 'quiz.sqlite'}"
    made = [
        create_app(
            Settings(
                database_url=database, secret_key="a secret of the faults", questions=questions
            ),
            content=bank,
            clock=clock,
        )
        for questions, bank in ((ROOT / "questions", content), (changed, changed_content))
    ]
    yield made
    for app in made:
        app.extensions["kamquiz"].close()


def moved(walker, app):
    """Let *walker* go on with another process, with the cookie of before."""
    cookie = walker.client.get_cookie("kamquiz").value
    walker.client = app.test_client()
    walker.client.set_cookie("kamquiz", cookie)
    return walker


def result(walker):
    walker.open("/pl/result")
    return ANEW.sub("", walker.html)


def begun(app, form="full", seed=3):
    walker = InsideWalker(app, form=form, seed=seed)
    walker.open("/pl/")
    walker.send({"form": form})
    return walker


def to_the_end(walker):
    while "/result" not in walker.path:
        walker.answer()
    return walker


def test_a_result_reads_the_same_after_the_deploy_to_the_last_letter(deployed, saw):
    before, after = deployed
    walker = to_the_end(begun(before))
    golden = result(walker)

    assert result(moved(walker, after)) == golden
    saw("deploy with changed questions: an old result", "the same to the last letter")


def test_who_has_begun_is_asked_and_scored_as_begun(deployed, content, saw):
    before, after = deployed
    steady, moving = begun(before), begun(before)
    for _page in range(2):
        steady.answer()
        moving.answer()
    moved(moving, after)
    asked = set()
    while "/result" not in moving.path:
        asked |= set(moving.questions())
        moving.answer()
    to_the_end(steady)

    old = {one.id for one in (*content.catalogue.statements, *content.catalogue.skills)}
    assert asked <= old
    assert result(moving) == result(steady)
    saw("deploy with changed questions: an attempt half way", "finished and scored on its bank")


def test_who_begins_after_the_deploy_gets_the_new_questions(deployed, content, changed_content):
    before, after = deployed
    begun(before)

    walker = begun(after)

    asked = set()
    while "/quiz/" in walker.path:
        asked |= set(walker.questions())
        walker.answer()
    assert asked == {one.id for one in changed_content.catalogue.statements}
    assert asked != {one.id for one in content.catalogue.statements}


def test_measuring_everything_again_asks_the_new_questions_and_compares(deployed):
    before, after = deployed
    walker = moved(to_the_end(begun(before)), after)

    walker.open("/pl/again")
    walker.send({"extent": "full"})
    asked = set()
    while "/quiz/" in walker.path:
        asked |= set(walker.questions())
        walker.answer()
    to_the_end(walker)

    assert "insight-9" in asked
    walker.open("/pl/again")


def test_a_bank_nobody_kept_is_replaced_by_the_newest(deployed, content):
    before, after = deployed
    walker = to_the_end(begun(before))
    services = after.extensions["kamquiz"]
    assert services.on("never-kept").content is services.content

    assert result(moved(walker, after))
    assert services.on(content.catalogue.version).catalogue == content.catalogue


def test_newer_parameters_of_a_bank_replace_older_ones(app_on, database):
    store = BankStore(app_on(database).extensions["kamquiz"].database)

    store.keep("b1", 1, b"first")
    store.keep("b1", 3, b"third")
    store.keep("b1", 2, b"second")

    assert store.find("b1") == b"third"
    assert store.is_kept("b1", 3)
    assert not store.is_kept("b1", 4)


def test_a_bank_survives_being_packed(content):
    packed = pack(ROOT / "questions", content.catalogue.version)

    assert pack(ROOT / "questions", content.catalogue.version) == packed
    assert unpack(packed, content.catalogue.version).catalogue == content.catalogue
    assert len(packed) < 1_000_000


def test_files_of_another_bank_are_refused(content, changed):
    with pytest.raises(NotThatBankError):
        pack(changed, content.catalogue.version)
    with pytest.raises(NotThatBankError):
        unpack(pack(ROOT / "questions", content.catalogue.version), "another")
