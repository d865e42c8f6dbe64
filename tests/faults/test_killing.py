"""kill -9, an unplugged database, one process of three: nothing acknowledged is lost."""

import time

import pytest

from kamquiz.storage.database import pysqlite
from tests.faults.conftest import KILLS, Crowd
from tests.visitor import Visitor


def integrity(address):
    """Ask an SQLite file whether it is whole."""
    connection = pysqlite.connect(address.removeprefix("sqlite:///"))
    found = connection.execute("PRAGMA integrity_check").fetchall()
    dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
    connection.close()
    return found, dangling


@pytest.mark.soak
def test_a_killed_process_loses_no_answer_it_acknowledged(processes, database, saw):
    kills = KILLS if database.startswith("sqlite") else KILLS // 2
    with Crowd(processes.port) as crowd:
        for number in range(kills):
            crowd.wait_for_pages(2)
            time.sleep(0.003 * (number % 10))  # to hit another moment of a request
            processes.kill_and_wait()

    assert crowd.failed == []
    assert crowd.broken_off >= kills / 2, "the readers were hit"
    assert crowd.lost() == []
    if database.startswith("sqlite"):
        assert integrity(database) == ([("ok",)], [])
    kind = database.split(":")[0]
    saw(
        f"{kills} × kill -9 of the web process under load, {kind}",
        f"{crowd.acknowledged} pages acknowledged, 0 lost; {crowd.broken_off} requests broken off",
    )


def test_a_restarted_postgresql_costs_a_reader_one_page_with_everything_kept(
    app_on, postgres, postgres_address, saw
):
    visitor = Visitor(app_on(postgres_address))
    visitor.begin("full")
    visitor.answer_page("4")
    given = dict.fromkeys(visitor.page.questions(), "2")
    address = visitor.page.address

    postgres.stop("immediate")
    try:
        visitor.send(status=503, **given)
    finally:
        postgres.start()

    assert visitor.page.checked() == given
    assert int(visitor.page.headers["Retry-After"]) > 0
    visitor.send()
    assert visitor.open(address).checked() == given
    visitor.open("quiz")
    while "/result" not in visitor.page.address:
        visitor.answer_page("3")
    saw("PostgreSQL stopped as in a crash, and started again", "one 503 with all kept, then on")


def test_one_of_three_processes_may_die_and_readers_send_one_page_again_at_most(front, saw):
    with Crowd(front.port, size=6, context=front.context) as crowd:
        crowd.wait_for_pages(10)
        front.processes.kill(front.processes.ports[1])
        crowd.wait_for_pages(20)

    assert crowd.failed == []
    # What that process was reading is handed to no other: its sender is asked to send it again.
    assert {refused.reply.status for refused in crowd.refused} <= {503}
    assert len(crowd.refused) + crowd.broken_off <= len(crowd.threads)
    assert crowd.lost() == []
    saw(
        "one of three web processes killed behind nginx",
        f"{crowd.acknowledged} pages acknowledged, 0 lost, {len(crowd.refused)} asked to send "
        f"again, {crowd.broken_off} broken off",
    )
